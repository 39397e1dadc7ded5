"""Apple's .strings: ``"key" = "value";`` between comments."""

from __future__ import annotations

import re

from servicetone.errors import ReaderError
from servicetone.model import Block, Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.texts import Entry, Text
from servicetone.text.edits import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.readers import Reading, Settings

_TOKEN = re.compile(
    r"\s+|//[^\r\n]*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/"
    r'|"(?P<words>[^"\\]*(?:\\[\s\S][^"\\]*)*)"|(?P<bare>[\w.\-$/:]+)|(?P<sign>[=;])'
)
_ESCAPE = re.compile(r"\\(?:[Uu]([0-9a-fA-F]{4})|([\s\S]))")
_NAMED = {"n": "\n", "t": "\t", "r": "\r"}


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where a pair is broken."""
    decoded = decode(data, source)
    return decoded.reading(source, _blocks(decoded.text, source, settings))


def _blocks(text: str, source: str | None, settings: Settings) -> Iterator[Block]:
    for key, span in _pairs(text, source):
        raw = text[slice(*span)]
        edits = tuple(_unescaped(raw))
        words = Text(spliced(raw, edits), span)
        if settings.takes(key) if settings.fields else any(map(str.isalpha, words.value)):
            yield Entry(words, key).block(edits, "strings")


def _pairs(text: str, source: str | None) -> Iterator[tuple[str, Span]]:
    """Yield each key with the place of its value; a key that stands alone is its own value."""
    found: list[re.Match[str]] = []  # key, =, value
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            break
        position = token.end()
        if token["sign"] == ";":
            if len(found) == 3:
                yield found[0]["words"] or found[0]["bare"] or "", Span(*found[2].span("words"))
            if len(found) not in (1, 3):
                break
            found = []
        elif token.lastgroup:
            wanted = "sign" if len(found) == 1 else "words"
            if token.lastgroup != wanted and (found or token.lastgroup != "bare"):
                break
            found.append(token)
    else:
        if not found:
            return
    raise ReaderError(
        'this is not a .strings file: "key" = "value"; is expected here',
        path=source,
        line=text.count("\n", 0, found[0].start() if found else position) + 1,
        hint="a quotation mark or a semicolon may be missing",
    )


def _unescaped(raw: str) -> Iterator[Edit]:
    for found in _ESCAPE.finditer(raw):
        words = chr(int(found[1], 16)) if found[1] else _NAMED.get(found[2], found[2])
        yield Edit(*found.span(), words)
