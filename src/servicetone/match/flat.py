"""Write what the first look needs as one flat table of numbers, as ``match/_look.c`` reads it.

Words, and beginnings and ends of compounds, become numbered *features*; clauses and word tests
become lists of them. The table is used where it lies, in the mapped file: nothing is loaded.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Sequence

from servicetone.match.index import PART_KEY, SLOTS, IndexData, Posting
from servicetone.pattern.code import ANCHOR, GAP, MARK, SPLIT, TEST
from servicetone.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.pattern.code import Instruction, StoredPart, TestData
    from servicetone.text.spelling import Spelling

_MAGIC = 0x73746C32
_HEAD = (
    "magic", "size", "stride", "absent", "hash_mask", "hashes", "features", "pool", "count",
    "tail_buckets", "heads", "clauses", "clause_count", "variants", "tests", "test_count", "parts",
    "longest", "question", "exclamation", "signs", "neighbours",
)  # fmt: skip
"""The words of the head, in the order in which ``_look.c`` names them."""
_BUCKETS = 256
_DENSE = 0xFFFFFFFF
_TELLTALE, _PARTICLE, _STARTER = 1, 2, 4


class _Features:
    """The words and parts that are asked for, numbered from 0."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def of(self, kind: str, names: Iterable[str]) -> list[int]:
        """Return the numbers of ``names``."""
        return [self.numbers.setdefault((kind, name), len(self.numbers)) for name in names]

    def of_clause(
        self, words: Iterable[str], heads: Iterable[str], tails: Iterable[str]
    ) -> list[int]:
        """Return the numbers of all that satisfies a clause, sorted."""
        found = [*self.of("word", words), *self.of("head", heads), *self.of("tail", tails)]
        return sorted(set(found))

    def of_kind(self, kind: str) -> dict[bytes, int]:
        """Return all of one kind, as the fold writes them."""
        return {
            _written(name): number for (each, name), number in self.numbers.items() if each == kind
        }


