"""Find the clause or the sentence that holds a finding, and put another in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicetone.records import NamedTuple
from servicetone.text.fold import fold
from servicetone.text.regexes import Lazy
from servicetone.wording.opening import begins_large, cool_opening, says_what_for
from servicetone.wording.place import Place, Splice, capital

_CLOSING = Lazy(r"\s*[.!?…]+")
_OWN_CLOSING = Lazy(r"[.!?…:)]\Z")
_COMMA = " \t\n\u00a0,;–—-"
_LEAVES = frozenset((")", "]", ":", "):"))
"""Marks after which a sentence can go on with what it said before."""
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


def unit_of(place: Place) -> Unit:
    """Return the smallest clause around the flagged words that what is left does not need.

    In doubt it is the whole sentence.
    """
    cuts = [*_cuts(place)]
    first, end = _around(place, cuts)
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


def _around(place: Place, cuts: Sequence[int]) -> tuple[int, int]:
    first = max(cut for cut in cuts if cut <= place.from_)
    return first, min(cut for cut in cuts if cut > place.to)


def replace(place: Place, unit: Unit, wording: str) -> Splice | None:
    """Return the change that puts ``wording``, a main clause, in place of ``unit``.

    None where the wording would need another word order that it cannot take.
    """
    sentence = place.sentence
    first, refused = unit.first, False
    if not (unit.parts_left or unit.inverted):
        first, refused = cool_opening(place, first, wording)
    start = sentence.starts[first]
    if unit.inverted:
        turned = _inverted(wording, place)
        if turned is None:
            return None
        wording = turned
    if unit.parts_left:
        while (
            first > 1
            and sentence.words[first - 1] in place.grammar.coordinators
            and not (sentence.soft[first] and not sentence.soft[first - 1])  # "du känner så, men"
        ):
            first -= 1  # no "og" is left before the stop
    if unit.parts_left or refused:
        start = place.end_of(first - 1)
        wording = ". " + capital(wording)
    elif begins_large(place, first):
        wording = capital(wording)
    elif _lacks_comma(place, first):
        start = place.end_of(first - 1)
        wording = ", " + wording
    end, wording = _closed(place, unit, wording)
    return Splice(start, end, wording)


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
            sentence.soft[each]
            or before_subject
            or _joins_verb(place, each)
            or (each == place.from_ and _is_aside(place))
            or place.is_sign(each)
            or place.is_sign(each - 1)
        ) and not place.from_ < each <= place.to:
            yield each
    yield len(sentence.words)


def _joins_verb(place: Place, word: int) -> bool:
    """Tell whether ``word`` joins flagged words that say something: "vi byter inte *och* därmed".

    A verb or a negation among them shows it.
    """
    words, grammar = place.sentence.words, place.grammar
    telling = grammar.finite | grammar.negators
    return (
        word + 1 == place.from_
        and words[word] in grammar.coordinators - grammar.wanting
        and not telling.isdisjoint(words[place.from_ : place.to + 1])
    )


def _is_aside(place: Place) -> bool:
    """Tell whether the flagged words begin a clause that gives a reason: "eftersom du"."""
    words, grammar = place.sentence.words[place.from_ : place.to + 1], place.grammar
    begins = words[0] in grammar.asides
    return begins and (
        place.sentence.soft[place.from_] or not grammar.subjects.isdisjoint(words[1:4])
    )


def _is_inner_stop(place: Place, word: int) -> bool:
    """Tell whether the stop before ``word`` belongs to a word: "2. pinsedag", "kl. ni"."""
    sentence = place.sentence
    return place.text[sentence.ends[word - 1] : sentence.starts[word]].strip() == "."


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
    if opening > start and says_what_for(place, start):
        return False
    if opening > start and _is_fronted(place, opening):
        return True
    subject, verb = words[opening], words[opening + 1]
    if subject not in grammar.subjects or subject in grammar.pointers:
        return False
    return verb in grammar.finite or verb not in grammar.light | grammar.negators


def _is_fronted(place: Place, word: int) -> bool:
    """Tell whether a main clause begins with a phrase at ``word``: "på måndag är det"."""
    words, grammar = place.sentence.words, place.grammar
    if words[word] in grammar.subjects | grammar.starters | grammar.finite:
        return False
    turned = (words[each : each + 2][::-1] for each in (word + 2, word + 3))
    return any(map(grammar.is_clause, turned))


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
    begins = (
        (opening > end and place.is_clause(opening))  # Danish "men der er", not "som der er"
        or _joins_verb(place, end)
        or (opening == place.from_ and _is_aside(place))
    )
    if not begins and (words[opening] in grammar.starters or words[opening] in grammar.finite):
        return False
    if opening == end and not sentence.soft[end] and not begins:
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
        and not _is_verb(place, end - 1)
        and head[0] not in grammar.starters
        and head[0] not in grammar.finite
        and any(
            _is_verb(place, each) or words[each] in grammar.negators
            for each in range(first + 1, first + len(head))
        )
    )


def _is_verb(place: Place, word: int) -> bool:
    """Tell whether ``word`` is a common finite verb; the "går" of "i går" is none."""
    before = place.sentence.words[word - 1] if word else ""
    verb = place.sentence.words[word]
    return verb in place.grammar.finite and (before, verb) != ("i", "går")


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


def _inverted(wording: str, place: Place) -> str | None:
    subject, _, rest = wording.partition(" ")
    verb, space, rest = rest.partition(" ")
    if fold(subject) not in place.grammar.subjects or not verb:
        return None
    return f"{verb} {subject}{space}{rest}"


def _closed(place: Place, unit: Unit, wording: str) -> tuple[int, str]:
    """Return where the change ends, and the wording with the marks it needs there."""
    sentence = place.sentence
    end = place.end_of(unit.end - 1)
    own = _OWN_CLOSING.use.search(wording) is not None
    if unit.parts_right:
        opening = _opening(place, unit.end)
        first = sentence.surface[opening][:1].upper()
        return sentence.starts[opening] + 1, f"{wording}{'' if own else '.'} {first}"
    if unit.end < len(sentence.words):
        return end, wording
    marks = _CLOSING.use.match(place.tail)
    if marks is None:
        stop = place.is_sign(unit.end - 1) and place.has_marks and not own
        return end, f"{wording}." if stop else wording
    return end + marks.end(), wording if own else wording + "."
