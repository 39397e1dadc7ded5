"""Markdown: a document with blocks, so that code and the like are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicetone.readers.decoding import decode

if TYPE_CHECKING:
    from servicetone.readers import Reading, Settings


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document with blocks; raise ReaderError where it is not text."""
    from servicetone.text.markdown import blocks  # slow to load: only when there is Markdown

    decoded = decode(data, source)
    return decoded.reading(source, blocks(decoded.text))
