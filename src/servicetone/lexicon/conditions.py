"""What a rule may ask of a linguistic analysis: ``where = ["word: pos = VERB"]``.

``word`` is a capture of the rule's patterns; without it the flagged words are meant, that is, the
one of them that the others depend on.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from servicetone.errors import LexiconError
from servicetone.pattern.code import NAME
from servicetone.pattern.expand import Vocabulary
from servicetone.pattern.syntax import Choice, Node, WordTest
from servicetone.records import NamedTuple
from servicetone.text.fold import fold

KEYS = ("pos", "lemma", "mood", "voice", "subject", "target")
"""Part of speech (UPOS) · headword · mood (imperative …) · voice (active, passive) · person of the
subject (1, 2, 3, none) · whom or what an adjective or a noun is said about (words, ``@classes``)."""
PROPER = "PROPN"
"""Stands for any name among the values of ``target``; written ``@NAME``."""


class Condition(NamedTuple):
    """One thing that must be so (or, with ``wanted`` False, must not)."""

    capture: str
    key: str
    wanted: bool
    values: tuple[str, ...]


def parse_condition(text: str, path: str, line: int) -> Condition:
    """Return the condition that ``text`` spells. Raises ``LexiconError``."""
    left, sign, right = text.partition("!=") if "!=" in text else text.partition("=")
    capture, colon, key = left.rpartition(":")
    key, values = key.strip(), tuple(part.strip() for part in right.split("/"))
    if not sign or not all(values) or (colon and not capture.strip()):
        raise LexiconError(
            f"{text!r} is not a condition", path=path, line=line, hint='write "word: pos = VERB"'
        )
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1)
        raise LexiconError(
            f"a condition cannot ask for {key!r}",
            path=path,
            line=line,
            hint=f"did you mean {near[0]!r}?" if near else f"known: {', '.join(KEYS)}",
        )
    return Condition(capture.strip(), key, sign == "=", values)


def compile_condition(
    condition: Condition, vocabulary: Vocabulary
) -> tuple[str, str, bool, frozenset[str]]:
    """Return ``condition`` with its classes looked up and its words folded.

    Raises ``PatternError`` for a class that the language does not have.
    """
    values: set[str] = set()
    for value in condition.values:
        if value.startswith(("@", "~")):
            values |= _single_words(vocabulary.expand(value))
        elif condition.key in ("lemma", "target"):
            values.add(fold(value))
        else:
            values.add(value.lower())
    return (condition.capture, condition.key, condition.wanted, frozenset(values))


def _single_words(node: Node) -> set[str]:
    options: Sequence[Node] = node.options if isinstance(node, Choice) else (node,)
    words: set[str] = set()
    for option in options:
        if isinstance(option, WordTest):
            words |= option.words | {fold(word) for word in option.exact}
            if option.flags & NAME:
                words.add(PROPER)
    return words
