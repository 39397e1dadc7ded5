"""Gettext PO: the translations, in the language that the header names.

polib, the library for it, tells the line of an entry but not where its words stand in it.
"""

from __future__ import annotations

import re

from servicetone.errors import ReaderError
from servicetone.model import Block, Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.locales import FOREIGN, language_of
from servicetone.readers.texts import Entry, Text
from servicetone.text.edits import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.readers import Reading, Settings

_STRING = r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'
_GLUE = r"[ \t]*\r?\n[ \t]*"
_PART = re.compile(
    r"[ \t]*(?:#[^\n]*"
    r"|(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*"
    rf"(?P<words>{_STRING}(?:{_GLUE}{_STRING})*)[ \t]*|)\r?(?:\n|\Z)"
)
_SPECIAL = re.compile(rf'"{_GLUE}"|\\(.)')
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(rb"Content-Type:[^\n]*?charset=([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"^Language:[ \t]*([\w@.-]+)", re.MULTILINE)
_MOST_IN_NAME = 60


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where it is not PO."""
    charset = _CHARSET.search(data[:20_000])
    decoded = decode(data, source, charset[1].decode("ascii", "replace") if charset else None)
    return decoded.reading(source, _blocks(decoded.text, source, settings))


def _blocks(text: str, source: str | None, settings: Settings) -> Iterator[Block]:
    language = context = None
    name = ""
    for keyword, span in _strings(text, source):
        raw = text[slice(*span)]
        edits = tuple(_unescaped(raw))
        words = spliced(raw, edits)
        if keyword == "msgctxt":
            context = words
        elif keyword == "msgid":
            name = words if context is None else f"{context}|{words}"
            context = None
        elif keyword.startswith("msgstr") and not name:  # the header
            tag = _LANGUAGE.search(words)
            language = language_of(tag[1] if tag else None)
        elif (
            keyword.startswith("msgstr")
            and language != FOREIGN
            and (settings.takes(name) if settings.fields else any(map(str.isalpha, words)))
        ):
            yield Entry(Text(words, span), _short(name), language=language).block(edits, "po")


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _MOST_IN_NAME else f"{name[: _MOST_IN_NAME - 1]}…"


def _strings(text: str, source: str | None) -> Iterator[tuple[str, Span]]:
    """Yield the keyword of each string, and what stands between its first and its last mark."""
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None:
            raise ReaderError(
                "this is not PO: a comment, or a keyword and words in quotation marks, is expected here",
                path=source,
                line=text.count("\n", 0, position) + 1,
                hint="msgfmt --check tells more",
            )
        position = part.end()
        if part["keyword"]:
            start, end = part.span("words")
            yield part["keyword"], Span(start + 1, end - 1)


def _unescaped(raw: str) -> Iterator[Edit]:
    for found in _SPECIAL.finditer(raw) if '"' in raw or "\\" in raw else ():
        special = found[1]
        yield Edit(*found.span(), _NAMED.get(special, special) if special else "")
