"""Turn what a rule suggests into changes that fit the place of a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servicetone.model import Applicability
from servicetone.records import NamedTuple
from servicetone.wording.clause import Unit, replace, unit_of
from servicetone.wording.delete import delete
from servicetone.wording.grammar import Register
from servicetone.wording.loss import Loss, facts_among, is_fact, is_told, loss_of
from servicetone.wording.place import Place, Splice, capital, is_balanced
from servicetone.wording.template import address, fill, has_blank, slots

_SHOUTED = 2
"""Words in capitals after the first from which on they are no name such as "ICA MAXI"."""


class Wordings(NamedTuple):
    """What a rule suggests.

    ``gap`` stands in place of the flagged words, ``clause`` in place of the whole clause or
    sentence that holds them; ``safe`` says that the former cannot change the meaning,
    ``whole`` that the sentence says nothing beside the sting: its other words may go too.
    """

    gap: tuple[str, ...]
    clause: tuple[str, ...]
    safe: bool
    whole: bool = False
    counts: bool = False
    """Whether a number among the flagged words is the reproach: "för tredje gången"."""


def suggest(
    wordings: Wordings, place: Place, register: Callable[[], Register]
) -> Iterator[tuple[Splice, Applicability]]:
    """Yield the changes for ``place`` in the order of the rule, those to be spliced in first.

    ``register`` is asked, where it matters, how the text speaks to its reader.
    """
    shown: list[tuple[Splice, Applicability]] = []
    facts = frozenset() if wordings.counts else facts_among(place)
    for splice, applicability in _all(wordings, place, register):
        if not is_told(facts, place, splice):
            applicability = Applicability.DISPLAY
        if not is_balanced(place.text[splice.start : splice.end]):
            applicability = Applicability.DISPLAY
        if applicability is Applicability.DISPLAY:
            shown.append((splice, applicability))
        else:
            yield splice, applicability
    yield from shown


def _all(
    wordings: Wordings, place: Place, register: Callable[[], Register]
) -> Iterator[tuple[Splice, Applicability]]:
    safe = wordings.safe and not any(map(is_fact, place.sentence.words[place.from_ : place.to + 1]))
    for template in wordings.gap:
        gone = delete(place) if not template else None
        if gone is not None:
            yield gone, Applicability.SAFE if safe else Applicability.UNSAFE
        if not template:
            continue
        wording = _filled(template, place, register)
        if wording is not None:
            unsafe = not safe or has_blank(template)
            yield _in_gap(place, wording), Applicability.UNSAFE if unsafe else Applicability.SAFE
    unit = unit_of(place) if wordings.clause else None
    for template in wordings.clause:
        wording = _filled(template, place, register)
        if wording is None or unit is None:
            continue
        if (replaced := _for_clause(place, unit, wording, slots(template))) is None:
            continue
        splice, loss = replaced
        shown = loss.facts or (loss.matter and not wordings.whole)
        yield splice, Applicability.DISPLAY if shown else Applicability.UNSAFE


def _for_clause(
    place: Place, unit: Unit, wording: str, used: set[str]
) -> tuple[Splice, Loss] | None:
    splice = replace(place, unit, wording)
    if splice is None:
        unit = Unit(0, unit.end, False, unit.parts_right)
        splice = replace(place, unit, wording)
    return None if splice is None else (splice, loss_of(place, unit, used, wording))


def _filled(template: str, place: Place, register: Callable[[], Register]) -> str | None:
    captures = {
        name: _captured(place, first, last) for name, (first, last) in place.captures.items()
    }
    return fill(address(template, register()), captures)


def _captured(place: Place, first: int, last: int) -> str:
    """Return what a pattern remembered: small where only its place gave it a capital, or a shout."""
    sentence = place.sentence
    text = place.text[sentence.starts[first] : place.end_of(last)]
    if text.isupper() and (place.shouts or last - first >= _SHOUTED):
        return text.lower()
    if first == 0 and sentence.surface[0][1:].islower():
        return text[:1].lower() + text[1:]
    return text


def _in_gap(place: Place, wording: str) -> Splice:
    start = place.sentence.starts[place.from_]
    if place.is_large(place.from_):
        wording = capital(wording)
    if place.from_ and wording.startswith(","):
        start = place.end_of(place.from_ - 1)
    return Splice(start, place.end_of(place.to), wording)
