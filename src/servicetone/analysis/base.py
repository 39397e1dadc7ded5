"""What a rule may know of the words around it, whoever analysed them.

The names are those of Universal Dependencies (https://universaldependencies.org).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from servicetone.records import NamedTuple


class Token(NamedTuple):
    """One word of an analysed sentence."""

    start: int
    """Code points of the text that was analysed, half open."""
    end: int
    form: str
    lemma: str
    upos: str
    """Universal part of speech: NOUN, VERB, ADJ …"""
    feats: Mapping[str, str]
    """Universal features: ``{"Mood": "Imp"}``."""
    head: int | None
    """Place of the head in the sentence; None for the root."""
    deprel: str
    """Universal relation to the head, e.g. ``nsubj``."""


class Analyser(Protocol):
    """Tells the words of a sentence apart. It is only asked about sentences with a candidate."""

    def sentence(self, text: str, start: int, end: int, language: str) -> Sequence[Token]:
        """Return the words of the sentence that holds ``text[start:end]``.

        Nothing is returned where the analyser does not know: the rule then says what to do.
        """
