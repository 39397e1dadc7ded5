"""The instructions of compiled patterns, and the flags of word tests: plain numbers and tuples."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TEST, SPLIT, GAP, MARK, ANCHOR, ACCEPT = range(6)
"""Instructions: (TEST, test id, strict, next) · (SPLIT, nexts) · (GAP, most, next) ·
(MARK, name, opens, next) · (ANCHOR, sign, next) · (ACCEPT,)."""

FOCUS = "<"
"""The name of the mark around the flagged part."""

NAME, NUM, WORD = 1, 2, 4
"""Flags of a word test: a capitalised word, digits, any word."""

MOST_PARTICLES = 2
"""Particles that may stand before a word of a pattern."""

Instruction = tuple["Any", ...]
Clause = tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]
"""Words, heads, tails: a sentence in which none of them stands cannot match."""
Link = tuple[Clause, int, int]
"""A clause, and how far behind the link before it one of its words stands, least and most."""
Variant = tuple[tuple[Clause, ...], tuple[Link, ...]]
"""One way to read a pattern: the clauses that a sentence must satisfy, the rarest first, and
those of them whose order and distance are known, from left to right."""
StoredProgram = tuple[tuple[Instruction, ...], int, tuple[Clause, ...], int]
"""A program as stored: instructions, entry, clauses, test of the first word."""
StoredPart = tuple[tuple[Instruction, ...], int, int]
"""An alternative of a pattern as stored: instructions, entry, number of the pattern."""
TestData = tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...], int]
"""A word test as stored: words, exact words, heads, tails, flags."""
