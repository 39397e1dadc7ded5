"""Offsets of parsers that count bytes, as offsets in code points."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

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