def flatten(
    index: IndexData,
    tests: Sequence[TestData],
    parts: Sequence[StoredPart],
    particles: Iterable[str],
    starters: Iterable[str],
    spelling: Spelling,
) -> bytes:
    """Return the table of a language: its index, word tests and parts, and its transparent words."""
    features = _Features()
    marks = [features.of("word", [mark])[0] for mark in "?!"]
    table = array("I", [0] * len(_HEAD))
    head: dict[str, int] = {}

    def lists(name: str, rows: Iterable[Sequence[int]]) -> None:
        """Append rows of numbers, and then where each begins."""
        starts = []
        for row in rows:
            starts.append(len(table))
            table.extend(row)
        head[name] = len(table)
        table.extend(starts)

    clauses = [features.of_clause(*clause) for clause in index.clauses]
    lists("clauses", ([len(each), *each] for each in clauses))
    lists("variants", map(_variant, index.variants))
    lists("tests", (_test(test, features) for test in tests))
    lists("parts", map(_part, parts))
    stride = -(-index.weak // 32)
    head |= {"stride": stride, "absent": len(table)}
    absent = _places(index.absent)
    table.extend(_row([_moved(bit, index.weak, stride) for bit in absent], stride))
    postings: dict[int, Posting] = {}
    for group in index.groups:
        for word, data in group.items():
            for number in features.of("word", [word]):
                postings[number] = marshal.loads(data)
    for kind, filed in (("head", index.heads), ("tail", index.tails)):
        for entries in filed.values():
            for name, data in entries:
                postings[features.of(kind, [name])[0]] = marshal.loads(data)
    flags: dict[int, int] = {}
    for flag, words in (
        (_TELLTALE, spelling.telltale),
        (_PARTICLE, particles),
        (_STARTER, starters),
    ):
        for number in features.of("word", words):
            flags[number] = flags.get(number, 0) | flag
    records: list[int] = []
    pool = bytearray()
    for (_, name), number in features.numbers.items():
        weak, groups = postings.get(number, ((), ()))
        bits = [_moved(bit, index.weak, stride) for bit in _places(weak)]
        at_weak = at_groups = 0
        if bits:
            at_weak = len(table)
            many = 4 * len(bits) > SLOTS * stride  # a row takes a processor four at a time
            table.extend([_DENSE, *_row(bits, stride)] if many else [len(bits), *bits])
        if groups:
            at_groups = len(table)
            table.append(len(groups))
            for needed, variants in groups:
                table.extend([len(needed), *needed, len(variants), *variants])
        written = _written(name)
        records += [len(pool), len(written), flags.get(number, 0), at_weak, at_groups]
        pool += written
    count = len(features.numbers)
    head |= {"features": len(table), "count": count}
    table.extend(records)
    head["signs"] = len(table)
    table.extend(features.of("word", index.signs))
    spelt = features.of_kind("word")
    _write_hashes(spelt, table, head)
    heads = features.of_kind("head").values()
    head["heads"] = len(table)
    table.extend([len(heads), *heads])
    _write_tails(features.of_kind("tail"), table, head)
    head["pool"] = len(table)
    pool += bytes(-len(pool) % 4)
    table.frombytes(bytes(pool))
    head |= {
        "magic": _MAGIC,
        "size": len(table) * table.itemsize,
        "clause_count": len(clauses),
        "test_count": len(tests),
        "longest": max(map(len, spelt)),
        "question": marks[0],
        "exclamation": marks[1],
        "neighbours": int.from_bytes(spelling.foreign.encode("latin-1"), "little"),
    }
    for place, name in enumerate(_HEAD):
        table[place] = head[name]
    return table.tobytes()


def _written(name: str) -> bytes:
    """Return a word as the fold writes it; for a pictograph, what no word of the fold can be."""
    try:
        return name.encode("latin-1")
    except UnicodeEncodeError:
        return b"\0" + name.encode()


def _variant(variant: tuple[tuple[int, ...], tuple[tuple[int, int, int], ...]]) -> list[int]:
    parts, chain = variant
    return [len(parts), *parts, len(chain), *(number for link in chain for number in link)]


def _test(test: TestData, features: _Features) -> list[int]:
    words, exact, heads, tails, flags = test
    passing = features.of_clause({*words, *map(fold, exact)}, heads, tails)
    return [flags, len(passing), *passing]


def _part(part: StoredPart) -> list[int]:
    """Return pattern, entry, and the instructions from the entry down to the last but one."""
    code, entry, pattern = part
    written = [pattern, entry]
    for at in range(entry, 0, -1):
        written += _instruction(code[at])
    return written


def _instruction(operation: Instruction) -> list[int]:
    kind = operation[0]
    if kind == TEST:
        return [kind, operation[1], int(operation[2]), operation[3]]
    if kind == SPLIT:
        return [kind, len(operation[1]), *operation[1]]
    if kind == GAP:
        return [kind, operation[1], operation[2]]
    if kind == MARK:
        return [kind, 0, operation[3]]
    assert kind == ANCHOR
    return [kind, int(operation[1] == "^"), operation[2]]


def _places(bits: Sequence[int] | bytes) -> list[int]:
    """Return the numbers of the bits that a posting holds as such or as an integer in bytes."""
    if not isinstance(bits, bytes):
        return [*bits]
    return [8 * at + bit for at, byte in enumerate(bits) for bit in range(8) if byte >> bit & 1]


def _moved(bit: int, weak: int, stride: int) -> int:
    """Return the number of a bit where each slot begins with a word of 32 bits."""
    slot, number = divmod(bit, weak)
    return slot * stride * 32 + number


def _row(bits: Iterable[int], stride: int) -> list[int]:
    row = [0] * (SLOTS * stride)
    for bit in bits:
        row[bit // 32] |= 1 << bit % 32
    return row


def _hash(word: bytes) -> int:
    """Return the FNV-1a hash of ``word``, 32 bits."""
    found = 2166136261
    for byte in word:
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found


def _write_hashes(words: dict[bytes, int], table: array[int], head: dict[str, int]) -> None:
    """Append the words by their hashes: an open table, at most half full."""
    mask = (1 << (2 * len(words)).bit_length()) - 1
    hashes = array("I", [0]) * (mask + 1)
    for word, number in words.items():
        at = _hash(word) & mask
        while hashes[at]:
            at = (at + 1) & mask
        hashes[at] = number + 1
    head |= {"hash_mask": mask, "hashes": len(table)}
    table.extend(hashes)


def _write_tails(tails: dict[bytes, int], table: array[int], head: dict[str, int]) -> None:
    """Append the ends of compounds by the hash of their last letters."""
    buckets: dict[int, list[int]] = {}
    for tail, number in tails.items():
        buckets.setdefault(_hash(tail[-PART_KEY:]) % _BUCKETS, []).append(number)
    starts = [0] * _BUCKETS
    for bucket, numbers in buckets.items():
        starts[bucket] = len(table)
        table.extend([len(numbers), *numbers])
    head["tail_buckets"] = len(table)
    table.extend(starts)
