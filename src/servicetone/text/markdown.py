"""The blocks of Markdown: paragraphs, headings, list items, quotes, table cells, with exact places.

Block structure follows CommonMark and GitHub's tables, read line by line in one pass. Left out
are front matter, code, comments, link definitions and raw scripts. What stands inside a paragraph
(emphasis, inline code, tags) is the text view's business.

A block quote keeps its ``>`` marks in the span, so that it is treated as quoted history is in mail.
"""

from __future__ import annotations

import re

from servicetone.model import Block, Span
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_BREAK = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_HEADING = re.compile(r"#{1,6}(?=[ \t]|$)[ \t]*")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_DEFINITION = re.compile(r"\[(?!\^)[^\]\[]{1,999}\]:")
_FOOTNOTE = re.compile(r"\[\^[^\]\[]{1,999}\]:[ \t]*")
_CALLOUT = re.compile(r"\[![A-Za-z]+\][ \t]*$")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_RAW = re.compile(r"<(script|style|pre|textarea)(?=[ \t>]|$)", re.IGNORECASE)
_DEPTH = 32
"""Quotes and lists nested deeper than this are read as text: nobody writes them by hand."""


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of Markdown ``text`` in order; their spans never overlap."""
    scanner = _Scanner(text)
    position = _front_matter_end(text)
    for match in _LINE.finditer(text, position):
        start, end = match.span()
        if start == end:
            break
        while end > start and text[end - 1] in "\r\n":
            end -= 1
        scanner.line(start, end)
    scanner.close()
    return tuple(scanner.found)


class _Container(NamedTuple):
    """A list item whose content begins at ``column``, or a quote (column 0).

    ``own`` marks a callout ("> [!NOTE]"): a quote that holds the writer's own words.
    """

    column: int
    own: bool = False


class _Scanner:
    """The state between two lines: open containers, and the leaf that is open inside them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Block] = []
        self.containers: list[_Container] = []
        self.pieces: list[tuple[int, int]] = []  # the lines of the open paragraph
        self.kind = "paragraph"
        self.columns = 0  # of the open table
        self.until: re.Pattern[str] | None = None  # inside code or raw HTML: what its last line is
        # Of the line at hand: how far it is read, in which column that is, where content begins.
        self.position = self.column = self.base = 0

    def line(self, start: int, end: int) -> None:
        """Take in the line ``text[start:end]``."""
        self.position, self.column, self.base = start, 0, 0
        matched = self._continued(end)
        if self.until and matched == len(self.containers):
            if self.until.match(self.text, self.position, end):
                self.until = None
            return
        self.until = None
        self._leaf(self._opened(matched, end), end)

    def close(self) -> None:
        """End the open paragraph or table."""
        if self.pieces:
            self._emit_paragraph()
        self.pieces = []
        self.kind = "paragraph"
        self.columns = 0

    def _leave(self, matched: int) -> None:
        """End the leaf, and the containers that do not go on."""
        self.close()
        del self.containers[matched:]

    def _indent(self, end: int) -> tuple[int, int]:
        """Return place and column of the next character that is no blank."""
        position, column = self.position, self.column
        while position < end and (char := self.text[position]) in " \t":
            column += 1 if char == " " else 4 - column % 4
            position += 1
        return position, column

    def _continued(self, end: int) -> int:
        """Read the marks of the containers that go on; return how many do."""
        for matched, container in enumerate(self.containers):
            begin, column = self._indent(end)
            if not container.column:
                if not self._enter_quote(begin, column, end):
                    return matched
            elif begin < end:
                if column < container.column:
                    return matched
                self.base = container.column
        return len(self.containers)

    def _enter_quote(self, begin: int, column: int, end: int) -> bool:
        if begin >= end or column - self.base > 3 or self.text[begin] != ">":
            return False
        self.position, self.column = begin + 1, column + 1
        self.base = self.column + (self.text[begin + 1 : begin + 2] in (" ", "\t"))
        return True

    def _opened(self, matched: int, end: int) -> int:
        """Open the quotes and list items that begin on this line; return how many are open."""
        while matched < _DEPTH:
            begin, column = self._indent(end)
            if begin >= end or column - self.base > 3 or self.text[begin].isalpha():
                break
            if self._enter_quote(begin, column, end):
                self._leave(matched)
                self.containers.append(_Container(0))
            elif marker_end := self._marker(begin, end, matched):
                self._leave(matched)
                self.position, self.column = marker_end, column + marker_end - begin
                after, content = self._indent(end)
                # five or more blanks after the marker begin indented code, one column in
                near = after < end and content - self.column <= 4
                self.base = content if near else self.column + 1
                self.containers.append(_Container(self.base))
                self.kind = "list-item"
            else:
                break
            matched = len(self.containers)
        return matched

    def _marker(self, begin: int, end: int, matched: int) -> int | None:
        """Return where a list marker at ``begin`` ends, None where there is none."""
        marker = _MARKER.match(self.text, begin, end)
        if not marker or _BREAK.match(self.text, begin, end):
            return None
        # "det var kl.\n16. mars" goes on: only an item 1 with text cuts a paragraph short
        weak = marker.group(1) not in (None, "1") or not self.text[marker.end() : end].strip()
        goes_on = bool(self.pieces) and matched == len(self.containers)
        return None if weak and goes_on else marker.end()

    def _leaf(self, matched: int, end: int) -> None:
        """Take in what is left of the line inside its containers."""
        text = self.text
        begin, column = self._indent(end)
        inside = matched == len(self.containers)
        if begin >= end:
            self._leave(matched)
        elif column - self.base <= 3 and text[begin].isalpha():  # nearly every line: begin here
            if inside and self.columns:
                self._emit_cells(begin, end)
            else:
                self._paragraph(matched, begin, end)
        elif column - self.base > 3:
            if self.pieces:
                self.pieces.append((begin, end))
            else:
                self._leave(matched)  # indented code
        elif fence := _FENCE.match(text, begin, end):
            mark = fence.group(1) or fence.group(2)
            self._skip(matched, rf"[ \t]*{mark}{mark[0]}*[ \t]*$")
        elif (raw := _RAW.match(text, begin, end)) and not (
            _ends_raw(raw).match(text, raw.end(), end)
        ):
            self._skip(matched, _ends_raw(raw).pattern)
        elif raw:
            self._leave(matched)
        elif text.startswith("<!--", begin) and text.find("-->", begin, end) < 0:
            self._skip(matched, ".*?-->")
        elif heading := _HEADING.match(text, begin, end):
            self._leave(matched)
            self._emit_line(heading.end(), _heading_end(text, heading.end(), end), "heading")
        elif inside and self.pieces and _SETEXT.match(text, begin, end):
            self.kind = "heading"
            self.close()
        elif _BREAK.match(text, begin, end):
            self._leave(matched)
        elif inside and self._is_delimiter(begin, end):
            self._start_table(begin, end)
        elif inside and self.columns:
            self._emit_cells(begin, end)
        elif not self.pieces and _DEFINITION.match(text, begin, end):
            self._leave(matched)
        else:
            self._paragraph(matched, begin, end)

    def _paragraph(self, matched: int, begin: int, end: int) -> None:
        """Begin a paragraph with this line, or let the open one go on with it."""
        if self.pieces:  # also when containers do not go on: CommonMark's lazy lines
            self.pieces.append((begin, end))
            return
        if self.columns or matched < len(self.containers):
            self._leave(matched)
        in_quote = bool(self.containers) and not self.containers[-1].column
        if in_quote and _CALLOUT.match(self.text, begin, end):
            self.containers[-1] = _Container(0, own=True)
            return
        footnote = _FOOTNOTE.match(self.text, begin, end)
        self.pieces.append((footnote.end() if footnote else begin, end))

    def _skip(self, matched: int, until: str) -> None:
        """Leave out the lines up to the one that matches ``until``."""
        self._leave(matched)
        self.until = re.compile(until, re.IGNORECASE)

    def _is_delimiter(self, begin: int, end: int) -> bool:
        """Return whether this line is the row of dashes under the heading row of a table."""
        if not self.pieces or not _DELIMITER.match(self.text, begin, end):
            return False
        return len(_cells(self.text, begin, end)) == len(_cells(self.text, *self.pieces[-1]))

    def _start_table(self, begin: int, end: int) -> None:
        header = self.pieces.pop()
        self.close()
        self.columns = len(_cells(self.text, begin, end))
        self._emit_cells(*header)

    def _emit_cells(self, begin: int, end: int) -> None:
        if self._quoted():
            self._emit_line(begin, end, "quote")
            return
        for start, stop in _cells(self.text, begin, end)[: self.columns]:
            self._emit(start, stop, "table-cell")

    def _emit_paragraph(self) -> None:
        if any(each.own for each in self.containers) and not self._quoted():
            for piece in self.pieces:  # line by line, without the marks in between
                self._emit(*piece, self.kind)
        else:
            self._emit_line(self.pieces[0][0], self.pieces[-1][1], self.kind)

    def _emit_line(self, start: int, end: int, kind: str) -> None:
        """Add a block that begins within a line; inside a quote it begins at the line's mark."""
        if self._quoted():
            line = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
            mark = self.text.find(">", line, start)
            start, kind = (start if mark < 0 else mark), "quote"
        self._emit(start, end, kind)

    def _quoted(self) -> bool:
        return any(not each.column and not each.own for each in self.containers)

    def _emit(self, start: int, end: int, kind: str) -> None:
        """Add a block for ``text[start:end]`` without its comments and outer white space."""
        text = self.text
        for begin, stop in _without_comments(text, start, end):
            while begin < stop and text[begin].isspace():
                begin += 1
            while begin < stop and text[stop - 1].isspace():
                stop -= 1
            if begin < stop:
                self.found.append(Block(Span(begin, stop), kind))


