"""The compiled lexicon of one language: what the checker works with, and its stored form.

It is stored with ``marshal``, which loads in milliseconds. The bytes come with the package,
never from a stranger: ``marshal`` is not safe on foreign data.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from typing import Any, NamedTuple

from servicetone.errors import LexiconError
from servicetone.match.index import Index, index_from_data, index_to_data
from servicetone.pattern.code import StoredProgram, TestData
from servicetone.text.respell import Spelling

FORMAT = 1
"""Raised whenever the stored form changes; a stored lexicon of another format is not read."""

GUARDS = ("attribution", "meta", "hypothetical", "self-before", "self-after")
"""Pattern lists of a language that vetoes look for around a match."""


class CompiledRule(NamedTuple):
    """A rule as the checker needs it; ``severity`` by audience, exceptions as programs."""

    concept: str
    category: str
    severity: Mapping[str, str]
    suggest: tuple[str, ...]
    advice: str
    safe: bool
    vetoes: frozenset[str]
    exceptions: tuple[StoredProgram, ...]


class Compiled(NamedTuple):
    """All rules of one language, ready for matching."""

    language: str
    tests: tuple[TestData, ...]
    patterns: tuple[tuple[int, StoredProgram], ...]
    """Rule number and program of each pattern."""
    rules: tuple[CompiledRule, ...]
    lookup: Index
    words: Mapping[str, frozenset[str]]
    """particles, negators, first-person, second-person, clause-starters, reply-verbs."""
    guards: Mapping[str, tuple[StoredProgram, ...]]
    spelling: Spelling
    messages: Mapping[str, Mapping[str, str]]
    """Category to what the reader hears, in this language and in English."""


def to_bytes(compiled: Compiled) -> bytes:
    """Return the stored form of a compiled lexicon."""
    spelling = compiled.spelling
    data = (
        FORMAT,
        compiled.language,
        compiled.tests,
        compiled.patterns,
        tuple(
            (r.concept, r.category, dict(r.severity), r.suggest, r.advice, r.safe, r.vetoes,
             r.exceptions)
            for r in compiled.rules
        ),
        index_to_data(compiled.lookup),
        dict(compiled.words),
        dict(compiled.guards),
        (spelling.known, spelling.restore, spelling.telltale, spelling.maskable),
        {name: dict(texts) for name, texts in compiled.messages.items()},
    )  # fmt: skip
    return marshal.dumps(_shared(data, {}), 4)


def _shared(value: Any, seen: dict[Any, Any]) -> Any:
    """Return ``value`` with equal parts made one object, which is stored and loaded once."""
    if isinstance(value, tuple):
        value = tuple([_shared(part, seen) for part in value])
    elif isinstance(value, frozenset):
        value = frozenset(_shared(part, seen) for part in value)
    elif isinstance(value, dict):
        return {_shared(key, seen): _shared(part, seen) for key, part in value.items()}
    elif not isinstance(value, str):
        return value
    try:
        return seen.setdefault((type(value), value), value)
    except TypeError:  # holds a dict
        return value


def from_bytes(data: bytes) -> Compiled:
    """Return the compiled lexicon that ``to_bytes`` stored. Raises ``LexiconError``."""
    try:
        found, language, tests, patterns, rules, index, words, guards, spelling, messages = (
            marshal.loads(data)
        )
        if found != FORMAT:
            raise ValueError("another format")
    except (ValueError, EOFError, TypeError):
        raise LexiconError(
            "the compiled lexicon cannot be read", hint="install servicetone again"
        ) from None
    return Compiled(
        language,
        tests,
        patterns,
        tuple(CompiledRule(*rule) for rule in rules),
        index_from_data(index),
        words,
        guards,
        Spelling(*spelling),
        messages,
    )
