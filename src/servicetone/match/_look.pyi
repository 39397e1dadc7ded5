from collections.abc import Sequence
from typing import TypeAlias, overload

Looked: TypeAlias = tuple[Sequence[tuple[int, int, list[int]]], int, Sequence[int]]

class Table:
    """The first look of one language, over the table that ``match.flat`` writes."""

    def __new__(
        cls, data: bytes | memoryview, fold: bytes, kinds: bytes, outline: bytes, unsure: bytes, /
    ) -> Table: ...
    @overload
    def look(self, text: str, /) -> Looked | None: ...
    @overload
    def look(self, text: str, holes: tuple[int, ...], pictographs: tuple[int, ...], /) -> Looked:
        """Return what is announced (start, end, patterns), whether the spelling is odd (1, 0), and
        the places of what may be masked words. ``holes`` are the places of placeholders.

        Places are flat: start, end, start, end …; pictographs have a place and a number each. Without these
        two, the answer is None for a text that may hold any.
        """
