"""Compile an expanded tree to a small program over words, and find the words that announce it.

A program is a tuple of instructions that ``match.matcher`` walks with a set of visited
(instruction, word) pairs, so its time is bounded by their product whatever the text holds. All
parts are tuples, frozensets, strings and numbers, so that a lexicon can be stored with ``marshal``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from servicetone.pattern.announce import announce, clauses_of
from servicetone.pattern.code import (
    ACCEPT,
    ANCHOR,
    FOCUS,
    GAP,
    MARK,
    SPLIT,
    TEST,
    Clause,
    Instruction,
    Variant,
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


@dataclass(frozen=True, slots=True)
class Part:
    """One alternative of a pattern that is nothing but a choice, or a whole pattern."""

    code: tuple[Instruction, ...]
    entry: int
    announced: tuple[Variant, ...]
    """The variants that announce it."""


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled pattern: instructions and entry point; the parts that together match whatever it
    matches; the clauses that all variants share, the rarest first; a test that the first word of
    every match passes (-1: any word may be first).
    """

    code: tuple[Instruction, ...]
    entry: int
    parts: tuple[Part, ...]
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
        _parts(node, tuple(code), entry, table, frequency),
        tuple(clause for _, clause in clauses_of(node, frequency)),
        _first(code, entry, table),
    )


def _parts(
    node: Node,
    code: tuple[Instruction, ...],
    entry: int,
    table: WordTests,
    frequency: Callable[[str], float],
) -> tuple[Part, ...]:
    """Return the parts of a pattern; none when one of them needs no word at all."""
    parts = [Part(code, entry, announce(node, frequency))]
    if isinstance(node, Choice):
        parts = []
        for option in node.options:
            own: list[Instruction] = [(ACCEPT,)]
            begin = _emit(option, 0, False, own, table)
            parts.append(Part(tuple(own), begin, announce(option, frequency)))
    return tuple(parts) if all(part.announced for part in parts) else ()


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
