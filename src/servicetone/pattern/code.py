"""The instructions of compiled patterns, and the flags of word tests: plain numbers and tuples."""

from __future__ import annotations

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

Instruction = tuple[Any, ...]
Clause = tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]
"""Words, heads, tails: a sentence in which none of them stands cannot match."""
Near = tuple[frozenset[str], int, int]
"""Words of which one stands this far behind the announcing word, least and most."""
StoredProgram = tuple[tuple[Instruction, ...], int, tuple[Clause, ...], int]
"""A program as stored: instructions, entry, clauses, test of the first word."""
TestData = tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...], int]
"""A word test as stored: words, exact words, heads, tails, flags."""
