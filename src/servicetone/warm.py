"""What is already good in a text: warm markers, and the checklist of a reply to a customer.

Nothing here runs unless somebody asks: a check alone neither loads nor matches the markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from servicetone.errors import ConfigError
from servicetone.lexicon.warm import MARKERS, load_warm
from servicetone.match.engine import Engine
from servicetone.match.paragraph import Paragraph, Piece
from servicetone.model import Checklist, ChecklistItem, Document, Finding, Marker
from servicetone.report import Report
from servicetone.text.masks import masks
from servicetone.text.regexes import Lazy
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
DEFAULT = Checklist()
_TELEPHONE = Lazy(
    r"(?:tel|tlf|telefon|ring|nummer)\w*\W{1,20}(\+?\d[\d \-]{5,14}\d)", re.IGNORECASE
)


def markers(
    document: Document, language: str | None, findings: Iterable[Finding] = ()
) -> tuple[Marker, ...]:
    """Return the warm markers of a document in ``language``, sorted by start.

    What overlaps one of ``findings`` is left out: congratulations that are meant as a sting warm
    nobody. Without a language that is known there are none.
    """
    if language not in ("sv", "da", "nb", "nn"):
        return ()
    found = [*_found(document, language), *_addresses(document, language)]
    found.sort(key=lambda each: (each.start, -each.end))
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
) -> tuple[ChecklistItem, ...]:
    """Return the checklist of a reply.

    It is empty for colleagues' texts, for chat snippets and for files that hold many texts.
    """
    if document.audience != "customer" or len(document.text.split()) < wanted.words:
        return ()
    if any(block.name for block in document.blocks or ()):
        return ()
    return tuple(
        ChecklistItem(name, next((each for each in found if each.kind in ITEMS[name]), None))
        for name in wanted.items
    )


def with_warmth(document: Document, report: Report, wanted: Checklist = DEFAULT) -> Report:
    """Return ``report`` with what is already good in ``document``: markers and checklist."""
    found = markers(document, report.language, report.findings)
    return report._replace(markers=found, checklist=checklist(document, found, wanted))


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
    engine = _engine(language)
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
        for paragraph, kind, first, last in _places(engine, Piece(view, base)):
            span = paragraph.original(first, last)
            yield Marker(kind, language, *span, document.text[slice(*span)])


def _places(engine: Engine, piece: Piece) -> Iterator[tuple[Paragraph, str, int, int]]:
    """Yield paragraph, kind, start and end (code points of the paragraph) of each marker."""
    lexicon = engine.lexicon
    for paragraph, pattern, span, hit in engine.matches(piece, 0, len(piece.view.text)):
        sentence = paragraph.sentence(span)
        first, last = sentence.starts[hit.from_], sentence.ends[hit.to]
        if piece.foreign(*paragraph.in_view(first, last)) is not None:
            continue
        rule = lexicon.rule(lexicon.owners[pattern])
        if engine.vetoes.reason(rule, hit, paragraph.surroundings(span)) is None:
            yield paragraph, rule.concept, first, last


def _addresses(document: Document, language: str) -> Iterator[Marker]:
    """Yield e-mail addresses and telephone numbers: they say who to turn to."""
    text = document.text
    for mask in masks(text) if "@" in text else ():
        if mask.kind == "email":
            yield Marker("contact", language, mask.start, mask.end, text[mask.start : mask.end])
    for number in _TELEPHONE.use.finditer(text):
        yield Marker("contact", language, *number.span(), number[0])


@lru_cache(maxsize=4)
def _engine(language: str) -> Engine:
    return Engine.of(load_warm(language), frozenset(), None)
