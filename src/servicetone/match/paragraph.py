"""A piece of a document and its paragraphs at work: words, sentences, masks, matches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from servicetone.lexicon.artefact import Compiled
from servicetone.match.matcher import Hit, Matcher
from servicetone.match.sieve import Sieve
from servicetone.match.veto import Surroundings
from servicetone.model import Span
from servicetone.text.fold import fold
from servicetone.text.masks import Mask, masks, quotations
from servicetone.text.respell import needs_respelling, respell
from servicetone.text.segment import paragraphs, sentences
from servicetone.text.tokens import Sentence, tokenise
from servicetone.text.view import TextView

_BEFORE = 3
"""Sentences before a match that a veto may look at."""
_STRETCH = 300
"""Code points looked at in one go: fewer would cost more calls, more would make words from far
apart look like a candidate."""
_FARTHEST = 2_000
"""Code points after which a text without any sentence end is cut at a space."""
_SENTENCE_END = re.compile(r"\n\s*\n|[.!?]\s+(?=[A-ZÅÄÖÆØ])")
_LEAD_IN = 800
"""Code points before a paragraph in which the paragraph that introduces it is looked for."""
_PLACEHOLDER_CUES = ("{", "[", "%", "<")
_FOREIGN = frozenset({"code", "url", "email", "history"})
"""Kinds of masks whose text is not the writer's prose."""


class Words(NamedTuple):
    """The words of a stretch of text as the index wants them.

    Placeholders are left out: like pictographs, they stand in nobody's way. ``exact`` tells that
    no pictograph is there that a pattern looks for, so that these are all the words that count.
    """

    folded: str
    following: list[str]
    present: set[str]
    exact: bool

    @classmethod
    def of(cls, text: str, signs: frozenset[str]) -> Words:
        """Fold ``text`` and split it; ``signs`` are the pictographs that announce a pattern."""
        folded = fold(text)
        if any(cue in text for cue in _PLACEHOLDER_CUES):
            folded = _without_placeholders(text, folded)
        following = folded.split()
        present = set(following)
        seen = [sign for sign in signs if sign in text] if signs and not text.isascii() else []
        present.update(seen)
        return cls(folded, following, present, not seen)

    def candidates(self, lexicon: Compiled, sieve: Sieve) -> list[int]:
        """Return the numbers of the patterns that may match somewhere in the text, sorted."""
        found = lexicon.lookup.candidates(self.following, self.present, near=self.exact)
        if not found:
            return found
        several = sorted(set(found))
        if not self.exact:
            return several
        sifting = sieve.over(self.following)
        return [each for each in several if sifting.lets_through(lexicon.programs[each])]


def _without_placeholders(text: str, folded: str) -> str:
    parts, at = [], 0
    for mask in masks(text):
        if mask.kind == "placeholder":
            parts += [folded[at : mask.start], " " * (mask.end - mask.start)]
            at = mask.end
    return "".join([*parts, folded[at:]])


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of a few hundred code points that end where a sentence probably does.

    They serve the first look only: a text without any sentence end is cut at a space.
    """
    while end - start > _STRETCH:
        found = _SENTENCE_END.search(text, start + _STRETCH, min(end, start + _FARTHEST))
        if found:
            at = found.end()
        else:
            space = text.rfind(" ", start + _STRETCH, min(end, start + _FARTHEST))
            at = space + 1 if space >= 0 else min(end, start + _FARTHEST)
        yield start, at
        start = at
    if start < end:
        yield start, end


def overlapping(
    places: Sequence[tuple[int, int]], marked: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Sequence[tuple[int, int]]]]:
    """Yield each of ``places`` that shares text with some of ``marked``, with those.

    Both are sorted and each is disjoint; linear in their number.
    """
    first = 0
    for start, end in places:
        while first < len(marked) and marked[first][1] <= start:
            first += 1
        last = first
        while last < len(marked) and marked[last][0] < end:
            last += 1
        if last > first:
            yield (start, end), marked[first:last]


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
        cls, piece: Piece, start: int, end: int, lexicon: Compiled, matcher: Matcher
    ) -> Paragraph:
        """Return the paragraph at ``piece.view.text[start:end]``."""
        text = piece.view.text[start:end]
        folded = fold(text)
        if not needs_respelling(text, folded, folded.split(), lexicon.spelling):
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
        return tuple(mask for mask in masks(self.text) if mask.kind == "placeholder")

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Insides of quotation marks."""
        return quotations(self.text, 0, len(self.text))

    @cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where the sentences stand."""
        return sentences(self.text, 0, len(self.text))

    def sentence(self, number: int) -> Sentence:
        """Return the words of sentence ``number``."""
        if number not in self._sentences:
            self._sentences[number] = tokenise(self.text, *self.spans[number], self.placeholders)
        return self._sentences[number]

    @cached_property
    def _lead_in(self) -> tuple[Sentence, ...]:
        return self.piece.lead_in(self.start)

    @cached_property
    def _sentences(self) -> dict[int, Sentence]:
        return {}

    def hits(
        self, lexicon: Compiled, sieve: Sieve, within: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, Hit]]:
        """Yield (pattern number, sentence number, hit) of every pattern that matches.

        Only sentences that touch ``within`` (stretches of the view, sorted) or that respelling
        changed are looked at.
        """
        signs = lexicon.lookup.signs
        plain: list[tuple[int, int]] = [self.in_view(start, end) for start, end in self.spans]
        touched = {place for place, _ in overlapping(plain, within)}
        for number, (start, end) in enumerate(self.spans):
            text = self.text[start:end]
            if plain[number] not in touched and text == self.piece.view.text[slice(*plain[number])]:
                continue
            for pattern in Words.of(text, signs).candidates(lexicon, sieve):
                for hit in self._matcher.find(lexicon.programs[pattern], self.sentence(number)):
                    yield pattern, number, hit

    def surroundings(self, number: int) -> Surroundings:
        """Return what stands around sentence ``number``."""
        before = range(number - 1, max(-1, number - 1 - _BEFORE), -1)
        return Surroundings(
            self.sentence(number),
            tuple(self.sentence(each) for each in before),
            self._lead_in,
            self.quotations,
        )
