"""A piece of a document and its paragraphs at work: words, sentences, masks, matches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from servicetone.lexicon.artefact import Compiled
from servicetone.match.look import Announced, Look
from servicetone.match.matcher import Hit, Matcher
from servicetone.match.veto import Surroundings
from servicetone.model import Span
from servicetone.text.fold import fold
from servicetone.text.masks import Mask, masks, placeholders, quotations
from servicetone.text.respell import needs_respelling, respell
from servicetone.text.segment import paragraphs, sentences
from servicetone.text.tokens import Sentence, tokenise
from servicetone.text.view import TextView

_BEFORE = 3
"""Sentences before a match that a veto may look at."""
_AFTER = 2
"""Sentences after a match that a veto may look at."""
_LEAD_IN = 800
"""Code points before a paragraph in which the paragraph that introduces it is looked for."""
_NEXT = 400
"""Code points after a paragraph in which the next one is looked for."""
_FOREIGN = frozenset({"code", "url", "email", "history"})
"""Kinds of masks whose text is not the writer's prose."""


class Piece:
    """A document, or one block of it: its view, and where it begins in the original text."""

    def __init__(self, view: TextView, base: int = 0, entry: str | None = None) -> None:
        self.view = view
        self.base = base
        self.entry = entry

    @cached_property
    def _foreign(self) -> list[tuple[int, int, str]]:
        found = masks(self.view.text)
        return [(mask.start, mask.end, mask.kind) for mask in found if mask.kind in _FOREIGN]

    def foreign(self, start: int, end: int) -> str | None:
        """Return the kind of mask (code, url, …) that covers part of ``view.text[start:end]``."""
        place = bisect_right(self._foreign, (start, len(self.view.text), ""))
        for mask_start, mask_end, kind in self._foreign[max(0, place - 1) : place + 1]:
            if mask_start < end and start < mask_end:
                return kind
        return None

    def paragraphs(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the paragraphs of ``view.text[start:end]``."""
        return [(start + s, start + e) for s, e in paragraphs(self.view.text[start:end])]

    def lead_in(self, start: int) -> tuple[Sentence, ...]:
        """Return the last sentence of the paragraph that introduces the one at ``start``.

        It ends with a colon and only list items stand between.
        """
        text = self.view.text
        for s, e in reversed(self.paragraphs(max(0, start - _LEAD_IN), start)):
            if text[s:e].rstrip().endswith(":"):
                return (tokenise(text, *sentences(text, s, e)[-1]),)
        return ()

    def next_sentences(self, end: int, count: int) -> tuple[Sentence, ...]:
        """Return up to ``count`` sentences of the paragraph after the one that ends at ``end``."""
        text = self.view.text
        following = self.paragraphs(end, min(len(text), end + _NEXT)) if count else []
        return tuple(
            tokenise(text, *span)
            for s, e in following[:1]
            for span in sentences(text, s, e)[:count]
        )


class Paragraph:
    """A paragraph, respelled for one language where its spelling needs it.

    Offsets of ``text``, of sentences and of hits are code points of the paragraph as respelled;
    ``in_view`` and ``original`` map them back.
    """

    def __init__(
        self, piece: Piece, start: int, text: str, respelled: TextView | None, matcher: Matcher
    ) -> None:
        self.piece = piece
        self.start = start
        self.text = text
        self.respelled = respelled
        self._matcher = matcher

    @classmethod
    def of(
        cls,
        piece: Piece,
        start: int,
        end: int,
        lexicon: Compiled,
        matcher: Matcher,
        *,
        plain: bool = False,
    ) -> Paragraph:
        """Return the paragraph at ``piece.view.text[start:end]``; ``plain`` if its spelling is known to be."""
        text = piece.view.text[start:end]
        if plain or not needs_respelling(text, fold(text), lexicon.spelling):
            return cls(piece, start, text, None, matcher)
        respelled = respell(TextView(text, text), 0, len(text), lexicon.spelling)
        return cls(piece, start, respelled.text, respelled, matcher)

    def in_view(self, start: int, end: int) -> Span:
        """Return where ``text[start:end]`` stands in the view of the piece."""
        if self.respelled is not None:
            start, end = self.respelled.original_span(start, end)
        return Span(self.start + start, self.start + end)

    def original(self, start: int, end: int) -> Span:
        """Return where ``text[start:end]`` stands in the original text."""
        found = self.piece.view.original_span(*self.in_view(start, end))
        return Span(self.piece.base + found.start, self.piece.base + found.end)

    @cached_property
    def placeholders(self) -> tuple[Mask, ...]:
        """Placeholders such as ``{{name}}``: one transparent word each."""
        return placeholders(self.text)

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Insides of quotation marks."""
        return quotations(self.text, 0, len(self.text))

    @cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where the sentences stand."""
        return sentences(self.text, 0, len(self.text))

    def sentence(self, span: tuple[int, int]) -> Sentence:
        """Return the words of the sentence at ``span``."""
        found = self._sentences.get(span)
        if found is None:
            found = self._sentences[span] = tokenise(self.text, *span, self.placeholders)
        return found

    @cached_property
    def _lead_in(self) -> tuple[Sentence, ...]:
        return self.piece.lead_in(self.start)

    @cached_property
    def _sentences(self) -> dict[tuple[int, int], Sentence]:
        return {}

    def hits(
        self, look: Look, announced: Sequence[Announced]
    ) -> Iterator[tuple[int, tuple[int, int], Hit]]:
        """Yield (pattern number, place of the sentence, hit) of every pattern that matches.

        Only sentences that touch ``announced`` (stretches of the view, sorted) or that
        respelling changed are looked at.
        """
        programs = look.lexicon.programs
        for span, patterns in self._candidates(look, announced):
            for pattern in patterns:
                for hit in self._matcher.find(programs[pattern], self.sentence(span)):
                    yield pattern, span, hit

    def _candidates(
        self, look: Look, announced: Sequence[Announced]
    ) -> Iterator[tuple[tuple[int, int], Sequence[int]]]:
        """Yield each sentence to look at, with the patterns that may match in it."""
        if self.respelled is None:
            for start, end, patterns in announced:
                for span in self._within(start - self.start, end - self.start):
                    yield span, patterns
            return
        for span in self.spans:
            text = self.text[slice(*span)]
            place = self.in_view(*span)
            changed = text != self.piece.view.text[slice(*place)]
            if changed or any(each.touches(place) for each in announced):
                for each in look.at(text)[0]:
                    yield span, each.patterns

    def _within(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the sentences that share text with ``text[start:end]``, which begins with one."""
        if "\n" in self.text:  # where a line ends a sentence depends on all lines
            return [span for span in self.spans if span[0] < end and start < span[1]]
        return sentences(self.text, max(0, start), min(end, len(self.text)))

    def surroundings(self, span: tuple[int, int]) -> Surroundings:
        """Return what stands around the sentence at ``span``."""
        return Surroundings(
            self.sentence(span),
            partial(self._before, span),
            partial(self._after, span),
            self._lead_in,
            self.quotations,
        )

    def _before(self, span: tuple[int, int]) -> tuple[Sentence, ...]:
        """Return the sentences that stand right before the one at ``span``, the nearest first."""
        number = bisect_left(self.spans, span)
        before = self.spans[max(0, number - _BEFORE) : number]
        return tuple(self.sentence(each) for each in reversed(before))

    def _after(self, span: tuple[int, int]) -> tuple[Sentence, ...]:
        """Return the sentences that stand right after the one at ``span``, the nearest first."""
        number = bisect_left(self.spans, span) + 1
        after = self.spans[number : number + _AFTER]
        own = tuple(self.sentence(each) for each in after)
        end = self.in_view(0, len(self.text)).end
        return own + self.piece.next_sentences(end, _AFTER - len(own))
