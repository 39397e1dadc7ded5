"""XML as a tree in which every character knows its place, read by expat.

Nothing is loaded from elsewhere, and a file that declares entities of its own is refused before
any of them can grow.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from servicetone.errors import ReaderError
from servicetone.model import Edit, Span
from servicetone.readers.places import code_points
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DEEPEST = 200
_MOST = 1_000_000
"""Elements and stretches of text in a file: some 300 bytes of memory each."""
_OPENING = re.compile(r"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")


class Run(NamedTuple):
    """A stretch of text and what it says: the same, or one character where it is a reference."""

    start: int
    end: int
    value: str


class Element:
    """An element: ``outer`` is where it stands, ``inner`` what is between its tags."""

    __slots__ = ("attributes", "inner", "name", "outer", "parts")

    def __init__(self, name: str, attributes: dict[str, str], outer: Span, inner: Span) -> None:
        self.name = name
        self.attributes = attributes
        self.outer = outer
        self.inner = inner
        self.parts: list[Element | Run] = []

    def elements(self) -> Iterator[Element]:
        """Yield the elements inside, each before those inside it."""
        todo = [self]
        while todo:
            inside = [part for part in todo.pop().parts if isinstance(part, Element)]
            yield from inside
            todo += reversed(inside)

    def child(self, name: str) -> Element | None:
        """Return the first child with this local name."""
        return next(self.children(name), None)

    def children(self, *names: str) -> Iterator[Element]:
        """Yield the children with one of these local names."""
        for part in self.parts:
            if isinstance(part, Element) and part.name in names:
                yield part


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that an XML declaration names."""
    found = _DECLARED.match(data[:400])
    return found[1].decode("ascii", "replace") if found else None


def parse(text: str, source: str | None) -> Element:
    """Return the root of ``text``; raise ReaderError, with the line, where it is not XML."""
    data = text.encode("utf-8", "surrogatepass")
    builder = _Builder(text, source)
    parser = expat.ParserCreate("utf-8")  # whatever the declaration says: this is decoded text
    at = code_points(text, data)
    parser.buffer_text = False
    parser.StartElementHandler = lambda *named: builder.open(at(parser.CurrentByteIndex), *named)
    parser.EndElementHandler = lambda _: builder.close(at(parser.CurrentByteIndex))
    parser.CharacterDataHandler = lambda value: builder.run(at(parser.CurrentByteIndex), value)
    parser.StartCdataSectionHandler = lambda: builder.enter_cdata(True)
    parser.EndCdataSectionHandler = lambda: builder.enter_cdata(False)
    parser.EntityDeclHandler = builder.refuse_entities
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ReaderError(
            f"this is not XML from column {error.offset + 1} on: {expat.ErrorString(error.code)}",
            path=source,
            line=error.lineno,
            hint="an editor that knows XML shows which tag is not closed",
        ) from None
    return builder.root.parts[0]  # type: ignore[return-value]  # XML has one root


class _Builder:
    """Puts the tree together as the parser reports it."""

    def __init__(self, text: str, source: str | None) -> None:
        self.text = text
        self.source = source
        self.root = Element("", {}, Span(0, len(text)), Span(0, len(text)))
        self._open = [self.root]
        self._in_cdata = False
        self._count = 0

    def enter_cdata(self, inside: bool) -> None:
        """Take note that what comes is as it is written, or that it is no longer."""
        self._in_cdata = inside

    def open(self, start: int, name: str, attributes: dict[str, str]) -> None:
        """Begin an element whose first tag stands at ``start``."""
        if len(self._open) > _DEEPEST:
            raise self._refusal("this XML is nested too deep to be read", start)
        end = _OPENING.match(self.text, start).end()  # type: ignore[union-attr]  # expat saw it
        element = Element(name.rpartition(":")[2], attributes, Span(start, end), Span(end, end))
        self._add(element, start)
        self._open.append(element)

    def close(self, start: int) -> None:
        """End the innermost element, whose last tag (if it has one of its own) stands at ``start``."""
        element = self._open.pop()
        begin = element.inner.start
        if self.text[begin - 2] == "/":
            return
        element.inner = Span(begin, start)
        element.outer = Span(element.outer.start, self.text.index(">", start) + 1)

    def run(self, start: int, value: str) -> None:
        """Take in text that stands at ``start`` and says ``value``."""
        if self.text[start] == "&" and not self._in_cdata:
            end = self.text.index(";", start) + 1
        else:
            end = start + len(value) + self.text.startswith("\r\n", start)
        self._add(Run(start, end, value), start)

    def _add(self, part: Element | Run, start: int) -> None:
        self._count += 1
        if self._count > _MOST:
            raise self._refusal(f"this XML has more than {_MOST:,} parts", start)
        self._open[-1].parts.append(part)

    def _refusal(self, message: str, start: int) -> ReaderError:
        line = self.text.count("\n", 0, start) + 1
        return ReaderError(message, path=self.source, line=line, hint="leave this file out")

    def refuse_entities(self, *_: object) -> None:
        raise ReaderError(
            "this XML declares entities of its own, which are not read",
            path=self.source,
            line=self.text.count("\n", 0, max(0, self.text.find("<!ENTITY"))) + 1,
            hint="write the words out, without <!ENTITY …> declarations",
        )


def unescaped(text: str, element: Element, replaced: Callable[[Element], str | None]) -> list[Edit]:
    """Return the edits, counted from ``element.inner.start``, after which only its words are left.

    ``replaced`` returns what stands for an element inside, None where its words are read as they
    stand between its tags. Comments and the marks of CDATA become nothing.
    """
    base = element.inner.start
    edits: list[Edit] = []

    def put(start: int, end: int, words: str) -> None:
        if text[start:end] != words:
            edits.append(Edit(start - base, end - base, words))

    def walk(element: Element) -> None:
        position = element.inner.start
        for part in element.parts:
            start, end = part[:2] if isinstance(part, Run) else part.outer
            put(position, start, "")
            if isinstance(part, Run):
                put(start, end, part.value)
            elif (words := replaced(part)) is not None:
                put(start, end, words)
            else:
                put(start, part.inner.start, "")
                walk(part)
                put(part.inner.end, end, "")
            position = end
        put(position, element.inner.end, "")

    walk(element)
    return edits
