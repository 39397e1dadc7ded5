"""The suggestions of a match: a rule's wordings fitted to the sentence, placed in the original."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

from servicetone.lexicon.artefact import Compiled, CompiledRule
from servicetone.match.matcher import Hit
from servicetone.match.paragraph import Paragraph
from servicetone.model import Applicability, Finding, Suggestion
from servicetone.records import NamedTuple
from servicetone.text.regexes import Lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.wording.grammar import Grammar, Register

_MARKUP = Lazy(r"<[a-zA-Z/!]|[*_~`\[\]]")
_NEAR = 2_000
"""Code points of a piece that are looked at for forms of address."""


class Wording(NamedTuple):
    """All it takes to suggest something for a match, once it is known what else is flagged."""

    rule: CompiledRule
    audience: str
    paragraph: Paragraph
    sentence: tuple[int, int]
    hit: Hit
    lexicon: Compiled

    def suggestions(self, flagged: Sequence[tuple[int, int]]) -> Iterator[Suggestion]:
        """Yield the warmer wordings, in spans of the original.

        ``flagged`` are the stretches of the original that findings have (sorted, disjoint); what
        stands there is no loss. A change that would cut through markup or take an address away is only shown.
        """
        # Most texts need no wording.
        from servicetone.wording.place import Place
        from servicetone.wording.suggest import Wordings, suggest

        rule, audience, paragraph, hit = self.rule, self.audience, self.paragraph, self.hit
        gap, clause = rule.suggest[audience], rule.instead[audience]
        wordings = Wordings(gap, clause, rule.safe, rule.whole, rule.counts)
        if not wordings.gap and not wordings.clause:
            return
        grammar = self.lexicon.grammar()
        place = Place(
            paragraph.text,
            paragraph.sentence(self.sentence),
            hit.from_,
            hit.to,
            {name: (first, last) for name, first, last in hit.captures},
            grammar,
            self._flagged_words(flagged),
        )
        register = cache(partial(_register, paragraph, self.sentence, grammar))
        for splice, applicability in suggest(wordings, place, register):
            span = paragraph.original(splice.start, splice.end)
            if _is_fragile(paragraph, splice.start, splice.end):
                applicability = Applicability.DISPLAY
            yield Suggestion(span, splice.wording, applicability)

    def _flagged_words(self, flagged: Sequence[tuple[int, int]]) -> frozenset[int]:
        """Return the words of the sentence that some finding has."""
        paragraph, sentence = self.paragraph, self.paragraph.sentence(self.sentence)
        start, end = paragraph.original(*self.sentence)
        first = max(0, bisect_left(flagged, (start,)) - 1)
        near = [each for each in flagged[first : bisect_left(flagged, (end,))] if start < each[1]]
        if len(near) < 2:
            return frozenset()
        places = [paragraph.original(*each) for each in zip(sentence.starts, sentence.ends)]
        return frozenset(
            word
            for word, place in enumerate(places)
            if any(first <= place.start < last for first, last in near)
        )


def with_wordings(
    findings: Sequence[Finding], wordings: Mapping[int, Wording]
) -> Iterator[Finding]:
    """Yield ``findings`` with their suggestions; ``wordings`` go by the identity of a finding."""
    flagged = sorted((each.start, each.end) for each in findings)
    for finding in findings:
        found = tuple(wordings[id(finding)].suggestions(flagged))
        yield finding._replace(suggestions=found) if found else finding


def _register(paragraph: Paragraph, sentence: tuple[int, int], grammar: Grammar) -> Register:
    from servicetone.wording.template import register_of

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
    return original != view and _MARKUP.use.search(original) is not None
