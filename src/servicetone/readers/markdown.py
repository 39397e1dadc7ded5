"""Markdown: a document with blocks, so that code and the like are left out.

Of front matter (YAML or TOML) what reads as a sentence is checked too, where its parser is there.
"""

from __future__ import annotations

import re

from servicetone.errors import ReaderError
from servicetone.readers.decoding import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.model import Block
    from servicetone.readers import Reading, Settings

_FRONT_MATTER = re.compile(
    r"(---|\+\+\+)[ \t]*\r?\n(.*?^)(?:\1|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document with blocks; raise ReaderError where it is not text."""
    from servicetone.text.markdown import blocks  # slow to load: only when there is Markdown

    decoded = decode(data, source)
    found = blocks(decoded.text)
    if front := _FRONT_MATTER.match(decoded.text):
        found = (*_front_matter(front, settings), *found)
    return decoded.reading(source, found)


def _front_matter(front: re.Match[str], settings: Settings) -> Iterator[Block]:
    """Yield the blocks of front matter; none where it cannot be read: it may be a template's."""
    if front[1] == "---":
        from servicetone.readers import yaml as reader
    else:
        from servicetone.readers import toml as reader  # type: ignore[no-redef]  # one of two
    try:
        blocks = [*reader.blocks_of(front[2], None, settings)]
    except ReaderError:
        return
    for block in blocks:
        yield block._replace(span=type(block.span)(*(front.start(2) + at for at in block.span)))
