"""Find the few patterns that can match at all, from the set of words of a sentence.

Each variant of a pattern holds clauses: one of these words must be there. A variant with a rare
clause is filed under its words, and looked at only when one of them occurs. The others ("weak":
every clause has common words) are decided all together: each word has an integer that tells, by
one bit for each clause and weak variant, which clauses it satisfies; the integers of a sentence
are joined, and what has all its clauses is left. So the cost of a word hardly depends on the
number of patterns, and most words announce nothing at all.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from servicetone.pattern.code import MOST_PARTICLES
from servicetone.records import NamedTuple
from servicetone.text.cues import STRETCHED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.lexicon.shelf import Shelf
    from servicetone.match.places import Places
    from servicetone.pattern.code import Clause

PART_KEY = 3
"""Letters of a compound part that serve as its key."""
SLOTS = 4
"""Clauses of a weak variant that are looked at together."""
_MANY = 6
"""Groups filed under a word from which on it pays to ask for all their words at once first."""
_MOST_REMEMBERED = 50_000
"""Words remembered; then all are forgotten and learnt again."""

Filed = tuple["tuple[int, ...]", "tuple[int, ...]"]
"""Numbers of clauses that must be satisfied too, and the variants that ask for these."""
Posting = tuple["tuple[int, ...] | bytes", "tuple[Filed, ...]"]
"""What is stored for a word or a part: its weak bits (by number, or the integer as bytes), and
what is filed under it."""
Stored = tuple["tuple[int, ...]", "tuple[tuple[int, int, int], ...]"]
"""A variant as stored: patterns, and its chain of links (number of a clause, least, most)."""
_Group = tuple["tuple[frozenset[str], ...]", "tuple[int, ...]"]
"""Sets of words of which each must be met, and the variants that ask for these."""
_Near = tuple["frozenset[str]", "dict[str, list[_Group]]"]
"""Words, and the groups that may hold where one of them stands in the sentence too."""


class IndexData(NamedTuple):
    """The index as stored."""

    heads: dict[str, tuple[tuple[str, bytes], ...]]
    """Marshalled postings of the beginnings of compounds, by their first letters."""
    tails: dict[str, tuple[tuple[str, bytes], ...]]
    signs: tuple[str, ...]
    """Pictographs that patterns look for; they have no place in folded text."""
    weak: int
    """How many variants are weak; these have the lowest numbers."""
    absent: bytes
    """The weak bits of clauses that a variant does not have: they count as satisfied."""
    variants: Shelf
    clauses: Shelf
    groups: Shelf
    """Marshalled postings of words, in small groups; see ``group_of``."""


class Index:
    """The patterns that the words of a sentence announce. Shared by threads.

    What is learnt of words is remembered, so most of them cost no more than one look-up.
    """

    __slots__ = ("_absent", "_known", "_shift", "data")

    def __init__(self, data: IndexData) -> None:
        self.data = data
        self._shift = data.weak
        self._absent = int.from_bytes(data.absent, "little")
        self._known = _Known(data)

    def announced(self, present: set[str]) -> tuple[list[int], bool]:
        """Return what the words ``present`` tell: variants that may match, and odd spelling.

        ``present`` are the folded words of a sentence or more, with its pictographs, question
        and exclamation marks. The variants (by number) are those whose clauses may be satisfied;
        the spelling is odd when a letter stands three times in a row.
        """
        known, shift = self._known, self._shift
        bits = reduce(or_, map(known.__getitem__, present - known.silent), self._absent)
        weak = bits & (bits >> 2 * shift)
        weak &= (weak >> shift) & ((1 << shift) - 1)
        found: list[int] = []
        while weak:
            lowest = weak & -weak
            found.append(lowest.bit_length() - 1)
            weak ^= lowest
        for word in present & known.announcing:
            near, groups = known.filed[word]
            if near is not None:
                others, by_other = near
                groups = [group for other in others & present for group in by_other[other]]
            for needed, variants in groups:
                for words in needed:
                    if words.isdisjoint(present):
                        break
                else:
                    found += variants
        return found, bits >> SLOTS * shift != 0

    def patterns(self, variants: Iterable[int], places: Places) -> set[int]:
        """Return the patterns of those ``variants`` whose chain fits the words' places."""
        found: set[int] = set()
        shelf = self.data.variants
        for number in variants:
            patterns, chain = shelf.loaded[number] or shelf[number]
            if not found.issuperset(patterns) and self._follow(chain, places):
                found.update(patterns)
        return found

    def _follow(self, chain: Sequence[tuple[int, int, int]], places: Places) -> bool:
        """Tell whether words of each link stand behind those of the link before, so near."""
        reached = -1
        for number, least, most in chain:
            here = places.of_clause(number, self.data.clauses)
            if not here:
                return False
            if least == 1 and most == 1 + MOST_PARTICLES:  # only particles stand between
                reached <<= 1
                for _ in range(MOST_PARTICLES):
                    reached |= (reached & places.particles) << 1
            elif most:
                reached <<= least
                for _ in range(most - least):
                    reached |= reached << 1
            reached &= here
            if not reached:
                return False
        return True


