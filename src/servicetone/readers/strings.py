"""Apple's .strings: ``"key" = "value";`` between comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servicetone.errors import ReaderError
from servicetone.model import Block, Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.edits import spliced
from servicetone.readers.texts import Entry, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.readers import Reading, Settings

_SKIPPED = re.compile(r"(?:\s+|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
_STRING = r'"((?:[^"\\]|\\[\s\S])*)"'
_GAP = _SKIPPED.pattern
_PAIR = re.compile(rf"(?:{_STRING}|([\w.\-$/:]+)){_GAP}(?:={_GAP}{_STRING}{_GAP})?;")
_ESCAPE = re.compile(r"\\(?:[Uu]([0-9a-fA-F]{4})|([\s\S]))")
_NAMED = {"n": "\n", "t": "\t", "r": "\r"}


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where a pair is broken."""
    decoded = decode(data, source)
    return decoded.reading(source, _blocks(decoded.text, source, settings))


def _blocks(text: str, source: str | None, settings: Settings) -> Iterator[Block]:
    position = _SKIPPED.match(text).end()  # type: ignore[union-attr]
    while position < len(text):
        pair = _PAIR.match(text, position)
        if pair is None:
            raise ReaderError(
                'this is not a .strings file: "key" = "value"; is expected here',
                path=source,
                line=text.count("\n", 0, position) + 1,
                hint="a quotation mark or a semicolon may be missing",
            )
        position = _SKIPPED.match(text, pair.end()).end()  # type: ignore[union-attr]
        key, raw = pair[1] or pair[2] or "", pair[3]
        if raw is None:  # "key"; stands for itself
            continue
        edits = tuple(_unescaped(raw))
        words = Text(spliced(raw, edits), Span(*pair.span(3)))
        if settings.takes(key) if settings.fields else any(map(str.isalpha, words.value)):
            yield Entry(words, key).block(edits, "strings")


def _unescaped(raw: str) -> Iterator[Edit]:
    for found in _ESCAPE.finditer(raw):
        words = chr(int(found[1], 16)) if found[1] else _NAMED.get(found[2], found[2])
        yield Edit(*found.span(), words)
