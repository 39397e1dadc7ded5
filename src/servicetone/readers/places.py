"""Places in a text: from bytes to code points, and the line on which it is nested deepest."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STRING = r'"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?\Z)'
"""The pattern of a string in quotation marks, or of what is left of a text where it is not closed."""
_BRACKET = re.compile(STRING + r"|[\[{\]}]")
_WIDE = re.compile(r"[^\x00-\x7f]")


def code_points(text: str, data: bytes) -> Callable[[int], int]:
    """Return what turns an offset in ``data``, the UTF-8 of ``text``, into one in ``text``.

    Takes memory for the characters that are not ASCII only.
    """
    if len(data) == len(text):
        return lambda at: at
    starts, extra = array("q"), array("q", [0])  # in bytes; how many more bytes there are so far
    for found in _WIDE.finditer(text):
        starts.append(found.start() + extra[-1])
        char = found[0]
        extra.append(extra[-1] + (1 if char < "\u0800" else 2 if char < "\U00010000" else 3))
    return lambda at: at - extra[bisect_left(starts, at)]


def deepest_line(text: str) -> int:
    """Return the line (from 1) on which the brackets of ``text`` are nested deepest."""
    depth = most = place = 0
    for bracket in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket[0], 0)
        if depth > most:
            most, place = depth, bracket.start()
    return text.count("\n", 0, place) + 1
