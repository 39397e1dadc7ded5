r"""Where in a text an offset stands: line and column, counted from 1 in code points.

Lines end as editors end them: at ``\n``, ``\r\n`` or a lone ``\r``, and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from servicetone.model import Span


class Lines:
    """The lines of one text: found once, then asked in O(log n) for each offset."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        if "\r" in text:
            self._starts.extend(mark.end() for mark in re.finditer("\r\n?|\n", text))
            return
        found = text.find("\n")
        while found >= 0:
            self._starts.append(found + 1)
            found = text.find("\n", found + 1)

    def __len__(self) -> int:
        """Return how many lines there are; an empty text has one."""
        return len(self._starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a code point offset (the text's end included)."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def byte_place(self, offset: int) -> tuple[int, int]:
        """Return line and column from 1, the column in bytes of UTF-8."""
        line, column = self.place(offset)
        before = self._text[offset - column + 1 : offset]
        return line, len(before.encode("utf-8", "surrogatepass")) + 1

    def span(self, line: int) -> Span:
        """Return the stretch of a line (from 1) without its line end."""
        start = self._starts[line - 1]
        if line == len(self._starts):
            return Span(start, len(self._text))
        end = self._starts[line] - 1
        if end > start and self._text[end] == "\n" and self._text[end - 1] == "\r":
            end -= 1
        return Span(start, end)
