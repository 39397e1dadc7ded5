"""HTML and MJML: a block for each paragraph, and for each attribute that people read or hear.

One pass of regular expressions, like the view's own (``text.markup``), so that HTML in a file
and HTML in a string are read alike. tree-sitter's grammar, the parser with places, takes a bare
``&`` for an error and minutes for comments that are never closed.
"""

from __future__ import annotations

import re

from servicetone.model import Block, Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.locales import FOREIGN, language_of
from servicetone.text.markup import BLOCK, INLINE, KNOWN, RAW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.readers import Reading, Settings

_TAG = re.compile(
    r"<(?:(?P<comment>!--)|[!?][^<>]*>"
    r"|(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]*)"
    r"(?P<attributes>(?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*|[^<>]*)>)"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SPOKEN = frozenset(("alt", "title", "placeholder", "aria-label", "aria-description", "label"))
_LANG = frozenset(("lang", "xml:lang"))
_BUTTON = re.compile(r"\btype\s*=\s*[\"']?(?:submit|button|reset)\b", re.IGNORECASE)
_SUMMARY = re.compile(r"=\s*[\"'](?:og:|twitter:)?(?:title|description)[\"']", re.IGNORECASE)
_INSIDE = INLINE | {"br", "code", "img", "kbd", "meter", "picture", "progress", "samp", "source"}
"""Tags that do not end a paragraph; neither do those that are none, such as ``<name>``."""
_ENDING = KNOWN - _INSIDE
_CODE = (RAW - _INSIDE) | {"math", "mj-attributes", "mj-html-attributes", "mj-style"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]\s*")


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError where it is not text."""
    charset = _CHARSET.search(data[:2_000])
    decoded = decode(data, source, charset[1].decode() if charset else None)
    return decoded.reading(source, blocks(decoded.text))


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of ``text``. Linear in its length."""
    languages = _Languages()
    unclosed: set[str] = set()
    begin = position = 0
    while tag := _TAG.search(text, position):
        start, position = tag.span()
        name = (tag["name"] or "").lower()
        if tag["comment"]:
            position = _after("-->", text, position, unclosed)
            continue
        if name in _ENDING or "-" in name or name in _CODE:
            yield from _paragraph(text, begin, start, languages.current)
            if name in _CODE and not tag["end"] and not tag[0].endswith("/>"):
                position = _after(f"</{name}", text, position, unclosed)
            begin = position
        if name:
            languages.see(name, tag)
            yield from _attributes(tag, languages.current)
    yield from _paragraph(text, begin, len(text), languages.current)


class _Languages:
    """The language that the elements around a place name: the innermost counts."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str | None, int]] = []  # tag, language, how often it is open

    @property
    def current(self) -> str | None:
        """The language here, as ``language_of`` tells it."""
        return self._open[-1][1] if self._open else None

    def see(self, name: str, tag: re.Match[str]) -> None:
        """Take in a tag."""
        if self._open and self._open[-1][0] == "p" and name in BLOCK and not tag["end"]:
            self._open.pop()  # a paragraph ends where the next begins
        if "lang" in tag["attributes"]:
            for attribute in _ATTRIBUTE.finditer(tag["attributes"]):
                if attribute[1].lower() in _LANG:
                    self._open.append((name, language_of(attribute[2] or attribute[3]), 1))
                    return
        if self._open and self._open[-1][0] == name:
            _, language, depth = self._open.pop()
            depth += -1 if tag["end"] else 1
            if depth:
                self._open.append((name, language, depth))


def _after(closing: str, text: str, position: int, unclosed: set[str]) -> int:
    """Return where to go on: before ``closing``; what was once sought in vain is not again."""
    if closing not in unclosed:
        found = re.compile(re.escape(closing), re.IGNORECASE).search(text, position)
        if found:
            return found.end() if closing == "-->" else found.start()
        unclosed.add(closing)
    return position


def _paragraph(text: str, start: int, end: int, language: str | None) -> Iterator[Block]:
    raw = text[start:end]
    if language == FOREIGN or not any(map(str.isalpha, raw)):
        return
    start += len(raw) - len(raw.lstrip())
    raw = raw.strip()
    edits = [Edit(*found.span(), " ") for found in _LINE_END.finditer(raw)]
    span = Span(start, start + len(raw))
    yield Block(span, "paragraph", language, None, None, tuple(edits), ("html",))


def _attributes(tag: re.Match[str], language: str | None) -> Iterator[Block]:
    if "=" not in tag["attributes"] or language == FOREIGN:
        return
    whole = tag["attributes"]
    for attribute in _ATTRIBUTE.finditer(whole):
        name = attribute[1].lower()
        if (
            name in _SPOKEN
            or (name == "value" and _BUTTON.search(whole))
            or (name == "content" and _SUMMARY.search(whole))
        ):
            which = 2 if attribute[2] is not None else 3
            start, end = attribute.span(which)
            if any(map(str.isalpha, attribute[which])):
                base = tag.start("attributes")
                span = Span(base + start, base + end)
                yield Block(span, "attribute", language, escape=("attribute",))
