"""Find the few patterns that can match at all, from the set of words of a stretch of text.

Each pattern is filed under the rarest words that one of its variants must hold, together with a
second set of words that must be there too. Clean text is left after a handful of set operations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicetone.pattern.compile import Clause

_KEY = 3
"""Letters of a compound part that serve as its key."""
_LONG = 5
"""A compound is longer than this many letters."""

Group = tuple[frozenset[str], tuple[int, ...]]
"""Words of which one must be present too (empty: no such condition), and pattern numbers."""
PartGroup = tuple[str, frozenset[str], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """Patterns by announcing word, by head and by tail of a compound."""

    words: Mapping[str, tuple[Group, ...]]
    keys: frozenset[str]
    heads: Mapping[str, tuple[PartGroup, ...]]
    tails: Mapping[str, tuple[PartGroup, ...]]
    signs: frozenset[str]
    """Pictographs that announce a pattern; they have no place in folded text."""

    def candidates(self, present: set[str]) -> list[int]:
        """Return the numbers of the patterns that may match where the words ``present`` stand."""
        found: list[int] = []
        for word in self.keys & present:
            for need, patterns in self.words[word]:
                if not need or not need.isdisjoint(present):
                    found += patterns
        if self.heads or self.tails:
            long = [word for word in present if len(word) > _LONG]
            for key in self.heads.keys() & {word[:_KEY] for word in long}:
                for part, need, patterns in self.heads[key]:
                    if (not need or not need.isdisjoint(present)) and any(
                        word.startswith(part) for word in long
                    ):
                        found += patterns
            for key in self.tails.keys() & {word[-_KEY:] for word in long}:
                for part, need, patterns in self.tails[key]:
                    if (not need or not need.isdisjoint(present)) and any(
                        word.endswith(part) for word in long
                    ):
                        found += patterns
        return found


def build_index(clauses: Sequence[Sequence[Clause]]) -> Index:
    """File each pattern, given by its clauses (the rarest first), under its first clause."""
    words: dict[str, dict[frozenset[str], list[int]]] = {}
    heads: dict[str, dict[tuple[str, frozenset[str]], list[int]]] = {}
    tails: dict[str, dict[tuple[str, frozenset[str]], list[int]]] = {}
    for number, (first, *others) in enumerate(clauses):
        need = _need(others)
        for word in sorted(first[0]):
            words.setdefault(word, {}).setdefault(need, []).append(number)
        for part in sorted(first[1]):
            heads.setdefault(part[:_KEY], {}).setdefault((part, need), []).append(number)
        for part in sorted(first[2]):
            tails.setdefault(part[-_KEY:], {}).setdefault((part, need), []).append(number)
    return Index(
        words={
            word: tuple((need, tuple(numbers)) for need, numbers in groups.items())
            for word, groups in words.items()
        },
        keys=frozenset(words),
        heads=_parts(heads),
        tails=_parts(tails),
        signs=frozenset(word for word in words if not word[0].isalnum()),
    )


def _need(others: Iterable[Clause]) -> frozenset[str]:
    for words, heads, tails in others:
        if not heads and not tails:
            return words
    return frozenset()


def _parts(
    parts: Mapping[str, Mapping[tuple[str, frozenset[str]], list[int]]],
) -> dict[str, tuple[PartGroup, ...]]:
    return {
        key: tuple((part, need, tuple(numbers)) for (part, need), numbers in groups.items())
        for key, groups in parts.items()
    }


def possible(clauses: Iterable[Clause], present: set[str]) -> bool:
    """Tell whether each clause has one of its words, or a compound, among the words ``present``."""
    for words, heads, tails in clauses:
        if words.isdisjoint(present) and not (
            (heads and any(word.startswith(tuple(heads)) for word in present))
            or (tails and any(word.endswith(tuple(tails)) for word in present))
        ):
            return False
    return True


def index_to_data(index: Index) -> tuple[Any, ...]:
    """Return the index as plain values that ``marshal`` can store."""
    return (dict(index.words), index.keys, dict(index.heads), dict(index.tails), index.signs)


def index_from_data(data: tuple[Any, ...]) -> Index:
    """Return the index that ``index_to_data`` wrote."""
    return Index(*data)
