"""Find the clause or the sentence that holds a finding, and put another in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from servicetone.text.fold import fold
from servicetone.text.tokens import PLACEHOLDER
from servicetone.wording.place import Place, Splice, capital

_CLOSING = re.compile(r"\s*[.!?…]+")
_OWN_CLOSING = re.compile(r"[.!?…:)]\Z")
_COMMA = " \t\n\u00a0,;–—-"
_LEAVES = frozenset((")", "]", ":", "):"))
"""Marks after which a sentence can go on with what it said before."""
_BESIDE_VERB = 4
_BESIDE_PART = 2
"""So many words of matter may go with flagged words that hold the verb of what is said, or not."""
_FIRST_FINITE = 5
"""A main clause has its finite verb among so many first words."""


class Unit(NamedTuple):
    """Words ``first`` up to ``end`` of a sentence, which can be replaced as a whole."""

    first: int
    end: int
    parts_left: bool = False
    """A main clause stands before: the wording becomes a sentence of its own."""
    parts_right: bool = False
    """A main clause follows: it becomes a sentence of its own."""
    inverted: bool = False
    """A clause stands before as the first part of the sentence: the verb comes first."""


class Loss(NamedTuple):
    """What a replacement would take away besides the flagged words."""

    names: bool
    """Numbers, names, placeholders."""
    message: bool
    """Negations, what follows "att" or "at"."""
    words: int
    """Number of other words that carry matter."""


def unit_of(place: Place) -> Unit:
    """Return the smallest clause around the flagged words that what is left does not need.

    In doubt it is the whole sentence.
    """
    cuts = [*_cuts(place)]
    first = max(cut for cut in cuts if cut <= place.from_)
    end = min(cut for cut in cuts if cut > place.to)
    while end < len(place.sentence.words) and not _right_stands(place, end):
        end = min(cut for cut in cuts if cut > end)
    parts_right = end < len(place.sentence.words) and not (
        place.is_sign(end) or place.gap(end).strip(_COMMA)
    )
    while first > 0:
        if _is_verbatim(place, first):
            return Unit(first, end, False, parts_right)
        if _left_stands(place, first):
            return Unit(first, end, True, parts_right)
        if _is_condition(place, first):
            return Unit(first, end, False, parts_right, True)
        first = max(cut for cut in cuts if cut < first)
    words, grammar = place.sentence.words, place.grammar
    for_ = grammar.wanting & grammar.coordinators
    while first < place.from_ and words[first] in grammar.leads:
        if words[first + 1] in for_:
            break  # "Tack för …" goes with what follows
        first += 1
    if _greets(place):
        first = place.from_
    return Unit(first, end, False, parts_right)


def replace(place: Place, unit: Unit, wording: str) -> Splice | None:
    """Return the change that puts ``wording``, a main clause, in place of ``unit``.

    None where the wording would need another word order that it cannot take.
    """
    sentence = place.sentence
    start = sentence.starts[unit.first]
    is_upper = place.is_large(unit.first) or (
        sentence.surface[unit.first][:1].isupper() and not _is_pronoun(place, unit.first)
    )
    if unit.inverted:
        turned = _inverted(wording, place)
        if turned is None:
            return None
        wording = turned
    if unit.parts_left:
        start = sentence.ends[unit.first - 1]
        wording = ". " + capital(wording)
    elif is_upper:
        wording = capital(wording)
    elif _lacks_comma(place, unit.first):
        start = sentence.ends[unit.first - 1]
        wording = ", " + wording
    end, wording = _closed(place, unit, wording)
    return Splice(start, end, wording)


def loss_of(place: Place, unit: Unit, used: Iterable[str], wording: str) -> Loss:
    """Return what is lost when ``wording`` with the captures ``used`` replaces ``unit``."""
    sentence, grammar = place.sentence, place.grammar
    kept = {*range(place.from_, place.to + 1), *place.flagged}
    for name in used:
        first, last = place.captures[name]
        kept.update(range(first, last + 1))
    said = set(fold(wording).split())
    shouted = not any(char.islower() for word in sentence.surface for char in word)
    names, message, words = False, False, 0
    in_content = False
    for each in range(unit.first, unit.end):
        word, surface = sentence.words[each], sentence.surface[each]
        in_content |= each > place.to and word in grammar.contents
        if each in kept or word in said:
            continue
        is_name = each > 0 and surface[:1].isupper() and not shouted
        if word == PLACEHOLDER or any(map(str.isdigit, word)):
            names = True
        elif word in grammar.negators:
            message = True
        elif word in grammar.light or word in grammar.finite or not word[:1].isalnum():
            continue
        elif is_name and not sentence.surface[each].isupper():
            names = True
        else:
            words += 1
            message |= in_content
    return Loss(names, message, words)


def most_lost(place: Place) -> int:
    """Return how many words of matter may go with the flagged ones.

    None beside "som jag redan skrivit", which only accompanies what is said; some where the
    flagged words are a part of it; more where they hold its verb: "du har inte läst", "att du inte
    har läst". Where no verb is known, it is taken to stand among the first words.
    """
    words, grammar = place.sentence.words[place.from_ : place.to + 1], place.grammar
    begins = words[0] in grammar.starters and words[0] not in grammar.contents
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


def _greets(place: Place) -> bool:
    """Tell whether a greeting with a name leads in to pronoun and verb: "Hej Kim du har"."""
    start, sentence = place.from_, place.sentence
    turned = sentence.words[start : start + 2][::-1]
    return (
        place.only_leads(start)
        and sentence.surface[start - 1][:1].isupper()
        and sentence.words[start - 1] not in place.grammar.subjects
        and (place.is_clause(start) or place.grammar.is_clause(turned))
    )


def _cuts(place: Place) -> Iterator[int]:
    """Yield the words before which a clause may begin, and the number of words."""
    sentence, grammar = place.sentence, place.grammar
    yield 0
    for each in range(1, len(sentence.words)):
        if _is_inner_stop(place, each):
            continue
        before_subject = (
            sentence.words[each] in grammar.coordinators
            and each + 1 < len(sentence.words)
            and sentence.words[each + 1] in grammar.subjects
            and (sentence.words[each] not in grammar.wanting or place.is_clause(each + 1))
        )
        if (
            sentence.soft[each] or before_subject or place.is_sign(each) or place.is_sign(each - 1)
        ) and not place.from_ < each <= place.to:
            yield each
    yield len(sentence.words)


def _is_inner_stop(place: Place, word: int) -> bool:
    """Tell whether the stop before ``word`` belongs to a word: "2. pinsedag", "kl. ni"."""
    return place.gap(word).strip() == "."


def _opening(place: Place, word: int) -> int:
    """Return ``word``, or the one after it when it is a coordinator."""
    words = place.sentence.words
    joins = words[word] in place.grammar.coordinators and word + 1 < len(words)
    return word + 1 if joins else word


def _right_stands(place: Place, start: int) -> bool:
    """Tell whether the clause from ``start`` on is a main clause with its own sense."""
    if place.is_sign(start) or place.is_sign(start - 1):
        return True
    words, grammar = place.sentence.words, place.grammar
    between = place.gap(start).strip(_COMMA)
    if between:
        return between in _LEAVES
    opening = _opening(place, start)
    if (opening == start and not place.sentence.hard[start]) or opening + 1 >= len(words):
        return False
    subject, verb = words[opening], words[opening + 1]
    if subject not in grammar.subjects or subject in grammar.pointers:
        return False
    return verb in grammar.finite or verb not in grammar.light | grammar.negators


def _is_verbatim(place: Place, end: int) -> bool:
    """Tell whether what stands before ``end`` can be left as it is: a greeting, "Obs:", 🙂."""
    return place.is_sign(end - 1) or place.only_leads(end) or bool(place.gap(end).strip(_COMMA))


def _lacks_comma(place: Place, word: int) -> bool:
    """Tell whether only a greeting, "Ja" or "Altså" stands before ``word``, without a comma."""
    sentence, grammar = place.sentence, place.grammar
    return (
        word > 0
        and place.only_leads(word)
        and sentence.words[word - 1] not in grammar.coordinators
        and not sentence.soft[word]
        and place.gap(word).isspace()
        and "\n" not in place.gap(word)
    )


def _left_stands(place: Place, end: int) -> bool:
    """Tell whether what stands before ``end`` is a main clause that needs nothing from it."""
    sentence, grammar = place.sentence, place.grammar
    words = sentence.words
    opening = _opening(place, end)
    begins = opening > end and place.is_clause(opening)  # Danish "men der er", not "som der er"
    if not begins and (words[opening] in grammar.starters or words[opening] in grammar.finite):
        return False
    if opening == end and not sentence.soft[end]:
        return False
    if (
        words[opening] in grammar.subjects
        and opening + 1 < len(words)
        and words[opening + 1] in grammar.negators
    ):
        return False  # "… som du inte har läst": the order of a clause that depends on another
    first = 0
    while first < end and words[first] in grammar.leads | grammar.coordinators:
        first += 1
    head = words[first : min(end, first + _FIRST_FINITE)]
    return (
        len(head) > 1
        and words[end - 1] not in grammar.finite
        and head[0] not in grammar.starters
        and head[0] not in grammar.finite
        and any(word in grammar.finite for word in head[1:])
    )


def _is_condition(place: Place, end: int) -> bool:
    """Tell whether only a clause such as "om du vill" stands before ``end``, up to a comma."""
    words = place.sentence.words
    return (
        words[0] in place.grammar.conditions
        and words[end] in place.grammar.finite
        and not any(
            place.sentence.soft[each] and not _is_inner_stop(place, each) for each in range(1, end)
        )
        and not place.is_question
    )


def _is_pronoun(place: Place, word: int) -> bool:
    """Tell whether a word is written large only because it is polite: Danish I, De."""
    return word > 0 and place.sentence.words[word] in place.grammar.subjects


def _inverted(wording: str, place: Place) -> str | None:
    subject, _, rest = wording.partition(" ")
    verb, space, rest = rest.partition(" ")
    if fold(subject) not in place.grammar.subjects or not verb:
        return None
    return f"{verb} {subject}{space}{rest}"


def _closed(place: Place, unit: Unit, wording: str) -> tuple[int, str]:
    """Return where the change ends, and the wording with the marks it needs there."""
    sentence = place.sentence
    end = sentence.ends[unit.end - 1]
    own = _OWN_CLOSING.search(wording) is not None
    if unit.parts_right:
        opening = _opening(place, unit.end)
        first = sentence.surface[opening][:1].upper()
        return sentence.starts[opening] + 1, f"{wording}{'' if own else '.'} {first}"
    if unit.end < len(sentence.words):
        return end, wording
    marks = _CLOSING.match(place.tail)
    if marks is None:
        stop = place.is_sign(unit.end - 1) and place.has_marks and not own
        return end, f"{wording}." if stop else wording
    return end + marks.end(), wording if own else wording + "."
