"""Compile an expanded tree to a small program over words, and find the words that announce it.

A program is a tuple of instructions that ``match.matcher`` walks with a set of visited
(instruction, word) pairs, so its time is bounded by their product whatever the text holds. All
parts are tuples, frozensets, strings and numbers, so that a lexicon can be stored with ``marshal``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from servicetone.pattern.expand import Test
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
)

TEST, SPLIT, GAP, MARK, ANCHOR, ACCEPT = range(6)
"""Instructions: (TEST, test id, strict, next) · (SPLIT, nexts) · (GAP, most, next) ·
(MARK, name, opens, next) · (ANCHOR, sign, next) · (ACCEPT,)."""

FOCUS = "<"
"""The name of the mark around the flagged part."""

Instruction = tuple[Any, ...]
Clause = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""Words, heads, tails: a sentence in which none of them stands cannot match."""

_USABLE = 6


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled pattern: instructions, entry point, and clauses, the rarest first."""

    code: tuple[Instruction, ...]
    entry: int
    clauses: tuple[Clause, ...]


class TestTable:
    """Numbers for word tests, so that patterns share them."""

    def __init__(self) -> None:
        self.tests: list[Test] = []
        self._ids: dict[Test, int] = {}

    def number(self, test: Test) -> int:
        """Return the number of ``test``, a new one where it is new."""
        if test not in self._ids:
            self._ids[test] = len(self.tests)
            self.tests.append(test)
        return self._ids[test]


def compile_pattern(
    node: Node, table: TestTable, frequency: Callable[[str], float]
) -> Program:
    """Return the program of an expanded tree.

    ``frequency`` estimates how often a word occurs (share of running words); it decides which
    words announce the pattern.
    """
    code: list[Instruction] = [(ACCEPT,)]
    entry = _emit(node, 0, False, code, table)
    clauses = sorted(_clauses(node, frequency), key=lambda each: each[0])
    return Program(tuple(code), entry, tuple(clause for _, clause in clauses[:_USABLE]))


def _emit(
    node: Node, following: int, strict: bool, code: list[Instruction], table: TestTable
) -> int:
    """Append the code of ``node`` before ``following``; return where it begins.

    ``strict``: no particle may stand before the first word of ``node``.
    """
    if isinstance(node, Test):
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
    if isinstance(node, Test):
        if node.flags:
            return []
        words = node.words | frozenset(word.lower() for word in node.exact)
        weight = sum(map(frequency, words)) + 1e-4 * (len(node.heads) + len(node.tails))
        return [(weight, (words, node.heads, node.tails))]
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
        words, heads, tails = (frozenset().union(*(part[i] for part in parts)) for i in range(3))
        joined.append((weight, (words, heads, tails)))
    return joined
