"""The rules of one language at work on a stretch of text."""

from __future__ import annotations

from collections.abc import Iterator

from servicetone.lexicon.artefact import Compiled, CompiledRule
from servicetone.match.look import Announced, Look
from servicetone.match.matcher import Hit, Matcher
from servicetone.match.paragraph import Paragraph, Piece
from servicetone.match.sieve import Sieve
from servicetone.match.veto import Vetoes
from servicetone.match.wordings import Wording
from servicetone.model import Category, Finding, Severity
from servicetone.records import NamedTuple
from servicetone.text.segment import blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.analysis.base import Analyser
    from servicetone.text.tokens import Sentence

Match = tuple[Paragraph, int, "tuple[int, int]", Hit]
"""A pattern (by number) and what it takes of the sentence at a place of the paragraph."""
Judged = tuple[Finding, "tuple[str, str] | None", Wording]
"""A finding, the veto against it (name, evidence) if there is one, and what could be suggested."""


class Engine(NamedTuple):
    """A compiled lexicon with the rules that are switched on; shared by threads, never changed."""

    lexicon: Compiled
    matcher: Matcher
    look: Look
    vetoes: Vetoes
    enabled: frozenset[int]
    messages: str
    """The language of messages."""

    @classmethod
    def of(cls, lexicon: Compiled, enabled: frozenset[int], messages: str | None) -> Engine:
        """Return the engine of ``lexicon`` with the rules numbered in ``enabled``."""
        words = lexicon.words
        matcher = Matcher(
            lexicon.tests, words["particles"], words["clause-starters"], words["names"]
        )
        return cls(
            lexicon,
            matcher,
            Look(lexicon, Sieve(lexicon.tests, matcher.particles, matcher.clause_starters)),
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
        """Yield what the rules find in ``piece.view.text[start:end]``, vetoed matches included."""
        for paragraph, pattern, span, hit in self.matches(piece, start, end):
            number = self.lexicon.owners[pattern]
            if number in self.enabled:
                rule = self.lexicon.rule(number)
                if audience in rule.severity:
                    yield self._judge(rule, paragraph, span, hit, audience, analyser)

    def matches(self, piece: Piece, start: int, end: int) -> Iterator[Match]:
        """Yield where patterns match in ``piece.view.text[start:end]``, of all rules.

        Nearly all text is left after the first look: its words announce no pattern.
        """
        text = piece.view.text
        for first, last in blocks(text, start, end):
            found, odd = self.look.at(text[first:last])
            if not found and not odd:
                continue
            announced = [Announced(first + s, first + e, each) for s, e, each in found]
            places = piece.paragraphs(first, last)
            for place in places:
                within = [each for each in announced if each.touches(place)]
                if within or odd:
                    # Of several paragraphs one may need what all together do not.
                    plain = not odd and len(places) == 1
                    paragraph = Paragraph.of(piece, *place, self.lexicon, self.matcher, plain=plain)
                    for pattern, span, hit in paragraph.hits(self.look, within):
                        yield paragraph, pattern, span, hit

    def _judge(
        self,
        rule: CompiledRule,
        paragraph: Paragraph,
        span: tuple[int, int],
        hit: Hit,
        audience: str,
        analyser: Analyser | None,
    ) -> Judged:
        sentence = paragraph.sentence(span)
        start, end = sentence.starts[hit.from_], sentence.ends[hit.to]
        finding = self._finding(rule, paragraph, hit, audience, span)
        wording = Wording(rule, audience, paragraph, span, hit, self.lexicon)
        reason = self.vetoes.reason(rule, hit, paragraph.surroundings(span))
        if reason is None and (kind := paragraph.piece.foreign(*paragraph.in_view(start, end))):
            reason = (kind, "")
        if reason is None and rule.where:
            reason = self._analysed(rule, paragraph, sentence, hit, analyser)
        return finding, reason, wording

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
            place = paragraph.original(sentence.starts[first], sentence.ends[last])
            places[name] = (place.start - base, place.end - base)
        text, language = paragraph.piece.view.original, self.lexicon.language
        tokens = analyser.sentence(text, *places[""], language) if analyser else ()
        if not tokens:
            return None if rule.keep else ("where", "not analysed")
        evidence = unmet(rule.where, places, tokens)
        return None if evidence is None else ("where", evidence)

    def _finding(
        self,
        rule: CompiledRule,
        paragraph: Paragraph,
        hit: Hit,
        audience: str,
        sentence_at: tuple[int, int],
    ) -> Finding:
        sentence = paragraph.sentence(sentence_at)
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
            advice=rule.advice or None,
            entry=paragraph.piece.entry,
        )
