"""The compiled lexicon of one language: what the checker works with, and its stored form.

It is stored with ``marshal``, which loads in milliseconds. The bytes come with the package,
never from a stranger: ``marshal`` is not safe on foreign data.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from servicetone.errors import LexiconError
from servicetone.lexicon.shelf import Shelf, shelve
from servicetone.match.index import Index, IndexData
from servicetone.pattern.code import StoredProgram, TestData
from servicetone.text.spelling import Spelling
from servicetone.wording.grammar import Grammar, grammar_of

FORMAT = 6
"""Raised whenever the stored form changes; a stored lexicon of another format is not read."""

GUARDS = ("attribution", "meta", "hypothetical", "self-before", "self-after", "things")
"""Pattern lists of a language that vetoes look for around a match."""


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
    stored_rules: Sequence[tuple[Any, ...]]
    lookup: Index
    words: Mapping[str, frozenset[str]]
    """particles, negators, first-person, second-person, clause-starters, reply-verbs."""
    stored_guards: Sequence[tuple[StoredProgram, ...]]
    spelling: Spelling
    stored_messages: Sequence[Mapping[str, Mapping[str, str]]]
    stored_grammar: Sequence[tuple[object, ...]]

    def rule(self, number: int) -> CompiledRule:
        """Return a rule by its number."""
        return CompiledRule(*self.stored_rules[number])

    def guards(self, name: str) -> tuple[StoredProgram, ...]:
        """Return the patterns of a veto (one of ``GUARDS``)."""
        return self.stored_guards[GUARDS.index(name)]

    def grammar(self) -> Grammar:
        """Return what rewriting needs to know of the language."""
        return grammar_of(self.stored_grammar[0])

    def message(self, category: str, language: str) -> str:
        """Return what the reader of a finding hears; ``language`` is the lexicon's own or en."""
        return self.stored_messages[0][category][language]


def to_bytes(compiled: Compiled) -> bytes:
    """Return the stored form of a compiled lexicon."""
    spelling, index = compiled.spelling, compiled.lookup.data
    data = (
        FORMAT,
        compiled.language,
        compiled.concepts,
        compiled.owners,
        _stored(compiled.tests),
        _stored(compiled.programs),
        _stored(compiled.stored_rules),
        (*index[:-2], _stored(index.variants), _stored(index.clauses)),
        dict(compiled.words),
        _stored(compiled.stored_guards),
        (spelling.foreign, _stored(spelling.words)),
        _stored(compiled.stored_messages),
        _stored(compiled.stored_grammar),
    )
    return marshal.dumps(data, 4)


def _stored(values: Sequence[Any]) -> tuple[bytes, ...]:
    return (values if isinstance(values, Shelf) else shelve(values)).stored


def from_bytes(data: bytes) -> Compiled:
    """Return the compiled lexicon that ``to_bytes`` stored. Raises ``LexiconError``."""
    try:
        loaded = marshal.loads(data)
        if not isinstance(loaded, tuple) or loaded[0] != FORMAT:
            raise ValueError("another format")
        (language, concepts, owners, tests, programs, rules, index, words, guards, spelling,
         messages, grammar) = loaded[1:]  # fmt: skip
    except (ValueError, EOFError, TypeError, IndexError):
        raise LexiconError(
            "the compiled lexicon cannot be read", hint="install servicetone again"
        ) from None
    return Compiled(
        language,
        concepts,
        owners,
        Shelf(tests),
        Shelf(programs),
        Shelf(rules),
        Index(IndexData(*index[:-2], *map(Shelf, index[-2:]))),
        words,
        Shelf(guards),
        Spelling(Shelf(spelling[1]), spelling[0]),
        Shelf(messages),
        Shelf(grammar),
    )
