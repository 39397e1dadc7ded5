"""Sift candidate patterns by a quick walk over folded words, all starting places at once.

The set of places that a pattern can have reached is one integer, a bit for each word, so a
pattern is decided by a few operations for each of its instructions. The walk knows nothing of
clauses, capitals and sentence ends: it lets through at least what ``match.matcher`` finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from servicetone.pattern.code import GAP, MOST_PARTICLES, NAME, NUM, SPLIT, TEST, WORD
from servicetone.text.fold import fold

if TYPE_CHECKING:
    from servicetone.pattern.code import StoredProgram, TestData


class Sieve(NamedTuple):
    """The word tests of a language and its transparent words."""

    tests: Sequence[TestData]
    particles: frozenset[str]

    def over(self, words: Sequence[str]) -> Sifting:
        """Return the sieve laid over ``words``, which follow one another in the folded text."""
        places: dict[str, int] = {}
        bit = 1
        for word in words:
            places[word] = places.get(word, 0) | bit
            bit <<= 1
        return Sifting(self, places, bit - 1, _union(places, self.particles), {})


class Sifting(NamedTuple):
    """A sieve over one stretch of words."""

    sieve: Sieve
    places: dict[str, int]
    """Where each word stands, a bit for each place."""
    everywhere: int
    particles: int
    passed: dict[int, int]
    """Where words pass a test, by its number; filled as patterns ask."""

    def lets_through(self, program: StoredProgram) -> bool:
        """Tell whether ``program`` may match somewhere. Its instructions only lead downwards."""
        code, entry = program[0], program[1]
        reached = [0] * (entry + 1)
        reached[entry] = self.everywhere
        for at in range(entry, 0, -1):
            here = reached[at]
            if not here:
                continue
            operation = code[at]
            kind = operation[0]
            if kind == TEST:
                if not operation[2]:
                    for _ in range(MOST_PARTICLES):
                        here |= (here & self.particles) << 1
                reached[operation[3]] |= (here & self._passed(operation[1])) << 1
            elif kind == SPLIT:
                for following in operation[1]:
                    reached[following] |= here
            elif kind == GAP:
                for _ in range(operation[1]):
                    here |= here << 1
                reached[operation[2]] |= here
            else:  # marks and anchors take no word
                reached[operation[-1]] |= here
        return reached[0] != 0

    def _passed(self, number: int) -> int:
        found = self.passed.get(number)
        if found is None:
            words, exact, heads, tails, flags = self.sieve.tests[number]
            found = _union(self.places, words)
            if exact:
                found |= _union(self.places, frozenset(map(fold, exact)))
            if heads or tails or flags:
                for word, places in self.places.items():
                    if (
                        (heads and word.startswith(heads))
                        or (tails and word.endswith(tails))
                        or flags & (WORD | NAME)
                        or (flags & NUM and word.isdigit())
                    ):
                        found |= places
            self.passed[number] = found
        return found


def _union(places: dict[str, int], words: frozenset[str]) -> int:
    """Return where any of ``words`` stands."""
    found = 0
    for word in words.intersection(places):
        found |= places[word]
    return found
