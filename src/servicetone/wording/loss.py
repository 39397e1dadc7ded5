"""Weigh what a sentence would lose if another clause took the place of one of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from servicetone.records import NamedTuple
from servicetone.text.fold import fold
from servicetone.text.regexes import Lazy
from servicetone.text.tokens import PLACEHOLDER
from servicetone.wording.clause import own_clause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicetone.wording.clause import Unit
    from servicetone.wording.place import Place, Splice

_WORD = Lazy(r"[^\W_]+")
_BESIDE_VERB = 4
_BESIDE_PART = 2
_BEYOND = 1
"""So many words of matter may go with flagged words that hold the verb of what is said, or not; and
from the clauses around."""


class Loss(NamedTuple):
    """What a replacement would take away besides the flagged words."""

    facts: bool
    """Numerals, names, placeholders: they never go unseen."""
    message: bool
    """Negations, numbers in words, days, months; what follows "att" or "at"."""
    words: int
    """Number of other words that carry matter, in the clause of the flagged words."""
    beyond: int
    """Number of such words in other clauses, which say something of their own."""

    def is_too_much(self, most: int) -> bool:
        """Tell whether more than ``most`` words of matter would go, or what is said."""
        return self.message or self.words + self.beyond > most or self.beyond > _BEYOND


def loss_of(
    place: Place, unit: Unit, used: Iterable[str], wording: str, *, accompanies: bool = False
) -> Loss:
    """Return what is lost when ``wording`` with the captures ``used`` replaces ``unit``.

    ``accompanies`` says that the flagged words only lead up to what is said: "jag sa ju att".
    """
    sentence, grammar = place.sentence, place.grammar
    kept = {*range(place.from_, place.to + 1), *place.flagged}
    for name in used:
        first, last = place.captures[name]
        kept.update(range(first, last + 1))
    said = set(fold(wording).split())
    shouted = not any(char.islower() for word in sentence.surface for char in word)
    own = range(*own_clause(place))
    facts, message, words, beyond = False, False, 0, 0
    in_content = accompanies and sentence.words[place.to] in grammar.contents
    for each in range(unit.first, unit.end):
        word, surface = sentence.words[each], sentence.surface[each]
        in_content |= each > place.to and word in grammar.contents
        if each in kept or word in said:
            continue
        if word == PLACEHOLDER or any(map(str.isdigit, word)):
            facts = True
        elif word in grammar.negators:
            message = True
        elif word in grammar.light or word in grammar.finite or not word[:1].isalnum():
            continue
        elif not shouted and _is_name(surface, is_first=each == 0):
            facts = True
        elif word in grammar.facts:
            message = True
        else:
            words += each in own
            beyond += each not in own
            message |= in_content and each > place.to
    return Loss(facts, message, words, beyond)


def _is_name(surface: str, *, is_first: bool) -> bool:
    """Tell whether a word is written like a name: "Anna", "eSIM"; "MEJLET" only shouts."""
    if surface.isupper():
        return False
    return any(map(str.isupper, surface[1:])) or (surface[:1].isupper() and not is_first)


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


def most_lost(place: Place) -> int:
    """Return how many words of matter may go with the flagged ones.

    None beside "som jag redan skrivit", which only accompanies what is said; some where the
    flagged words are a part of it; more where they hold its verb: "du har inte läst", "att du inte
    har läst". Where no verb is known, it is taken to stand among the first words.
    """
    words, grammar = place.sentence.words[place.from_ : place.to + 1], place.grammar
    begins = words[0] in grammar.starters - grammar.contents - grammar.asides
    if begins and not has_turned(place):
        return 0
    if not grammar.finite.isdisjoint(words):
        return _BESIDE_VERB
    others = (*place.sentence.words[: place.from_], *place.sentence.words[place.to + 1 :])
    holds = place.only_leads(place.from_) and grammar.finite.isdisjoint(others)
    return _BESIDE_VERB if holds else _BESIDE_PART


def has_turned(place: Place) -> bool:
    """Tell whether a main clause begins among the flagged words: "som sagt *är det* inte"."""
    words, grammar = place.sentence.words[place.from_ : place.to + 1], place.grammar
    return any(
        verb in grammar.finite and subject in grammar.subjects
        for verb, subject in pairwise(words[1:])
    )
