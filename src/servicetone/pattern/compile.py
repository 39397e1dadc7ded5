"""Compile an expanded tree to a small program over words, and find the words that announce it.

A program is a tuple of instructions that ``match.matcher`` walks with a set of visited
(instruction, word) pairs, so its time is bounded by their product whatever the text holds. All
parts are tuples, frozensets, strings and numbers, so that a lexicon can be stored with ``marshal``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from servicetone.pattern.code import (
    ACCEPT,
    ANCHOR,
    FOCUS,
    GAP,
    MARK,
    MOST_PARTICLES,
    SPLIT,
    TEST,
    Clause,
    Instruction,
    Near,
)
from servicetone.pattern.syntax import (
    Anchor,
    Capture,
    Choice,
    Focus,
    Gap,
    Maybe,
    Node,
    Series,
    Swap,
    WordTest,
)

_NEARBY = 3
_VARIANTS = 64


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled pattern: instructions and entry point; for each variant the clause that
    announces it and what stands near; the clauses of all variants, the rarest first; a test that
    the first word of every match passes (-1: any word may be first).
    """

    code: tuple[Instruction, ...]
    entry: int
    announced: tuple[tuple[Clause, tuple[Near, ...]], ...]
    clauses: tuple[Clause, ...]
    first: int


class WordTests:
    """Numbers for word tests, so that patterns share them."""

    def __init__(self) -> None:
        self.tests: list[WordTest] = []
        self._ids: dict[WordTest, int] = {}

    def number(self, test: WordTest) -> int:
        """Return the number of ``test``, a new one where it is new."""
        if test not in self._ids:
            self._ids[test] = len(self.tests)
            self.tests.append(test)
        return self._ids[test]


def compile_pattern(node: Node, table: WordTests, frequency: Callable[[str], float]) -> Program:
    """Return the program of an expanded tree.

    ``frequency`` estimates how often a word occurs (share of running words); it decides which
    words announce the pattern.
    """
    code: list[Instruction] = [(ACCEPT,)]
    entry = _emit(node, 0, False, code, table)
    return Program(
        tuple(code),
        entry,
        _announce(node, frequency),
        tuple(clause for _, clause in sorted(_clauses(node, frequency), key=lambda each: each[0])),
        _first(code, entry, table),
    )


def _first(code: list[Instruction], entry: int, table: WordTests) -> int:
    """Return the number of a test that the first word of every match passes, or -1 for a gap."""
    test = WordTest()
    todo, seen = [entry], set()
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        operation = code[at]
        if operation[0] == TEST:
            test = test.union(table.tests[operation[1]])
        elif operation[0] == SPLIT:
            todo += operation[1]
        elif operation[0] in (GAP, ACCEPT):
            return -1
        else:  # a mark or an anchor
            todo.append(operation[-1])
    return table.number(test)


def _emit(
    node: Node, following: int, strict: bool, code: list[Instruction], table: WordTests
) -> int:
    """Append the code of ``node`` before ``following``; return where it begins.

    ``strict``: no particle may stand before the first word of ``node``.
    """
    if isinstance(node, WordTest):
        return _add(code, (TEST, table.number(node), strict, following))
    if isinstance(node, Series):
        for place in range(len(node.items) - 1, -1, -1):
            tight = (node.strict and place > 0) or (strict and place == 0)
            following = _emit(node.items[place], following, tight, code, table)
        return following
    if isinstance(node, Choice):
        nexts = tuple(_emit(option, following, strict, code, table) for option in node.options)
        return _add(code, (SPLIT, nexts))
    if isinstance(node, Maybe):
        return _add(code, (SPLIT, (_emit(node.item, following, strict, code, table), following)))
    if isinstance(node, Swap):
        one = _emit(Series((node.first, node.second)), following, strict, code, table)
        two = _emit(Series((node.second, node.first)), following, strict, code, table)
        return _add(code, (SPLIT, (one, two)))
    if isinstance(node, Gap):
        return _add(code, (GAP, node.most, following))
    if isinstance(node, Anchor):
        return _add(code, (ANCHOR, node.sign, following))
    if isinstance(node, (Capture, Focus)):
        name = node.name if isinstance(node, Capture) else FOCUS
        closing = _add(code, (MARK, name, False, following))
        inner = _emit(node.item, closing, strict, code, table)
        return _add(code, (MARK, name, True, inner))
    raise TypeError(f"not an expanded node: {node!r}")


def _add(code: list[Instruction], instruction: Instruction) -> int:
    code.append(instruction)
    return len(code) - 1


