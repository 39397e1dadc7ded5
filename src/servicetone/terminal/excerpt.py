"""A stretch of a text as a reader should see it: its lines, with the stretch underlined.

Only a window around the stretch is ever looked at, so a line of 10 MB costs what a short one does.
"""

from __future__ import annotations

from servicetone.records import NamedTuple
from servicetone.terminal.cells import clean, fitting, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.text.lines import Lines

CUT = "…"
UNDERLINE = "~"
_LINES_SHOWN = 4
_ROWS_OF_A_LINE = 3


class Row(NamedTuple):
    """One row of an excerpt: the line number (None when it goes on), text, and the underline."""

    line: int | None
    text: str
    underline: str


def excerpt(text: str, lines: Lines, start: int, end: int, cells: int) -> Iterator[Row]:
    """Yield the rows that show ``text[start:end]`` underlined, each at most ``cells`` wide.

    A long line is cut to a window around the stretch, a stretch of many lines to the first and last.
    """
    first, _ = lines.place(start)
    last, _ = lines.place(max(start, end - 1))
    numbers = list(range(first, min(last, first + _LINES_SHOWN - 1) + 1))
    skipped = last - first + 1 > _LINES_SHOWN
    if skipped:
        numbers[-1] = last
    for number in numbers:
        line = lines.span(number)
        begin, stop = max(start, line.start), min(end, line.end)
        while begin < stop and number > first and text[begin].isspace():
            begin += 1
        if skipped and number == last:
            yield Row(None, CUT, "")
        if begin < stop or start == end:
            yield from _rows(text, number, (line.start, line.end), (begin, stop), cells)


def _rows(
    text: str, number: int, line: tuple[int, int], marked: tuple[int, int], cells: int
) -> Iterator[Row]:
    """Yield the row or rows of one line with its marked part."""
    start, end = marked
    reach = 2 * cells
    before = clean(text[max(line[0], start - reach) : start])
    middle = clean(text[start : min(end, start + _ROWS_OF_A_LINE * reach)])
    after = clean(text[end : min(line[1], end + reach)])
    cut_before, cut_after = line[0] < start - reach, line[1] > end + reach
    if not cut_before:
        before = before.lstrip()
    if width(middle) + 2 * len(CUT) > cells:
        yield from _long(number, bool(before), middle, bool(after), cells)
        return
    room = cells - width(middle)
    wanted_before, wanted_after = width(before), width(after)
    if cut_before or cut_after or wanted_before + wanted_after > room:
        room -= 2 * len(CUT)
        share = min(wanted_before, max(room // 2, room - wanted_after))
        before = _tail(before, share, cut_before)
        after = _head(after, room - share, cut_after)
    yield Row(number, before + middle + after, _underline(before, middle))


def _long(
    number: int, more_before: bool, middle: str, more_after: bool, cells: int
) -> Iterator[Row]:
    """Yield the rows of a marked part that is wider than the window."""
    rows = wrap(middle, cells - 2 * len(CUT))
    cut = len(rows) > _ROWS_OF_A_LINE
    for index, row in enumerate(rows[:_ROWS_OF_A_LINE]):
        lead = CUT if more_before and not index else ""
        is_last = index == min(len(rows), _ROWS_OF_A_LINE) - 1
        trail = CUT if is_last and (cut or more_after) else ""
        yield Row(None if index else number, lead + row + trail, _underline(lead, row))


def _underline(before: str, middle: str) -> str:
    return " " * width(before) + UNDERLINE * max(1, width(middle))


def _head(text: str, cells: int, more: bool) -> str:
    """Return the start of ``text`` that fits, cut at a word; ``more`` text follows it."""
    count = fitting(text, cells)
    if count == len(text) and not more:
        return text
    space = text.rfind(" ", 0, count + 1)
    return text[: space if space > count - 16 and space >= 0 else count] + CUT


def _tail(text: str, cells: int, more: bool) -> str:
    """Return the end of ``text`` that fits, cut at a word; ``more`` text comes before it."""
    start = max(0, len(text) - cells)
    while start and width(text[start - 1 :]) <= cells:
        start -= 1
    while start < len(text) and width(text[start:]) > cells:
        start += 1
    if start == 0 and not more:
        return text
    space = text.find(" ", max(0, start - 1), start + 16)
    return CUT + text[space + 1 if space >= 0 else start :]
