"""The suggestions of a match: a rule's wordings fitted to the sentence, placed in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from servicetone.lexicon.artefact import Compiled, CompiledRule
from servicetone.match.matcher import Hit
from servicetone.match.paragraph import Paragraph
from servicetone.model import Applicability, Suggestion
from servicetone.wording.grammar import Grammar, Register
from servicetone.wording.place import Place
from servicetone.wording.suggest import Wordings, suggest
from servicetone.wording.template import register_of

_MARKUP = re.compile(r"<[a-zA-Z/!]|[*_~`\[\]]")
_NEAR = 2_000
"""Code points of a piece that are looked at for forms of address."""


def suggestions(
    rule: CompiledRule,
    audience: str,
    paragraph: Paragraph,
    sentence: tuple[int, int],
    hit: Hit,
    lexicon: Compiled,
) -> Iterator[Suggestion]:
    """Yield what to say to ``audience`` for ``hit`` in a sentence, in spans of the original.

    A change that would cut through markup or take an address away is only shown.
    """
    wordings = Wordings(rule.suggest[audience], rule.instead[audience], rule.safe)
    if not wordings.gap and not wordings.clause:
        return
    grammar = lexicon.grammar()
    place = Place(
        paragraph.text,
        paragraph.sentence(sentence),
        hit.from_,
        hit.to,
        {name: (first, last) for name, first, last in hit.captures},
        grammar,
    )
    for splice, applicability in suggest(
        wordings, place, partial(_register, paragraph, sentence, grammar)
    ):
        span = paragraph.original(splice.start, splice.end)
        if _is_fragile(paragraph, splice.start, splice.end):
            applicability = Applicability.DISPLAY
        yield Suggestion(span, splice.wording, applicability)


def _register(paragraph: Paragraph, sentence: tuple[int, int], grammar: Grammar) -> Register:
    near = paragraph.piece.view.text[max(0, paragraph.start - _NEAR) : paragraph.start + _NEAR]
    return register_of((paragraph.text[slice(*sentence)], paragraph.text[:_NEAR], near), grammar)


def _is_fragile(paragraph: Paragraph, start: int, end: int) -> bool:
    """Tell whether the original has markup or an address there that a change would break."""
    place = paragraph.in_view(start, end)
    if paragraph.piece.foreign(*place) is not None:
        return True
    base = paragraph.piece.base
    span = paragraph.original(start, end)
    original = paragraph.piece.view.original[span.start - base : span.end - base]
    view = paragraph.piece.view.text[slice(*place)]
    return original != view and _MARKUP.search(original) is not None
