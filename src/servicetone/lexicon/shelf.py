"""Values stored one by one, each taken down when somebody asks for it.

A text needs a few of a lexicon's thousands of patterns and word sets; reading all of them would
take longer than the rest of a run.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Iterable, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_MOST_LOADED = 2_000
"""Values kept; then all are given up, so that a long run does not come to hold a whole lexicon."""


class Shelf(Sequence["Any"]):
    """A sequence of marshalled values; ``loaded`` holds those asked for of late, else None.

    Value n begins at byte ``starts[n]`` of ``data``; nothing of it is read before it is asked for.
    """

    __slots__ = ("_count", "_data", "_starts", "loaded")

    def __init__(self, data: bytes | memoryview, starts: array[int]) -> None:
        self._data = memoryview(data)
        self._starts = starts
        self.loaded: list[Any] = [None] * (len(starts) - 1)
        self._count = 0

    def __getitem__(self, place: Any) -> Any:
        """Return the value at ``place`` (or those of a slice), loading it the first time.

        Raises ``IndexError`` past the end.
        """
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        value = self.loaded[place]
        if value is None:
            place = range(len(self))[place]
            start, end = self._starts[place : place + 2]
            if self._count == _MOST_LOADED:
                self.loaded[:] = [None] * len(self.loaded)
                self._count = 0
            self._count += 1
            value = self.loaded[place] = marshal.loads(self._data[start:end])
        return value

    def __len__(self) -> int:
        return len(self.loaded)

    def stored(self) -> tuple[bytes, bytes]:
        """Return the bytes of the values, and where each begins."""
        return bytes(self._data[: self._starts[-1]]), self._starts.tobytes()


def shelve(values: Iterable[Any]) -> Shelf:
    """Return ``values`` (tuples, frozensets, strings, numbers, dicts; none of them None) stored."""
    starts = array("I", [0])
    parts = []
    for value in values:
        parts.append(marshal.dumps(_interned(value), 4))
        starts.append(starts[-1] + len(parts[-1]))
    return Shelf(b"".join(parts), starts)


def _interned(value: Any) -> Any:
    """Return ``value`` with its strings interned: they are then loaded once, however many sets hold them."""
    if isinstance(value, str):
        return sys.intern(value)
    if isinstance(value, (tuple, list, set, frozenset)):
        return type(value)(map(_interned, value))
    if isinstance(value, dict):
        return {_interned(key): _interned(each) for key, each in value.items()}
    return value


def restored(data: memoryview, starts: bytes) -> Shelf:
    """Return the shelf whose ``stored()`` gave ``data`` (or more, from there on) and ``starts``."""
    places = array("I")
    places.frombytes(starts)
    return Shelf(data, places)
