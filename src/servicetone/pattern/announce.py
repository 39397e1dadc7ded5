"""Find the words that announce a pattern: what every sentence that it matches must hold.

A pattern is read in variants, one for each way to make its choices. Each variant gives clauses
(one of these words must be there) and a chain (they follow one another, so near).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from servicetone.pattern.code import MOST_PARTICLES, Clause, Link, Variant
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

_MOST_VARIANTS = 64
_PART = 1e-4
"""Share of running words that a compound's part is taken to announce."""
ENDINGS = frozenset("?!")
"""Marks that a sentence ends with, which patterns may ask for; they count as words here."""

Weighed = tuple[float, Clause]
"""A clause and how often one of its words occurs (share of running words)."""


def announce(node: Node, frequency: Callable[[str], float]) -> tuple[Variant, ...]:
    """Return the variants of an expanded pattern; none when one of them needs no word at all.

    Distances count the words of the folded text; pictographs are none, and up to two particles
    may stand before each word of the pattern.
    """
    found: dict[Variant, None] = {}
    for elements in _variants(node):
        weighed = [_clauses(each, frequency) for each in elements]
        if not any(weighed):
            return ()
        signs = {each.sign for each in elements if isinstance(each, Anchor)} & ENDINGS
        endings = [_weighed(frozenset({sign}), frequency) for sign in sorted(signs)]
        ranked = sorted(
            [pair for each in weighed for pair in each] + endings, key=lambda pair: pair[0]
        )
        clauses = tuple(dict.fromkeys(clause for _, clause in ranked))
        found[clauses, _chain(elements, weighed)] = None
    return tuple(found)


def share(clause: Clause, frequency: Callable[[str], float]) -> float:
    """Estimate the share of running words that satisfy ``clause``."""
    words, heads, tails = clause
    return sum(map(frequency, words)) + _PART * (len(heads) + len(tails))


def clauses_of(node: Node, frequency: Callable[[str], float]) -> list[Weighed]:
    """Return the clauses that all variants of a pattern share, with their weights, rarest first."""
    return sorted(_clauses(node, frequency), key=lambda pair: pair[0])


def _clauses(node: Node, frequency: Callable[[str], float]) -> list[Weighed]:
    if isinstance(node, WordTest):
        if node.flags:
            return []
        words = node.words | frozenset(word.lower() for word in node.exact)
        return [_weighed(words, frequency, tuple(sorted(node.heads)), tuple(sorted(node.tails)))]
    if isinstance(node, Series):
        return [pair for item in node.items for pair in _clauses(item, frequency)]
    if isinstance(node, Swap):
        return _clauses(node.first, frequency) + _clauses(node.second, frequency)
    if isinstance(node, (Capture, Focus)):
        return _clauses(node.item, frequency)
    if isinstance(node, Choice):
        return _of_choice([_clauses(option, frequency) for option in node.options])
    return []


def _weighed(
    words: frozenset[str],
    frequency: Callable[[str], float],
    heads: tuple[str, ...] = (),
    tails: tuple[str, ...] = (),
) -> Weighed:
    clause = (words, heads, tails)
    return share(clause, frequency), clause


def _of_choice(options: list[list[Weighed]]) -> list[Weighed]:
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


def _variants(node: Node) -> list[list[Node]]:
    """Return the ways to read a pattern when each of its choices is made, up to a limit."""
    variants: list[list[Node]] = [[]]
    for element in _flat(node):
        ways = [element]
        if isinstance(element, Choice) and len(variants) * len(element.options) <= _MOST_VARIANTS:
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


@dataclass(frozen=True, slots=True)
class _Extent:
    """How many words an element takes, and how many stand in it around the word of its clause."""

    least: int
    most: int
    before: int
    after: int


def _chain(elements: list[Node], weighed: list[list[Weighed]]) -> tuple[Link, ...]:
    """Return the rarest clause of each element that has one, with the distances between them."""
    links: list[Link] = []
    least = most = 0  # words since the word of the last link, at least and at most
    for element, pairs in zip(elements, weighed):
        extent = _extent(element)
        placed = [pair for pair in pairs if all(word[0].isalnum() for word in pair[1][0])]
        if placed:
            clause = min(placed, key=lambda pair: pair[0])[1]
            links.append((clause, least + 1, most + extent.before + 1))
            least, most = 0, extent.after
        else:
            least += extent.least
            most += extent.most
    return tuple((clause, *(reach if at else (0, 0))) for at, (clause, *reach) in enumerate(links))


def _extent(node: Node) -> _Extent:
    least, most = _shortest(node), _longest(node)
    if isinstance(node, WordTest):
        # A compound may be two words joined by a hyphen.
        return _Extent(least, most, MOST_PARTICLES, 1 if node.heads or node.tails else 0)
    return _Extent(least, most, max(0, most - 1), max(0, most - 1))


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
