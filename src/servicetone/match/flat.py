"""Write what the first look needs as one flat table of numbers, as ``match/_look.c`` reads it.

Words, and beginnings and ends of compounds, become numbered *features*; clauses and word tests
become lists of them. The table is used where it lies, in the mapped file: nothing is loaded.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Mapping, Sequence

from servicetone.match.index import PART_KEY, SLOTS, Filed, IndexData, Posting
from servicetone.pattern.code import ANCHOR, GAP, MARK, SPLIT, TEST
from servicetone.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.pattern.code import Instruction, StoredPart, TestData
    from servicetone.text.spelling import Spelling

_MAGIC = 0x73746C34
"""Changes whenever the table does."""
_HEAD = (
    "magic", "size", "stride", "absent", "hash_mask", "hashes", "count", "heads", "tails", "clauses",
    "clause_count", "variants", "tests", "test_count", "parts", "longest", "question",
    "exclamation", "signs", "first_sign", "neighbours",
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
    table = array("I", [0] * len(_HEAD))
    head = {"magic": _MAGIC, "clause_count": len(index.clauses), "test_count": len(tests)}
    head["neighbours"] = int.from_bytes(spelling.foreign.encode("latin-1"), "little")

    clauses = (features.of_clause(*clause) for clause in index.clauses)
    head["clauses"] = _append_rows(table, ([len(each), *each] for each in clauses))
    head["variants"] = _append_rows(table, map(_variant, index.variants))
    head["tests"] = _append_rows(table, (_test(test, features) for test in tests))
    head["parts"] = _append_rows(table, map(_part, parts))
    head["stride"] = stride = -(-index.weak // 32)
    row = _row(_moved(index.absent, index.weak, stride), stride)
    head["absent"] = _append(table, row)

    postings = _postings(index, features)
    flags: dict[int, int] = {}
    lists = ((_TELLTALE, spelling.telltale), (_PARTICLE, particles), (_STARTER, starters))
    for flag, words in lists:
        for number in features.of("word", words):
            flags[number] = flags.get(number, 0) | flag
    features.of("word", ["?", "!", *index.signs])
    written = {key: _written(key[1]) for key in features.numbers}
    places: dict[tuple[str, str], int] = {}
    for key, number in features.numbers.items():
        weak, filed = postings.get(number, ((), ()))
        stored = [
            _append_bits(table, _moved(weak, index.weak, stride), stride),
            _append_filed(table, filed),
        ]
        name = written[key]
        places[key] = _append(table, [number, len(name), flags.get(number, 0), *stored])
        table.frombytes(name + bytes(-len(name) % table.itemsize))
    head["count"] = len(places)
    head["longest"] = max(map(len, written.values()))
    head["question"], head["exclamation"] = places["word", "?"], places["word", "!"]
    head["signs"] = _append(table, [places["word", sign] for sign in index.signs])

    head["first_sign"] = min((ord(sign[0]) for sign in index.signs), default=0xFFFFFFFF)

    named = [(kind, written[kind, name], place) for (kind, name), place in places.items()]
    hashes = _hashes({name: place for kind, name, place in named if kind == "word"})
    head["hash_mask"], head["hashes"] = len(hashes) - 1, _append(table, hashes)
    for kind, end in (("head", slice(PART_KEY)), ("tail", slice(-PART_KEY, None))):
        buckets: dict[int, list[int]] = {}
        for each, name, place in named:
            if each == kind:
                buckets.setdefault(_hash(name[end]) % _BUCKETS, []).append(place)
        starts = [0] * _BUCKETS
        for bucket, several in buckets.items():
            starts[bucket] = _append(table, [len(several), *several])
        head[f"{kind}s"] = _append(table, starts)
    head["size"] = len(table) * table.itemsize
    for at, entry in enumerate(_HEAD):
        table[at] = head[entry]
    return table.tobytes()


def _append(table: array[int], numbers: Iterable[int]) -> int:
    """Append ``numbers`` and return where they begin."""
    place = len(table)
    table.extend(numbers)
    return place


def _append_rows(table: array[int], rows: Iterable[Iterable[int]]) -> int:
    """Append rows, and then where each begins; return the place of that."""
    return _append(table, [_append(table, row) for row in rows])


def _append_bits(table: array[int], bits: Sequence[int], stride: int) -> int:
    """Append the weak bits of a word, as numbers or as a row; return their place, 0 for none."""
    if not bits:
        return 0
    if 4 * len(bits) > SLOTS * stride:  # a processor takes a row four words at a time
        return _append(table, [_DENSE, *_row(bits, stride)])
    return _append(table, [len(bits), *bits])


def _append_filed(table: array[int], filed: Sequence[Filed]) -> int:
    """Append what is filed under a word; return its place, 0 for nothing."""
    if not filed:
        return 0
    place = _append(table, [len(filed)])
    for needed, variants in filed:
        table.extend([len(needed), *needed, len(variants), *variants])
    return place


def _postings(index: IndexData, features: _Features) -> dict[int, Posting]:
    """Return what is stored of each word or part."""
    stored = [("word", name, data) for group in index.groups for name, data in group.items()]
    for kind, filed in (("head", index.heads), ("tail", index.tails)):
        stored += [(kind, name, data) for entries in filed.values() for name, data in entries]
    return {features.of(kind, [name])[0]: marshal.loads(data) for kind, name, data in stored}


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


def _moved(bits: Sequence[int] | bytes, weak: int, stride: int) -> list[int]:
    """Return the numbers of weak bits where each slot begins with a word of 32 bits."""
    if isinstance(bits, bytes):
        bits = [8 * at + bit for at, byte in enumerate(bits) for bit in range(8) if byte >> bit & 1]
    return [number // weak * stride * 32 + number % weak for number in bits]


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


def _hashes(words: Mapping[bytes, int]) -> array[int]:
    """Return the places of words by their hashes: an open table, at most half full."""
    mask = (1 << (2 * len(words)).bit_length()) - 1
    hashes = array("I", [0]) * (mask + 1)
    for word, place in words.items():
        at = _hash(word) & mask
        while hashes[at]:
            at = (at + 1) & mask
        hashes[at] = place
    return hashes