class _Known(dict[str, int]):
    """The weak bits of each word met so far that has any; learns a word that is asked for."""

    def __init__(self, data: IndexData) -> None:
        super().__init__()
        self.data = data
        self.silent: set[str] = set()
        """Words that tell nothing."""
        self.filed: dict[str, tuple[_Near | None, list[_Group]]] = {}
        """What is filed under a word; where that is much, by the words that must be there too."""
        self.announcing: set[str] = set()
        """The same words."""

    def __missing__(self, word: str) -> int:
        groups = self.data.groups
        number = group_of(word, len(groups.loaded))
        group: dict[str, bytes] = groups.loaded[number] or groups[number]
        heads = self.data.heads.get(word[:PART_KEY])
        tails = self.data.tails.get(word[-PART_KEY:])
        stretched = len(word) - len(set(word)) > 1 and STRETCHED.use.search(word)
        if word in group or heads or tails or stretched:
            postings = [marshal.loads(group[word])] if word in group else []
            postings += [marshal.loads(each) for part, each in heads or () if word.startswith(part)]
            postings += [marshal.loads(each) for part, each in tails or () if word.endswith(part)]
            if postings or stretched:
                return self._learn(word, postings, bool(stretched))
        self.silent.add(word)
        if len(self.silent) > _MOST_REMEMBERED:
            self.silent.clear()
        return 0

    def _learn(self, word: str, postings: list[Posting], stretched: bool) -> int:
        """Remember what is stored of ``word``; return its weak bits."""
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            self.filed.clear()
            self.announcing.clear()
        bits = 1 << SLOTS * self.data.weak if stretched else 0
        groups: list[_Group] = []
        clauses, loaded = self.data.clauses, self.data.clauses.loaded
        for stored, filed in postings:
            bits |= bits_of(stored)
            for numbers, variants in filed:
                needed = tuple([(loaded[each] or clauses[each])[0] for each in numbers])
                groups.append((needed, variants))
        if len(groups) > _MANY:
            by_other: dict[str, list[_Group]] = {}
            for group in groups:
                for other in group[0][0] if group[0] else (word,):
                    by_other.setdefault(other, []).append(group)
            self.filed[word] = ((frozenset(by_other), by_other), [])
            self.announcing.add(word)
        elif groups:
            self.filed[word] = (None, groups)
            self.announcing.add(word)
        self[word] = bits
        return bits


def group_of(word: str, count: int) -> int:
    """Return the number of the group, of ``count``, that holds the posting of ``word``."""
    return int.from_bytes(word.encode(), "little") % count


def bits_of(stored: tuple[int, ...] | bytes) -> int:
    """Return the integer that a posting holds as numbers of bits or as bytes."""
    if isinstance(stored, bytes):
        return int.from_bytes(stored, "little")
    bits = 0
    for place in stored:
        bits |= 1 << place
    return bits


def possible(clauses: Iterable[Clause], present: set[str]) -> bool:
    """Tell whether each clause has one of its words, or a compound, among the words ``present``."""
    for words, heads, tails in clauses:
        if words.isdisjoint(present) and not (
            (heads and any(word.startswith(heads) for word in present))
            or (tails and any(word.endswith(tails) for word in present))
        ):
            return False
    return True
