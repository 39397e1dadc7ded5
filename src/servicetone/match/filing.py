"""File patterns under the words that announce them: how ``match.index`` is built."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence

from servicetone.lexicon.shelf import shelve
from servicetone.match.index import (
    PART_KEY,
    SLOTS,
    Index,
    IndexData,
    Posting,
    Stored,
    bits_of,
    group_of,
)
from servicetone.pattern.announce import share

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.pattern.code import Clause, Variant

_WEAK = 2e-4
"""Share of running words from which on a clause is too common to file a variant under."""
_IN_GROUP = 4
"""Words of a stored group, on average."""


class _Postings:
    """What is filed under one word or part, while the index is built."""

    def __init__(self) -> None:
        self.bits: set[int] = set()
        self.filed: dict[tuple[int, ...], list[int]] = {}

    def stored(self) -> bytes:
        """Return it as stored, marshalled, the bits in the shorter of their two forms."""
        bits: tuple[int, ...] | bytes = tuple(sorted(self.bits))
        if self.bits and max(self.bits) // 8 < 5 * len(self.bits):
            number = bits_of(tuple(self.bits))
            bits = _bytes(number)
        filed = tuple((needed, tuple(variants)) for needed, variants in self.filed.items())
        posting: Posting = (bits, filed)
        return marshal.dumps(posting, 4)


def build_index(
    announced: Sequence[Iterable[Variant]],
    signs: Iterable[str],
    frequency: Callable[[str], float],
) -> Index:
    """File each pattern by its variants. ``frequency`` estimates the share of a word in a text."""
    patterns: dict[Variant, list[int]] = {}
    for number, variants in enumerate(announced):
        for variant in variants:
            patterns.setdefault(variant, []).append(number)
    by_share = sorted(patterns, key=lambda each: -share(each[0][0], frequency))
    weak = sum(share(each[0][0], frequency) >= _WEAK for each in by_share)
    clauses: dict[Clause, int] = {}
    filed: dict[tuple[str, str], _Postings] = {}
    absent: set[int] = set()

    def under(clause: Clause) -> Iterator[_Postings]:
        for kind, names in zip(("word", "head", "tail"), clause):
            for name in names:
                yield filed.setdefault((kind, name), _Postings())

    stored: list[Stored] = []
    for number, (needed, chain) in enumerate(by_share):
        stored.append((
            tuple(patterns[needed, chain]),
            tuple((clauses.setdefault(clause, len(clauses)), least, most)
                  for clause, least, most in chain),
        ))  # fmt: skip
        if number < weak:
            absent.update(slot * weak + number for slot in range(len(needed), SLOTS))
            for slot, clause in enumerate(needed[:SLOTS]):
                for posting in under(clause):
                    posting.bits.add(slot * weak + number)
            continue
        others = tuple(
            clauses.setdefault(clause, len(clauses))
            for clause in needed[1:SLOTS]
            if not clause[1] and not clause[2]
        )
        for posting in under(needed[0]):
            posting.filed.setdefault(others, []).append(number)
    words = sorted(name for kind, name in filed if kind == "word")
    groups: list[dict[str, bytes]] = [{} for _ in range(len(words) // _IN_GROUP | 1)]
    for word in words:
        groups[group_of(word, len(groups))][word] = filed["word", word].stored()
    heads: dict[str, list[tuple[str, bytes]]] = {}
    tails: dict[str, list[tuple[str, bytes]]] = {}
    for (kind, name), posting in sorted(filed.items(), key=lambda item: item[0]):
        if kind == "word":
            continue
        parts, key = (heads, name[:PART_KEY]) if kind == "head" else (tails, name[-PART_KEY:])
        parts.setdefault(key, []).append((name, posting.stored()))
    return Index(
        IndexData(
            {key: tuple(group) for key, group in heads.items()},
            {key: tuple(group) for key, group in tails.items()},
            tuple(sorted(signs)),
            weak,
            _bytes(bits_of(tuple(absent))),
            shelve(stored),
            shelve(clauses),
            shelve(groups),
        )
    )


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "little")
