"""JSON and ARB: every string with its place, read by the standard library's own parser."""

from __future__ import annotations

import json
import re

# Documented in the source only, and there since Python 3.1; the type stubs leave them out.
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any, cast

from servicetone.errors import ReaderError
from servicetone.model import Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.locales import FOREIGN, language_of
from servicetone.readers.places import STRING, deepest_line
from servicetone.readers.texts import Entry, Text, blocks
from servicetone.readers.values import chosen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.model import Block
    from servicetone.readers import Reading, Settings
    from servicetone.readers.texts import Tree

# A pair of surrogates is one character.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
# Comments, and commas after the last item: what editors and compilers take in their settings.
_COMMENT = re.compile(STRING + r"|//[^\r\n]*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|,(?=\s{0,100}[}\]])")


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where it is not JSON."""
    decoded = decode(data, source)
    tree = parse(decoded.text, source)
    messages = _messages(tree, settings) if isinstance(tree, dict) else None
    way = "json-ascii" if decoded.text.isascii() and "\\u" in decoded.text else "json"
    entries = chosen(tree, settings) if messages is None else messages

    def block(entry: Entry) -> Block:
        return entry.block(unescaped(decoded.text[slice(*entry.text.span)]), way)

    return decoded.reading(source, blocks(entries, block))


def _messages(tree: dict[str, Tree], settings: Settings) -> list[Entry] | None:
    """Return the messages of an ARB file, which names its language; None for any other file."""
    tag = tree.get("@@locale")
    if not isinstance(tag, Text):
        return None
    language = language_of(tag.value)
    return [
        Entry(text, key, language=language)
        for key, text in tree.items()
        if isinstance(text, Text)
        and key[:1] != "@"
        and language != FOREIGN
        and (settings.takes(key) if settings.fields else any(map(str.isalpha, text.value)))
    ]


def parse(text: str, source: str | None) -> Tree:
    """Return the tree of ``text``; raise ReaderError where it is not JSON or nested too deep."""
    try:
        try:
            return cast("Tree", _Decoder().decode(text))
        except json.JSONDecodeError:
            plain = _COMMENT.sub(_blanked, text)
            if plain == text:
                raise
            return cast("Tree", _Decoder().decode(plain))
    except json.JSONDecodeError as error:
        raise ReaderError(
            f"this is not JSON from column {error.colno} on: "
            f"{error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}",
            path=source,
            line=error.lineno,
            hint="an editor that knows JSON shows where a comma, quotation mark or bracket is missing",
        ) from None
    except RecursionError:
        raise ReaderError(
            "this JSON is nested too deep to be read",
            path=source,
            line=deepest_line(text),
            hint="leave this file out",
        ) from None


class _Decoder(json.JSONDecoder):
    """Keeps the place of each string, and numbers as they are written."""

    def __init__(self) -> None:
        as_written: Any = str
        super().__init__(parse_float=as_written, parse_int=as_written, parse_constant=as_written)
        self.parse_string = _string
        self.scan_once = py_make_scanner(self)  # the C scanner does not ask parse_string


def _blanked(found: re.Match[str]) -> str:
    """Return a string as it is, and in place of anything else as much blank space."""
    return found[0] if found[0][0] == '"' else re.sub(r"[^\r\n]", " ", found[0])


def _string(text: str, start: int, strict: bool) -> tuple[Text, int]:
    value, end = scanstring(text, start, strict)
    return Text(value, Span(start, end - 1)), end


def unescaped(raw: str) -> tuple[Edit, ...]:
    """Return the edits that undo the escapes of a JSON string."""
    if "\\" not in raw:
        return ()
    return tuple(
        Edit(found.start(), found.end(), json.loads(f'"{found[0]}"'))
        for found in _ESCAPE.finditer(raw)
    )