def _clauses(node: Node, frequency: Callable[[str], float]) -> list[tuple[float, Clause]]:
    """Return (frequency, clause) pairs, one of whose words every match must hold."""
    if isinstance(node, WordTest):
        if node.flags:
            return []
        words = node.words | frozenset(word.lower() for word in node.exact)
        weight = sum(map(frequency, words)) + 1e-4 * (len(node.heads) + len(node.tails))
        return [(weight, (words, tuple(sorted(node.heads)), tuple(sorted(node.tails))))]
    if isinstance(node, Series):
        return [pair for item in node.items for pair in _clauses(item, frequency)]
    if isinstance(node, Swap):
        return _clauses(node.first, frequency) + _clauses(node.second, frequency)
    if isinstance(node, (Capture, Focus)):
        return _clauses(node.item, frequency)
    if isinstance(node, Choice):
        return _of_choice([_clauses(option, frequency) for option in node.options])
    return []


def _of_choice(options: list[list[tuple[float, Clause]]]) -> list[tuple[float, Clause]]:
    """Join the rarest clauses of all options, then the second rarest, as long as all have one."""
    ranked = [sorted(option, key=lambda pair: pair[0]) for option in options]
    joined = []
    for rank in zip(*ranked):
        weight = sum(pair[0] for pair in rank)
        parts = [pair[1] for pair in rank]
        words = frozenset().union(*(part[0] for part in parts))
        heads, tails = (tuple(sorted({each for part in parts for each in part[i]})) for i in (1, 2))
        joined.append((weight, (words, heads, tails)))
    return joined


@dataclass(frozen=True, slots=True)
class _Placed:
    """A clause and where its word can stand, counted from the start of its element."""

    weight: float
    clause: Clause
    element: int
    first: int
    last: int


def _announce(
    node: Node, frequency: Callable[[str], float]
) -> tuple[tuple[Clause, tuple[Near, ...]], ...]:
    """Return, for each variant of a pattern, its rarest clause and what stands near a word of it.

    The distances count the words of the folded text; pictographs are none, and up to two
    particles may stand before each word of the pattern. Empty when a variant has no clause.
    """
    found: dict[tuple[Clause, tuple[Near, ...]], None] = {}
    for variant in _variants(node):
        elements = [(_shortest(each), _longest(each)) for each in variant]
        placed = [
            _Placed(weight, clause, number, 0, max(0, elements[number][1] - 1))
            for number, each in enumerate(variant)
            for weight, clause in _clauses(each, frequency)
        ]
        if not placed:
            return ()
        placed.sort(key=lambda each: each.weight)
        near: list[Near] = []
        for other in placed[1:]:
            words, heads, tails = other.clause
            if not heads and not tails and all(word[0].isalnum() for word in words):
                near.append((words, *_distance(placed[0], other, elements)))
        found[placed[0].clause, tuple(near[:_NEARBY])] = None
    return tuple(found)


def _variants(node: Node) -> list[list[Node]]:
    """Return the ways to read a pattern when each of its choices is made, up to a limit."""
    variants: list[list[Node]] = [[]]
    for element in _flat(node):
        ways = [element]
        if isinstance(element, Choice) and len(variants) * len(element.options) <= _VARIANTS:
            ways = list(element.options)
        variants = [[*before, *_flat(way)] for before in variants for way in ways]
    return variants


def _flat(node: Node) -> list[Node]:
    """Return the elements that follow one another, marks left out."""
    if isinstance(node, (Capture, Focus)):
        return _flat(node.item)
    if isinstance(node, Series):
        return [each for item in node.items for each in _flat(item)]
    return [node]


def _distance(one: _Placed, other: _Placed, elements: list[tuple[int, int]]) -> tuple[int, int]:
    """Return how far behind a word of ``one`` a word of ``other`` can stand, least and most."""
    if one.element == other.element:
        reach = elements[one.element][1] - 1
        return -reach, reach
    if one.element > other.element:
        least, most = _distance(other, one, elements)
        return -most, -least
    between = elements[one.element + 1 : other.element]
    rest = max(0, elements[one.element][0] - 1 - one.last)
    least = rest + sum(shortest for shortest, _ in between) + other.first + 1
    most = elements[one.element][1] + sum(longest for _, longest in between) + other.last
    return least, most


def _shortest(node: Node) -> int:
    if isinstance(node, WordTest):
        return 1
    if isinstance(node, Series):
        return sum(map(_shortest, node.items))
    if isinstance(node, Choice):
        return min(map(_shortest, node.options))
    if isinstance(node, Swap):
        return _shortest(node.first) + _shortest(node.second)
    if isinstance(node, (Capture, Focus)):
        return _shortest(node.item)
    return 0


def _longest(node: Node) -> int:
    if isinstance(node, WordTest):
        return 2 + MOST_PARTICLES  # a compound may be two words joined by a hyphen
    if isinstance(node, Series):
        return sum(map(_longest, node.items))
    if isinstance(node, Choice):
        return max(map(_longest, node.options))
    if isinstance(node, Swap):
        return _longest(node.first) + _longest(node.second)
    if isinstance(node, (Capture, Focus, Maybe)):
        return _longest(node.item)
    return node.most if isinstance(node, Gap) else 0
