"""What is already good in a text: warm markers, and the checklist of a reply to a customer.

Nothing here runs unless somebody asks: a check alone neither loads nor matches the markers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from servicetone.errors import ConfigError
from servicetone.lexicon.artefact import Compiled
from servicetone.lexicon.warm import MARKERS, load_warm
from servicetone.match.matcher import Matcher
from servicetone.match.paragraph import Paragraph, Piece
from servicetone.match.sieve import Sieve
from servicetone.match.veto import Vetoes
from servicetone.model import Document, Finding, Marker
from servicetone.text.masks import masks
from servicetone.text.view import view_of

ITEMS = {
    "acknowledges": ("acknowledges", "owns-mistake", "thanks"),
    "answers": ("answers",),
    "next-step": ("next-step", "offers-help"),
    "when": ("when",),
    "contact": ("contact",),
    "thanks": ("thanks",),
    "owns-mistake": ("owns-mistake",),
    "offers-help": ("offers-help",),
    "checks-in": ("checks-in",),
    "celebrates": ("celebrates",),
}
"""What a checklist can ask for, and the kinds of markers that show it."""


class Checklist(NamedTuple):
    """What a team wants in a reply to a customer.

    A text with fewer ``words`` is a chat snippet, of which nothing is asked. With ``required``
    a run fails where an item is missing.
    """

    items: tuple[str, ...] = ("acknowledges", "answers", "next-step", "when", "contact")
    words: int = 25
    required: bool = False


DEFAULT = Checklist()


class Item(NamedTuple):
    """One line of a checklist; ``marker`` shows it, None where nothing does."""

    name: str
    marker: Marker | None

    @property
    def is_done(self) -> bool:
        """Tell whether the text has it."""
        return self.marker is not None


class _Listener(NamedTuple):
    """The markers of one language, ready to be looked for."""

    lexicon: Compiled
    matcher: Matcher
    sieve: Sieve
    vetoes: Vetoes


def markers(
    document: Document, language: str | None, findings: Iterable[Finding] = ()
) -> tuple[Marker, ...]:
    """Return the warm markers of a document in ``language``, sorted by start.

    What overlaps one of ``findings`` is left out: congratulations that are meant as a sting warm
    nobody. Without a language that is known there are none.
    """
    if language not in ("sv", "da", "nb", "nn"):
        return ()
    found = sorted(_found(document, language), key=lambda each: (each.start, -each.end))
    stings = [(each.start, each.end) for each in findings]
    kept: list[Marker] = []
    for marker in found:
        covered = any(
            each.kind == marker.kind and marker.start < each.end for each in kept[-len(MARKERS) :]
        )
        stung = any(start < marker.end and marker.start < end for start, end in stings)
        if not covered and not stung:
            kept.append(marker)
    return tuple(kept)


def checklist(
    document: Document, found: Sequence[Marker], wanted: Checklist = DEFAULT
) -> tuple[Item, ...]:
    """Return the checklist of a reply; empty for colleagues' texts and for chat snippets."""
    if document.audience != "customer" or len(document.text.split()) < wanted.words:
        return ()
    return tuple(
        Item(name, next((each for each in found if each.kind in ITEMS[name]), None))
        for name in wanted.items
    )


def decode_checklist(text: str, path: str) -> Checklist:
    """Return the checklist that the TOML in ``text`` describes. Raises ``ConfigError``."""
    from difflib import get_close_matches

    from servicetone.errors import LexiconError
    from servicetone.lexicon.decode import parse_toml

    try:
        data = parse_toml(text, path)
    except LexiconError as error:
        raise ConfigError(error.message, path=path, line=error.line, hint=error.hint) from None
    default = DEFAULT
    if unknown := data.keys() - set(Checklist._fields):
        known = ", ".join(Checklist._fields)
        raise ConfigError(f"a checklist has no {min(unknown)!r}", path=path, hint=f"it has {known}")
    items = data.get("items", list(default.items))
    if not isinstance(items, list) or not items:
        raise ConfigError(
            "'items' is a list of names", path=path, hint='items = ["acknowledges", "when"]'
        )
    for name in items:
        if name not in ITEMS:
            near = get_close_matches(str(name), ITEMS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(ITEMS)}"
            raise ConfigError(f"a checklist cannot ask for {name!r}", path=path, hint=hint)
    words, required = data.get("words", default.words), data.get("required", False)
    if not isinstance(words, int) or isinstance(words, bool) or words < 0:
        raise ConfigError("'words' is a number", path=path, hint="words = 25")
    if not isinstance(required, bool):
        raise ConfigError("'required' is true or false", path=path, hint="required = false")
    return Checklist(tuple(items), words, required)


def _found(document: Document, language: str) -> Iterator[Marker]:
    listener = _listener(language)
    blocks = document.blocks
    stretches = (
        [(view_of(document.text), 0)]
        if blocks is None
        else [
            (view_of(document.text[slice(*block.span)], block.edits), block.span.start)
            for block in blocks
        ]
    )
    for view, base in stretches:
        piece = Piece(view, base)
        for start, end in piece.paragraphs(0, len(view.text)):
            paragraph = Paragraph.of(piece, start, end, listener.lexicon, listener.matcher)
            for kind, first, last in _places(paragraph, listener, start, end):
                span = paragraph.original(first, last)
                words = document.text[slice(*span)]
                yield Marker(kind, language, span.start, span.end, words)


def _places(
    paragraph: Paragraph, listener: _Listener, start: int, end: int
) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of each marker, in code points of the paragraph."""
    lexicon = listener.lexicon
    for pattern, number, hit in paragraph.hits(lexicon, listener.sieve, [(start, end)]):
        sentence = paragraph.sentence(number)
        first, last = sentence.starts[hit.from_], sentence.ends[hit.to]
        if paragraph.piece.foreign(*paragraph.in_view(first, last)) is not None:
            continue
        rule = lexicon.rule(lexicon.owners[pattern])
        if listener.vetoes.reason(rule, hit, paragraph.surroundings(number)) is None:
            yield rule.concept, first, last
    for mask in masks(paragraph.text):
        if mask.kind in ("email", "url"):
            yield "contact", mask.start, mask.end


@lru_cache(maxsize=4)
def _listener(language: str) -> _Listener:
    lexicon = load_warm(language)
    matcher = Matcher(lexicon.tests, lexicon.words["particles"], lexicon.words["clause-starters"])
    return _Listener(
        lexicon, matcher, Sieve(lexicon.tests, matcher.particles), Vetoes(lexicon, matcher)
    )
