"""Offsets of parsers that count bytes, as offsets in code points."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def code_points(text: str, data: bytes) -> Callable[[int], int]:
    """Return what turns an offset in ``data``, the UTF-8 of ``text``, into one in ``text``."""
    if len(data) == len(text):
        return lambda at: at
    sizes = accumulate(
        1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
        for char in text
    )
    starts = [0, *sizes]
    return lambda at: bisect_left(starts, at)
