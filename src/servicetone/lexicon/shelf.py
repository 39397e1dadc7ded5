"""Values stored one by one, each taken down when somebody asks for it.

A text needs a few of a lexicon's thousands of patterns and word sets; reading all of them would
take longer than the rest of a run.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from typing import Any, overload


class Shelf(Sequence[Any]):
    """A sequence of marshalled values; ``loaded`` holds those asked for so far, else None."""

    __slots__ = ("_stored", "loaded")

    def __init__(self, stored: Sequence[bytes]) -> None:
        self._stored = stored
        self.loaded: list[Any] = [None] * len(stored)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        """Return a value, loading it the first time. Raises ``IndexError`` past the end."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        value = self.loaded[place]
        if value is None:
            value = self.loaded[place] = marshal.loads(self._stored[place])
        return value

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def stored(self) -> tuple[bytes, ...]:
        """The marshalled values."""
        return tuple(self._stored)


def shelve(values: Iterable[Any]) -> Shelf:
    """Return ``values`` (tuples, frozensets, strings, numbers, dicts; none of them None) stored."""
    return Shelf([marshal.dumps(value, 4) for value in values])
