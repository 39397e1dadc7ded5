"""Walk a compiled pattern over the words of a sentence.

The walk visits each (instruction, word) pair once, so its time is bounded by their product; no
text can make it explode. Of all ways to match from one word on, the longest wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from servicetone.pattern.code import (
    ACCEPT,
    ANCHOR,
    FOCUS,
    GAP,
    MARK,
    MOST_PARTICLES,
    NAME,
    NUM,
    SPLIT,
    TEST,
    WORD,
)
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.pattern.code import Instruction, StoredProgram, TestData
    from servicetone.text.tokens import Sentence

_SHORTEST_REST = 2
"""Letters that a compound has besides the given part, at least."""


class Hit(NamedTuple):
    """Where a pattern matched, in word numbers of the sentence, both ends included.

    ``first``/``last`` bound the whole match, ``from_``/``to`` the flagged part; ``consumed`` are
    the words that a test took (the others are particles and gaps).
    """

    first: int
    last: int
    from_: int
    to: int
    captures: tuple[tuple[str, int, int], ...]
    consumed: frozenset[int]


class Matcher(NamedTuple):
    """The word tests and transparent words of one language."""

    tests: Sequence[TestData]
    particles: frozenset[str]
    clause_starters: frozenset[str]
    names: frozenset[str]
    """First names that are no common words, known even where a sentence begins."""

    def find(self, program: StoredProgram, sentence: Sentence) -> Iterator[Hit]:
        """Yield the matches of a program in ``sentence`` from left to right, not overlapping."""
        code, entry, _, first = program
        after = -1
        for start in self._starts(first, sentence):
            if start > after:
                hit = self.match_at(code, entry, sentence, start)
                if hit is not None:
                    yield hit
                    after = hit.last

    def _starts(self, first: int, sentence: Sentence) -> Iterable[int]:
        """Return the numbers of the words that pass the test ``first``."""
        if first < 0:
            return range(len(sentence.words))
        test = self.tests[first]
        if not any(test[1:]):
            words = test[0]
            return [at for at, word in enumerate(sentence.words) if word in words]
        return [at for at in range(len(sentence.words)) if self._passes(test, at, sentence)]

    def match_at(
        self, code: Sequence[Instruction], entry: int, sentence: Sentence, start: int
    ) -> Hit | None:
        """Return the longest match whose first word is number ``start``, or None."""
        root = (entry, start)
        parents: dict[tuple[int, int], tuple[tuple[int, int], int] | None] = {root: None}
        stack = [root]
        best: tuple[int, int] | None = None
        while stack:
            node = stack.pop()
            at = node[1]
            operation = code[node[0]]
            kind = operation[0]
            # Each step is a node that follows and the word it took or -1; the least wanted goes first.
            if kind == SPLIT:
                steps = [((following, at), -1) for following in reversed(operation[1])]
            elif kind == TEST:
                steps = self._take(operation, at, start, sentence)
            elif kind == MARK:
                steps = [((operation[3], at), -1)]
            elif kind == GAP:
                steps = self._gap(operation, at, start, sentence)
            elif kind == ANCHOR:
                anchored = self._anchored(operation[1], at, sentence)
                steps = [((operation[2], at), -1)] if anchored else []
            else:
                assert kind == ACCEPT
                if best is None or at > best[1]:
                    best = node
                continue
            for following, word in steps:
                if following not in parents:
                    parents[following] = (node, word)
                    stack.append(following)
        return None if best is None else _hit(code, parents, best)

    def _take(
        self, operation: Instruction, at: int, start: int, sentence: Sentence
    ) -> list[tuple[tuple[int, int], int]]:
        words, hard = sentence.words, sentence.hard
        steps: list[tuple[tuple[int, int], int]] = []
        test = self.tests[operation[1]]
        known, more = test[0], test[1] or test[2] or test[3] or test[4]
        is_next = operation[2] or at == start
        skips = 0 if is_next else MOST_PARTICLES
        while at < len(words) and not (hard[at] and at > start):
            word = words[at]
            if word in known or (more and self._passes(test, at, sentence)):
                steps.append(((operation[3], at + 1), at))
            # Pictographs and placeholders never use up the allowance of particles.
            if word in self.particles:
                if not skips:
                    break
                skips -= 1
            elif is_next or word[0].isalnum():
                break
            at += 1
        steps.reverse()
        return steps

    def _transparent(self, at: int, sentence: Sentence) -> bool:
        word = sentence.words[at]
        return word in self.particles or not word[0].isalnum()

    def _passes(self, test: TestData, at: int, sentence: Sentence) -> bool:
        word = sentence.words[at]
        words, exact, heads, tails, flags = test
        if word in words:
            return True
        if exact:
            surface = sentence.surface[at]
            if surface in exact or (surface.isupper() and _shouted(surface, exact, sentence)):
                return True
        if heads and word.startswith(heads):
            longest = max(len(part) for part in heads if word.startswith(part))
            shortest = min(len(part) for part in heads if word.startswith(part))
            if len(word) >= shortest + _SHORTEST_REST:
                return True
            if len(word) == longest and _joined(sentence, at + 1):
                return True
        if tails and word.endswith(tails):
            shortest = min(len(part) for part in tails if word.endswith(part))
            if len(word) >= shortest + _SHORTEST_REST or sentence.glued[at]:
                return True
        if flags:
            if flags & WORD and word[0].isalnum():
                return True
            if flags & NUM and word.isdigit():
                return True
            if flags & NAME and _named(sentence.surface[at]) and (at > 0 or word in self.names):
                return True
        return False

    def _gap(
        self, operation: Instruction, at: int, start: int, sentence: Sentence
    ) -> list[tuple[tuple[int, int], int]]:
        words, soft = sentence.words, sentence.soft
        steps = [((operation[2], at), -1)]
        for reach in range(at, min(at + operation[1], len(words))):
            if (soft[reach] and reach > start) or words[reach] in self.clause_starters:
                break
            after = reach + 1
            if after == len(words) or not soft[after]:
                steps.append(((operation[2], after), -1))
        steps.reverse()
        return steps

    def _anchored(self, sign: str, at: int, sentence: Sentence) -> bool:
        if sign == "^":
            return all(
                self._transparent(place, sentence) or sentence.words[place] in self.clause_starters
                for place in range(at)
            )
        if sign != "$" and sign not in sentence.closing:
            return False
        return all(self._transparent(place, sentence) for place in range(at, len(sentence.words)))


def _named(surface: str) -> bool:
    return surface[0].isupper() and (len(surface) == 1 or not surface.isupper())


def _joined(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.words) and sentence.glued[at]


def _shouted(surface: str, exact: frozenset[str], sentence: Sentence) -> bool:
    """Tell whether ``surface`` is a word of ``exact`` in a sentence written in capitals."""
    letters = [word for word in sentence.surface if word[0].isalpha()]
    return any(surface == word.upper() for word in exact) and all(
        word.isupper() for word in letters
    )


def _hit(
    code: Sequence[Instruction],
    parents: dict[tuple[int, int], tuple[tuple[int, int], int] | None],
    best: tuple[int, int],
) -> Hit:
    """Read the marks and the words that were taken back from the path to ``best``."""
    path: list[tuple[int, int, int]] = []  # (instruction, word taken or -1, place after it)
    node = best
    while (step := parents[node]) is not None:
        place = node[1]
        node, word = step
        path.append((node[0], word, place))
    path.reverse()
    taken = [word for _, word, _ in path if word >= 0]
    first, last = taken[0], taken[-1]
    spans: dict[str, tuple[int, int]] = {}
    opened: dict[str, int] = {}
    for at, (instruction, _, _) in enumerate(path):
        operation = code[instruction]
        if operation[0] != MARK:
            continue
        name = operation[1]
        if operation[2]:
            opened[name] = at
            continue
        words = _words_of(code, path[opened[name] : at], gaps=name != FOCUS)
        # A gap at the rim of a pattern is no part of what it matches.
        inside = [word for word in words if first <= word <= last]
        if inside:
            spans[name] = (inside[0], inside[-1])
    from_, to = spans.pop(FOCUS, (first, last))
    captures = tuple((name, *span) for name, span in sorted(spans.items()))
    return Hit(first, last, from_, to, captures, frozenset(taken))


def _words_of(
    code: Sequence[Instruction], steps: Sequence[tuple[int, int, int]], *, gaps: bool
) -> list[int]:
    """Return the words that ``steps`` took, those that fell into ``gaps`` too if asked for.

    A capture holds what stands between its words; the flagged part begins and ends with words.
    """
    words: list[int] = []
    at = steps[0][2]
    for instruction, word, after in steps:
        if word >= 0:
            words.append(word)
        elif gaps and code[instruction][0] == GAP:
            words += range(at, after)
        at = after
    return words
