"""One change to a text, the unit in which every rewriting of a view is told."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """Put ``replacement`` in place of the code points ``start`` up to ``end`` (``start < end``)."""

    start: int
    end: int
    replacement: str
