r"""Java's .properties: escapes (``\u00e4``) and lines that go on after a backslash."""

from __future__ import annotations

import re

from servicetone.model import Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.texts import Entry, Text
from servicetone.readers.values import reads_as_sentence
from servicetone.text.edits import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.readers import Reading, Settings

_LINE = re.compile(
    r"^[ \t\f]*(?:[#!][^\r\n]*"
    r"|(?P<key>(?:\\(?:\r\n|[\s\S])|[^\\:=\s])+)[ \t\f]*(?:[:=][ \t\f]*)?"
    r"(?P<value>[^\\\r\n]*(?:\\(?:\r\n|[\s\S])[^\\\r\n]*)*))",
    re.MULTILINE,
)
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
    r"|\\(?:\r\n?|\n)[ \t\f]*|\\[\s\S]"
)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError where it is not text."""
    decoded = decode(data, source)
    text = decoded.text
    way = "properties-ascii" if text.isascii() and "\\u" in text else "properties"
    blocks = []
    for line in _LINE.finditer(text):
        if raw := line["value"]:
            edits = tuple(unescaped(raw))
            words = Text(spliced(raw, edits), Span(*line.span("value")))
            if settings.takes(line["key"]) or (
                not settings.fields and reads_as_sentence(words.value)
            ):
                blocks.append(Entry(words, line["key"]).block(edits, way))
    return decoded.reading(source, blocks)


def unescaped(raw: str) -> Iterator[Edit]:
    """Yield the edits that undo the escapes of a value."""
    for found in _ESCAPE.finditer(raw) if "\\" in raw else ():
        special = found[0]
        if special[1] == "u" and len(special) > 2:
            words = bytes.fromhex(special.replace("\\u", "")).decode("utf-16-be", "surrogatepass")
        elif special[1] in "\r\n":
            words = ""
        else:
            words = _NAMED.get(special[1], special[1])
        yield Edit(*found.span(), words)
