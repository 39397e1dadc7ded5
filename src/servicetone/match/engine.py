"""The rules of one language at work on a stretch of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from servicetone.lexicon.artefact import Compiled, CompiledRule
from servicetone.match.matcher import Hit, Matcher
from servicetone.match.paragraph import Paragraph, Piece, Words, overlapping, stretches
from servicetone.match.sieve import Sieve
from servicetone.match.veto import Vetoes
from servicetone.match.wordings import suggestions
from servicetone.model import Category, Finding, Severity
from servicetone.text.respell import needs_respelling

if TYPE_CHECKING:
    from servicetone.analysis.base import Analyser
    from servicetone.text.tokens import Sentence

_SHORT = 250
"""A paragraph shorter than this shares its stretch with others, and gets a look of its own."""

Judged = tuple[Finding, "tuple[str, str] | None"]
"""A finding, and the veto against it (name, evidence) if there is one."""


class Engine(NamedTuple):
    """A compiled lexicon with the rules that are switched on; shared by threads, never changed."""

    lexicon: Compiled
    matcher: Matcher
    sieve: Sieve
    vetoes: Vetoes
    enabled: frozenset[int]
    messages: str
    """The language of messages."""

    @classmethod
    def of(cls, lexicon: Compiled, enabled: frozenset[int], messages: str | None) -> Engine:
        """Return the engine of ``lexicon`` with the rules numbered in ``enabled``."""
        matcher = Matcher(
            lexicon.tests, lexicon.words["particles"], lexicon.words["clause-starters"]
        )
        return cls(
            lexicon,
            matcher,
            Sieve(lexicon.tests, matcher.particles),
            Vetoes(lexicon, matcher),
            enabled,
            messages or lexicon.language,
        )

    def findings(
        self,
        piece: Piece,
        start: int,
        end: int,
        audience: str,
        analyser: Analyser | None = None,
    ) -> Iterator[Judged]:
        """Yield what the rules find in ``piece.view.text[start:end]``, vetoed matches included.

        Nearly all text is left after the first look: its words announce no pattern.
        """
        text = piece.view.text
        announced = [
            place for place in stretches(text, start, end) if self._announced(text[slice(*place)])
        ]
        if not announced:
            return
        for place, within in overlapping(piece.paragraphs(start, end), announced):
            if place[1] - place[0] < _SHORT and not self._announced(text[slice(*place)]):
                continue
            paragraph = Paragraph.of(piece, *place, self.lexicon, self.matcher)
            for pattern, sentence, hit in paragraph.hits(self.lexicon, self.sieve, within):
                number = self.lexicon.owners[pattern]
                if number in self.enabled:
                    rule = self.lexicon.rule(number)
                    if audience in rule.severity:
                        yield self._judge(rule, paragraph, sentence, hit, audience, analyser)

    def _announced(self, text: str) -> bool:
        """Tell whether any pattern may match in ``text``, as it is or respelled."""
        words = Words.of(text, self.lexicon.lookup.signs)
        return bool(words.candidates(self.lexicon, self.sieve)) or needs_respelling(
            text, words.folded, words.following, self.lexicon.spelling
        )

    def _judge(
        self,
        rule: CompiledRule,
        paragraph: Paragraph,
        number: int,
        hit: Hit,
        audience: str,
        analyser: Analyser | None,
    ) -> Judged:
        sentence = paragraph.sentence(number)
        start, end = sentence.starts[hit.from_], sentence.ends[hit.to]
        finding = self._finding(rule, paragraph, hit, audience, number)
        kind = paragraph.piece.foreign(*paragraph.in_view(start, end))
        if kind is not None:
            return finding, (kind, "")
        reason = self.vetoes.reason(rule, hit, paragraph.surroundings(number))
        if reason is None and rule.where:
            reason = self._analysed(rule, paragraph, sentence, hit, analyser)
        return finding, reason

    def _analysed(
        self,
        rule: CompiledRule,
        paragraph: Paragraph,
        sentence: Sentence,
        hit: Hit,
        analyser: Analyser | None,
    ) -> tuple[str, str] | None:
        """Return what an analysis of the sentence says against ``hit``; see ``match.where``."""
        from servicetone.match.where import unmet  # few rules ask

        base = paragraph.piece.base
        places = {}
        for name, first, last in (("", hit.from_, hit.to), *hit.captures):
            span = paragraph.original(sentence.starts[first], sentence.ends[last])
            places[name] = (span.start - base, span.end - base)
        text, language = paragraph.piece.view.original, self.lexicon.language
        tokens = analyser.sentence(text, *places[""], language) if analyser else ()
        if not tokens:
            return None if rule.keep else ("where", "not analysed")
        evidence = unmet(rule.where, places, tokens)
        return None if evidence is None else ("where", evidence)

    def _finding(
        self, rule: CompiledRule, paragraph: Paragraph, hit: Hit, audience: str, number: int
    ) -> Finding:
        sentence = paragraph.sentence(number)
        span = paragraph.original(sentence.starts[hit.from_], sentence.ends[hit.to])
        base = paragraph.piece.base
        text = paragraph.piece.view.original[span.start - base : span.end - base]
        return Finding(
            rule.concept,
            Category(rule.category),
            Severity(rule.severity[audience]),
            self.lexicon.language,
            span.start,
            span.end,
            text,
            self.lexicon.message(rule.category, self.messages),
            tuple(suggestions(rule, audience, paragraph, number, hit, self.lexicon)),
            rule.advice or None,
            paragraph.piece.entry,
        )
