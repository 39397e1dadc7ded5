"""Find the few patterns that can match at all, from the set of words of a stretch of text.

Each pattern is filed under the rarest words it must hold, together with what must stand near
them. Clean text is left after a handful of set operations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from servicetone.lexicon.shelf import Shelf, shelve

if TYPE_CHECKING:
    from servicetone.pattern.code import Clause, Near

_KEY = 3
"""Letters of a compound part that serve as its key."""
_LONG = 5
"""A compound is longer than this many letters."""

Need = tuple[int, int, int]
"""The number of a set of words, and how far behind one of them stands, least and most."""
Group = tuple[tuple[Need, ...], tuple[int, ...]]
"""What must stand near, and the numbers of the patterns that ask for it."""
PartGroup = tuple[str, tuple[Need, ...], tuple[int, ...]]
Filed = tuple[tuple[str, ...], tuple[PartGroup, ...]]
"""All the parts under one key, for one look at a word, and the groups they stand for."""


class Index(NamedTuple):
    """Patterns by announcing word, by head and by tail of a compound."""

    words: Mapping[str, tuple[Group, ...]]
    keys: frozenset[str]
    heads: Mapping[str, Filed]
    tails: Mapping[str, Filed]
    signs: frozenset[str]
    """Pictographs that patterns look for; they have no place in folded text."""
    sets: Shelf
    """The sets of words that needs name by number."""

    def candidates(self, words: Sequence[str], present: set[str], *, near: bool) -> list[int]:
        """Return the numbers of the patterns that may match.

        ``words`` follow one another in the folded text; ``present`` is their set, with the
        ``signs`` of the text. Without ``near`` a word counts wherever it stands: for a text
        whose folded words are not the words that are matched (placeholders).
        """
        found: list[int] = []
        sets, loaded = self.sets, self.sets.loaded
        seen: dict[int, bool] = {}  # many patterns ask for the same set
        for word in self.keys & present:
            at: list[int] = []
            for needs, patterns in self.words[word]:
                for number, _, _ in needs:
                    there = seen.get(number)
                    if there is None:
                        any_of = loaded[number] or sets[number]
                        there = seen[number] = not any_of.isdisjoint(present)
                    if not there:
                        break
                else:
                    if near and needs:
                        at = at or [place for place, each in enumerate(words) if each == word]
                        if not self._is_near(at, needs, words):
                            continue
                    found += patterns
        if self.heads:
            for key in self.heads.keys() & {word[:_KEY] for word in present if len(word) > _LONG}:
                parts, groups = self.heads[key]
                for word in present:
                    if word.startswith(parts):
                        found += self._of_parts(groups, word, word.startswith, words, near)
        if self.tails:
            for key in self.tails.keys() & {word[-_KEY:] for word in present if len(word) > _LONG}:
                parts, groups = self.tails[key]
                for word in present:
                    if word.endswith(parts):
                        found += self._of_parts(groups, word, word.endswith, words, near)
        return found

    def _is_near(self, places: list[int], needs: Sequence[Need], words: Sequence[str]) -> bool:
        """Tell whether near one of ``places`` in ``words`` stands all that ``needs`` ask for."""
        sets, loaded = self.sets, self.sets.loaded
        for at in places:
            for number, least, most in needs:
                start, end = at + least, at + most + 1
                if end <= 0 or (loaded[number] or sets[number]).isdisjoint(
                    words[start if start > 0 else 0 : end]
                ):
                    break
            else:
                return True
        return False

    def _of_parts(
        self,
        groups: Iterable[PartGroup],
        word: str,
        has: Callable[[str], bool],
        words: Sequence[str],
        near: bool,
    ) -> list[int]:
        found: list[int] = []
        places = [place for place, each in enumerate(words) if each == word]
        for part, needs, patterns in groups:
            if has(part) and (not near or self._is_near(places, needs, words)):
                found += patterns
        return found


def build_index(
    announced: Sequence[Iterable[tuple[Clause, tuple[Near, ...]]]], signs: frozenset[str]
) -> Index:
    """File each pattern, by its variants, under the words and parts that announce it."""
    words: dict[str, dict[tuple[Need, ...], list[int]]] = {}
    heads: dict[str, dict[tuple[str, tuple[Need, ...]], list[int]]] = {}
    tails: dict[str, dict[tuple[str, tuple[Need, ...]], list[int]]] = {}
    sets: dict[frozenset[str], int] = {}
    filed = [
        (number, *variant) for number, variants in enumerate(announced) for variant in variants
    ]
    for number, (plain, first_parts, last_parts), nearby in filed:
        near = tuple(
            (sets.setdefault(any_of, len(sets)), least, most) for any_of, least, most in nearby
        )
        for word in sorted(plain):
            words.setdefault(word, {}).setdefault(near, []).append(number)
        for part in sorted(first_parts):
            heads.setdefault(part[:_KEY], {}).setdefault((part, near), []).append(number)
        for part in sorted(last_parts):
            tails.setdefault(part[-_KEY:], {}).setdefault((part, near), []).append(number)
    return Index(
        words={
            word: tuple((needs, tuple(numbers)) for needs, numbers in groups.items())
            for word, groups in words.items()
        },
        keys=frozenset(words),
        heads=_parts(heads),
        tails=_parts(tails),
        signs=signs,
        sets=shelve(sets),
    )


def _parts(
    parts: Mapping[str, Mapping[tuple[str, tuple[Need, ...]], list[int]]],
) -> dict[str, Filed]:
    return {
        key: (
            tuple(sorted({part for part, _ in groups})),
            tuple((part, needs, tuple(numbers)) for (part, needs), numbers in groups.items()),
        )
        for key, groups in parts.items()
    }


def possible(clauses: Iterable[Clause], present: set[str]) -> bool:
    """Tell whether each clause has one of its words, or a compound, among the words ``present``."""
    for words, heads, tails in clauses:
        if words.isdisjoint(present) and not (
            (heads and any(word.startswith(heads) for word in present))
            or (tails and any(word.endswith(tails) for word in present))
        ):
            return False
    return True
