"""What stands before a wording: openers that keep the sting, and whose capital it takes over."""

from __future__ import annotations

from servicetone.text.fold import fold
from servicetone.wording.place import Place

_COMMA = " \t\n\u00a0,;–—-"
_LONGEST = 4
"""Words of a phrase in the lists *openers* and *purposes*."""


def cool_opening(place: Place, first: int, wording: str) -> tuple[int, bool]:
    """Return from which word on ``wording`` is best put, if it may be from ``first`` on.

    "Ja ja," goes with the flagged words; before an offer "Nej tack," goes too, and after "Nej" the
    offer is a sentence of its own (the second value): a no stays a no, but nothing is refused.
    """
    if not first or not place.only_leads(first):
        return first, False
    words, grammar = place.sentence.words, place.grammar
    offered = fold(wording).split()
    offers = offered[0] in grammar.offering and grammar.negators.isdisjoint(offered)
    start = end = first
    while start == end and end:
        for size in range(min(_LONGEST, end), 0, -1):
            opener = words[end - size : end]
            cold = " ".join(opener) in grammar.openers
            if cold and (offers or grammar.refusals.isdisjoint(opener)):
                start = end - size
                break
        if start == end:
            break
        end = start
    return start, offers and start > 0 and words[start - 1] in grammar.refusals


def begins_large(place: Place, word: int) -> bool:
    """Tell whether what takes the place of ``word`` begins with a capital.

    A name in mid-sentence has a capital of its own, and so has the polite I or De in Danish.
    """
    sentence, grammar = place.sentence, place.grammar
    if place.is_large(word) or word == 0:
        return place.is_large(word)
    if not sentence.surface[word][:1].isupper() or sentence.words[word] in grammar.subjects:
        return False
    gap = place.gap(word)
    known = grammar.light | grammar.finite | grammar.starters | grammar.leads
    return "\n" in gap or bool(gap.strip(_COMMA)) or sentence.words[word] in known


def says_what_for(place: Place, word: int) -> bool:
    """Tell whether a clause of purpose begins at ``word``: "så du förstår"."""
    words = place.sentence.words[word : word + _LONGEST]
    return any(
        " ".join(words[:size]) in place.grammar.purposes for size in range(2, len(words) + 1)
    )
