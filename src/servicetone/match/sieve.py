"""Sift candidate patterns by a quick walk over folded words, all starting places at once.

The set of places that a pattern can have reached is one integer, a bit for each word, so a
pattern is decided by a few operations for each of its instructions. The walk knows nothing of
clauses, and sentence ends only roughly: it lets through at least what ``match.matcher`` finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from servicetone.match.places import outline
from servicetone.pattern.code import GAP, MARK, MOST_PARTICLES, NAME, NUM, SPLIT, TEST, WORD
from servicetone.records import NamedTuple
from servicetone.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.match.places import Outline, Places
    from servicetone.pattern.code import Instruction, TestData


class Sieve(NamedTuple):
    """The word tests of a language and its transparent words."""

    tests: Sequence[TestData]
    particles: frozenset[str]
    clause_starters: frozenset[str]

    def over(self, text: str, places: Places) -> Sifting:
        """Return the sieve laid over ``text``; its words in the fold have ``places``."""
        return Sifting(self, text, places)


class Sifting:
    """A sieve over one stretch of words."""

    def __init__(self, sieve: Sieve, text: str, places: Places) -> None:
        self.sieve = sieve
        self.text = text
        self.places = places
        self.particles = places.particles
        self._passed: dict[int, int] = {}  # where words pass a test, by its number

    @cached_property
    def _outline(self) -> Outline:
        return outline(self.text, self.places)

    @cached_property
    def _first(self) -> int:
        """The places before which a sentence may have nothing but words that do not count."""
        through = self.particles | self.places.of(self.sieve.clause_starters)
        found = self._outline.gaps
        while (wider := found | ((found & through) << 1)) != found:
            found = wider
        return found

    @cached_property
    def _last(self) -> int:
        """The places from which on a sentence may have nothing but words that do not count."""
        found = self._outline.gaps
        while (wider := found | (found >> 1 & self.particles)) != found:
            found = wider
        return found

    def lets_through(self, code: Sequence[Instruction], entry: int) -> bool:
        """Tell whether a program may match somewhere. Its instructions only lead downwards."""
        reached = [0] * (entry + 1)
        reached[entry] = self.places.everywhere
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
                reached[operation[3]] |= (here & self._of_test(operation[1])) << 1
            elif kind == SPLIT:
                for following in operation[1]:
                    reached[following] |= here
            elif kind == GAP:
                for _ in range(operation[1]):
                    here |= here << 1
                reached[operation[2]] |= here
            elif kind == MARK:
                reached[operation[3]] |= here
            else:  # an anchor
                reached[operation[2]] |= here & (self._first if operation[1] == "^" else self._last)
        return reached[0] != 0

    def _of_test(self, number: int) -> int:
        found = self._passed.get(number)
        if found is None:
            words, exact, heads, tails, flags = self.sieve.tests[number]
            places = self.places
            found = places.of(words)
            if exact:
                found |= places.of(frozenset(map(fold, exact)))
            if heads or tails:
                found |= places.of_parts(heads, tails)
            if flags & WORD:
                found = places.everywhere
            if flags & NAME:
                found |= self._outline.capitals
            if flags & NUM:
                for word, at in places.by_word.items():
                    if word.isdigit():
                        found |= at
            self._passed[number] = found
        return found