def _ends_raw(opening: re.Match[str]) -> re.Pattern[str]:
    return re.compile(f".*?</{opening.group(1)}>", re.IGNORECASE)


def _front_matter_end(text: str) -> int:
    """Return where the text begins after YAML or TOML front matter."""
    match = re.match(r"(---|\+\+\+)[ \t]*\r?\n", text)
    if not match:
        return 0
    closing = re.compile(rf"^(?:{re.escape(match.group(1))}|\.\.\.)[ \t]*\r?$", re.MULTILINE)
    end = closing.search(text, match.end())
    return end.end() if end else 0


def _heading_end(text: str, start: int, end: int) -> int:
    """Return where a heading's text ends: before closing number signs that stand alone."""
    bare = text[start:end].rstrip()
    without = bare.rstrip("#")
    closed = len(without) < len(bare) and (not without or without[-1] in " \t")
    return start + len(without if closed else bare)


def _cells(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between the pipes of a table row (an escaped pipe is no border)."""
    stop = begin + len(text[begin:end].rstrip())
    begin += text[begin:stop].startswith("|")
    borders = [match.start() for match in re.finditer(r"(?<!\\)\|", text[begin:stop])]
    edges = [begin + border for border in borders]
    starts = [begin, *(edge + 1 for edge in edges)]
    ends = [*edges, stop]
    if edges and edges[-1] == stop - 1:
        starts.pop()
        ends.pop()
    return list(zip(starts, ends, strict=True))


def _without_comments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text[start:end]`` outside ``<!-- comments -->``."""
    while (opening := text.find("<!--", start, end)) >= 0:
        closing = text.find("-->", opening + 4, end)
        if closing < 0:
            break
        yield start, opening
        start = closing + 3
    yield start, end
