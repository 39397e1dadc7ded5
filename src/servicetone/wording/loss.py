"""Weigh what a sentence would lose if another clause took the place of one of its own."""

from __future__ import annotations

from servicetone.records import NamedTuple
from servicetone.text.fold import fold
from servicetone.text.regexes import Lazy
from servicetone.text.tokens import PLACEHOLDER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicetone.wording.clause import Unit
    from servicetone.wording.place import Place, Splice

_WORD = Lazy(r"[^\W_]+")


class Loss(NamedTuple):
    """What a replacement would take away besides the flagged words."""

    facts: bool
    """Numerals, names, placeholders: they never go unseen."""
    matter: bool
    """Other words that say something: negations, numbers in words, days, months, nouns …"""


def loss_of(place: Place, unit: Unit, used: Iterable[str], wording: str) -> Loss:
    """Return what is lost when ``wording`` with the captures ``used`` replaces ``unit``."""
    sentence, grammar = place.sentence, place.grammar
    kept = set(range(place.from_, place.to + 1))
    for name in used:
        first, last = place.captures[name]
        kept.update(range(first, last + 1))
    said = set(fold(wording).split())
    shouted = place.shouts
    facts = matter = False
    for each in range(unit.first, unit.end):
        word, surface = sentence.words[each], sentence.surface[each]
        if each in kept or word in said:
            continue
        if is_fact(word):
            facts = True
        elif each in place.flagged:
            continue
        elif word in grammar.negators:
            matter = True
        elif word in grammar.light or word in grammar.finite or not word[:1].isalnum():
            continue
        elif not shouted and _is_name(surface, is_first=each == 0):
            facts = True
        else:
            matter = True
    return Loss(facts, matter)


def _is_name(surface: str, *, is_first: bool) -> bool:
    """Tell whether a word is written like a name: "Anna", "eSIM"; "MEJLET" only shouts."""
    if surface.isupper():
        return False
    return any(map(str.isupper, surface[1:])) or (surface[:1].isupper() and not is_first)


def is_fact(word: str) -> bool:
    """Tell whether ``word`` is a placeholder or holds a numeral."""
    return word == PLACEHOLDER or any(map(str.isdigit, word))


def facts_among(place: Place) -> frozenset[str]:
    """Return the numbers, days and dates among the flagged words: what a wording must carry over."""
    words = place.sentence.words[place.from_ : place.to + 1]
    return frozenset(
        word for word in words if word in place.grammar.facts or any(map(str.isdigit, word))
    )


def is_told(facts: frozenset[str], place: Place, splice: Splice) -> bool:
    """Tell whether ``facts`` stand in the sentence still, once ``splice`` is made."""
    if not facts:
        return True
    sentence = place.sentence
    left = place.text[sentence.start : splice.start], place.text[splice.end : sentence.end]
    return facts <= {fold(word) for word in _WORD.use.findall(" ".join((*left, splice.wording)))}
