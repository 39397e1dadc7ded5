"""The compiled lexicon of one language: what the checker works with, and its stored form.

It is stored with ``marshal``, which loads in milliseconds. The bytes come with the package,
never from a stranger: ``marshal`` is not safe on foreign data.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence

from servicetone.errors import LexiconError
from servicetone.lexicon.shelf import Shelf, restored, shelve
from servicetone.match.index import Index, IndexData
from servicetone.pattern.code import StoredPart, StoredProgram, TestData
from servicetone.records import NamedTuple
from servicetone.text.spelling import Spelling
from servicetone.wording.grammar import Grammar, grammar_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap
    from typing import Any

FORMAT = 14
"""Raised whenever the stored form changes; a stored lexicon of another format is not read."""

_SIZE = 8
"""Bytes that say how long the flat table is, and as many that say how long the head is."""

GUARDS = ("attribution", "meta", "hypothetical", "self-before", "self-after", "things", "answers")
"""Pattern lists of a language that vetoes look for around a match."""


Guard = tuple["frozenset[str] | None", "tuple[StoredProgram, ...]"]
"""Words without which none of the patterns matches (None: there are no such words), and those."""


class CompiledRule(NamedTuple):
    """A rule as the checker needs it; ``severity`` and wordings by audience, exceptions as programs."""

    concept: str
    category: str
    severity: Mapping[str, str]
    suggest: Mapping[str, tuple[str, ...]]
    instead: Mapping[str, tuple[str, ...]]
    advice: str
    safe: bool
    whole: bool
    counts: bool
    vetoes: frozenset[str]
    exceptions: tuple[StoredProgram, ...]
    where: tuple[tuple[str, str, bool, frozenset[str]], ...] = ()
    keep: bool = True
    """Whether a match counts where ``where`` cannot be asked."""


class Compiled(NamedTuple):
    """All rules of one language, ready for matching. Sequences load their items when asked."""

    language: str
    concepts: tuple[str, ...]
    """The concept of each rule."""
    owners: tuple[int, ...]
    """The rule of each pattern, by number."""
    tests: Sequence[TestData]
    programs: Sequence[StoredProgram]
    """The program of each pattern."""
    parts: Sequence[StoredPart]
    """The alternatives of the patterns, by which they are announced."""
    stored_rules: Sequence[tuple[Any, ...]]
    lookup: Index
    words: Mapping[str, frozenset[str]]
    """particles, negators, definite, clause-starters, names (also in the genitive)."""
    stored_guards: Sequence[Guard]
    spelling: Spelling
    stored_messages: Sequence[Mapping[str, Mapping[str, str]]]
    stored_grammar: Sequence[tuple[object, ...]]
    flat: bytes | memoryview
    """What the first look needs, as numbers; see ``match.flat``."""

    def rule(self, number: int) -> CompiledRule:
        """Return a rule by its number."""
        return CompiledRule(*self.stored_rules[number])

    def guard(self, name: str) -> Guard:
        """Return the patterns of a veto (one of ``GUARDS``)."""
        guard: Guard = self.stored_guards[GUARDS.index(name)]
        return guard

    def grammar(self) -> Grammar:
        """Return what rewriting needs to know of the language."""
        return grammar_of(self.stored_grammar[0])

    def message(self, category: str, language: str) -> str:
        """Return what the reader of a finding hears; ``language`` is the lexicon's own or en."""
        return self.stored_messages[0][category][language]


def to_bytes(compiled: Compiled) -> bytes:
    """Return the stored form: what every run needs, then the shelves, one after the other."""
    spelling, index = compiled.spelling, compiled.lookup.data
    shelves = [
        each if isinstance(each, Shelf) else shelve(each)
        for each in (
            compiled.tests, compiled.programs, compiled.parts, compiled.stored_rules, *index[-3:],
            compiled.stored_guards, spelling.words, compiled.stored_messages,
            compiled.stored_grammar,
        )
    ]  # fmt: skip
    stored = [shelf.stored() for shelf in shelves]
    head = marshal.dumps(
        (
            FORMAT,
            compiled.language,
            compiled.concepts,
            compiled.owners,
            index[:-3],
            dict(compiled.words),
            spelling.foreign,
            tuple((len(data), starts) for data, starts in stored),
        ),
        4,
    )
    sizes = [len(each).to_bytes(_SIZE, "little") for each in (compiled.flat, head)]
    # The flat table is used where it lies, so it comes first: there its numbers are aligned.
    return b"".join([*sizes, compiled.flat, head, *(data for data, _ in stored)])


def from_bytes(data: bytes | mmap) -> Compiled:
    """Return the compiled lexicon that ``to_bytes`` stored. Raises ``LexiconError``."""
    view = memoryview(data)
    flat = 2 * _SIZE + int.from_bytes(view[:_SIZE], "little")
    past = flat + int.from_bytes(view[_SIZE : 2 * _SIZE], "little")
    try:
        loaded = marshal.loads(view[flat:past])
        if not isinstance(loaded, tuple) or loaded[0] != FORMAT:
            raise ValueError("another format")
        language, concepts, owners, index, words, foreign, sizes = loaded[1:]
    except (ValueError, EOFError, TypeError, IndexError):
        raise LexiconError(
            "the compiled lexicon cannot be read", hint="install servicetone again"
        ) from None
    shelves = []
    for size, starts in sizes:
        shelves.append(restored(view[past : past + size], starts))
        past += size
    (tests, programs, parts, rules, variants, clauses, groups, guards, spelled, messages,
     grammar) = shelves  # fmt: skip
    return Compiled(
        language,
        concepts,
        owners,
        tests,
        programs,
        parts,
        rules,
        Index(IndexData._make([*index, variants, clauses, groups])),
        words,
        guards,
        Spelling(spelled, foreign),
        messages,
        grammar,
        view[2 * _SIZE : flat],
    )
