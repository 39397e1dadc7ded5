"""Take the flagged words away and tidy what is left: spaces, commas, capital, word order."""

from __future__ import annotations

from itertools import pairwise

from servicetone.text.tokens import PLACEHOLDER
from servicetone.wording.opening import begins_large
from servicetone.wording.place import Place, Splice, capital

_LOOSE = " \t\n\u00a0,–—-"
"""Marks that may go with what stood between them."""
_THAT = frozenset(("att", "at"))
_INFINITIVE = frozenset("aåeø")
"""Last letters of an infinitive: "må *ruteren stå* på"."""
_NO_SENTENCE = 2
"""So few words after a colon say nothing by themselves."""
_MOST_BESIDE = 2
"""So many words of matter may go with "som jag skrev": where and when it was said."""


def delete(place: Place) -> Splice | None:
    """Return the change that deletes the flagged words, or None where no sentence would be left."""
    sentence, last = place.sentence, len(place.sentence.words) - 1
    glued = sentence.glued
    if glued[place.from_] or (place.to < last and glued[place.to + 1]):
        return None
    if place.from_ == 0 and place.to == last:
        return _whole(place)
    if place.to == last:
        return _at_end(place)
    mark = place.gap(place.to + 1).strip(_LOOSE)
    says = last - place.to > _NO_SENTENCE  # "For tredje gang: vi har lukket", not "…: nej"
    if mark and not (mark == ":" and says and place.only_leads(place.from_)):
        return None
    if sentence.words[place.to] in _THAT and place.only_leads(place.from_):
        return _what_is_said(place)
    place = _to_verb(_to_comma(place))
    if _is_core(place):
        return None
    if place.only_leads(place.from_) or place.is_sign(place.from_ - 1):
        return _at_start(place)
    return _inside(place)


def _what_is_said(place: Place) -> Splice | None:
    """Leave what "att" introduces as a sentence: "jag sa ju att *vi inte kan* byta"."""
    sentence, grammar, after = place.sentence, place.grammar, place.to + 1
    first, *rest = sentence.words[after : after + 3]
    asks = place.is_question and sentence.words[place.from_] not in grammar.subjects
    if asks or not (first in grammar.subjects or _is_lone_noun(place, after)):
        return None
    start, said = sentence.starts[place.from_], sentence.surface[after]
    if place.is_large(place.from_):
        said = capital(said)
    if rest[:1] and rest[0] in grammar.finite:
        return Splice(start, sentence.ends[after], said)
    if len(rest) == 2 and rest[0] in grammar.negators and rest[1] in grammar.finite:
        no, verb = sentence.surface[after + 1 : after + 3]
        return Splice(start, sentence.ends[after + 2], f"{said} {verb} {no}")
    return None


def _to_comma(place: Place) -> Place:
    """Widen "som jag skrev" to the comma that ends it: "som jag skrev i mejlet, …"."""
    sentence, grammar, after = place.sentence, place.grammar, place.to + 1
    first = sentence.words[place.from_]
    if first not in grammar.starters or first in grammar.contents or sentence.soft[after]:
        return place
    end = next((each for each in range(after, len(sentence.words)) if sentence.soft[each]), 0)
    between = sentence.words[after:end]
    matter = [word for word in between if word not in grammar.light]
    plain = grammar.subjects | grammar.negators | grammar.starters
    if (
        not between
        or not plain.isdisjoint(between)
        or any(  # but not the "går" of "i går"
            word in grammar.finite and before not in grammar.wanting
            for before, word in pairwise((sentence.words[place.to], *between))
        )
        or len(matter) > _MOST_BESIDE
        or any(not word.isalpha() or word[0].isupper() for word in sentence.surface[after:end])
        or place.gap(end).strip() != ","
    ):
        return place
    return place._replace(to=end - 1)


def _to_verb(place: Place) -> Place:
    """Widen a fronted "som nämnts" by the adverb before the verb: "som nämnts *redan* är det"."""
    sentence, grammar, after = place.sentence, place.grammar, place.to + 1
    if not place.only_leads(place.from_) or sentence.words[place.from_] not in grammar.starters:
        return place
    word, verb = (*sentence.words[after : after + 2], "", "")[:2]
    is_adverb = word in grammar.light and word not in grammar.subjects | grammar.wanting
    return place._replace(to=after) if is_adverb and verb in grammar.finite else place


def _is_core(place: Place) -> bool:
    """Tell whether the flagged words hold the verb of a clause that goes on after them.

    "Som sagt" can go, "vi skrev ju" of "vi skrev ju i går" cannot.
    """
    sentence, grammar = place.sentence, place.grammar
    words = sentence.words[place.from_ : place.to + 1]
    begins = place.from_ == 0 or sentence.soft[place.from_]
    last = place.to + 1 == len(sentence.words)
    ends = last or sentence.soft[place.to + 1] or place.is_sign(place.to)
    if begins and ends:
        return False
    depends = (
        words[0] in grammar.starters and words[-1] not in grammar.finite and not _has_turned(place)
    )
    return not depends and not grammar.finite.isdisjoint(words)


def _has_turned(place: Place) -> bool:
    """Tell whether a main clause begins among the flagged words: "som sagt *är det* inte"."""
    words, grammar = place.sentence.words[place.from_ : place.to + 1], place.grammar
    return any(
        verb in grammar.finite and subject in grammar.subjects
        for verb, subject in pairwise(words[1:])
    )


def _whole(place: Place) -> Splice | None:
    """Delete a whole sentence, with the space that parts it from its neighbour."""
    start, end = place.sentence.start, place.sentence.end
    text = place.text
    if end < len(text):
        return Splice(start, end + len(text[end:]) - len(text[end:].lstrip()), "")
    if start > 0:
        return Splice(len(text[:start].rstrip()), end, "")
    return None


def _at_end(place: Place) -> Splice | None:
    sentence = place.sentence
    before = sentence.words[place.from_ - 1]
    grammar = place.grammar
    if before in grammar.coordinators and place.from_ > 1 and place.is_clause(place.from_):
        # "…, men jag kan inte trolla"
        return Splice(place.end_of(place.from_ - 2), place.end_of(place.to), "")
    if before in grammar.coordinators | grammar.starters | grammar.wanting | grammar.finite:
        return None  # what stands before wants something after it
    if place.gap(place.from_).strip(_LOOSE) or _is_core(place):
        return None
    stop = place.is_sign(place.to) and place.has_marks and not place.tail.strip()
    return Splice(place.end_of(place.from_ - 1), place.end_of(place.to), "." if stop else "")


def _at_start(place: Place) -> Splice | None:
    """What comes next becomes the start of the clause: subject before verb, with a capital."""
    sentence, grammar = place.sentence, place.grammar
    start, after = sentence.starts[place.from_], place.to + 1
    first = sentence.surface[after]
    is_upper = begins_large(place, place.from_)
    lead = ""
    spoken = place.from_ > 0 and not place.is_sign(place.from_ - 1)
    joins = spoken and sentence.words[place.from_ - 1] in grammar.coordinators  # "Men"
    if spoken and not joins and "," in place.gap(after) and "," not in place.gap(place.from_):
        start, lead = sentence.ends[place.from_ - 1], ", "  # the comma after "Nej" stays
    subject = after + 1
    is_verb = sentence.words[after] in grammar.finite
    has_subject = (
        subject < len(sentence.words)
        and sentence.words[subject] in grammar.subjects
        and not (sentence.soft[subject] and not is_verb)  # "buss, den kom aldrig"
    )
    if sentence.words[after] in grammar.starters and not is_verb:
        return None
    depends = sentence.words[place.from_] in grammar.starters
    known = sentence.words[after] in grammar.subjects or sentence.words[after] == PLACEHOLDER
    turns = is_verb or (has_subject and not known and sentence.words[after] not in grammar.light)
    if turns and not place.is_question:
        if not has_subject and not _is_lone_noun(place, subject):
            return None
        new = sentence.surface[subject]
        wording = f"{capital(new) if is_upper else new} {first[:1].lower()}{first[1:]}"
        return Splice(start, sentence.ends[subject], lead + wording)
    if depends and not known:
        return None  # perhaps a verb, which cannot come first
    if not is_upper or sentence.words[after] == PLACEHOLDER:
        return Splice(start, sentence.starts[after], lead)
    return Splice(start, sentence.starts[after] + 1, lead + first[:1].upper())


def _is_lone_noun(place: Place, word: int) -> bool:
    """Tell whether ``word`` is a definite noun by itself: "finns *koden* i mejlet"."""
    sentence, grammar = place.sentence, place.grammar
    if word + 1 >= len(sentence.words) or sentence.soft[word]:
        return False
    noun, after = sentence.words[word], sentence.words[word + 1]
    known = grammar.light | grammar.finite | grammar.starters | grammar.negators
    is_definite = noun[-1:] in ("n", "t", "a", "e") and len(noun) > 3 and noun.isalpha()
    is_sure = noun[-2:] in ("en", "et") and len(noun) > 5 and after[-1:] in _INFINITIVE
    ends = after in known or sentence.soft[word + 1] or is_sure
    return is_definite and noun not in known and ends


def _inside(place: Place) -> Splice | None:
    sentence, grammar = place.sentence, place.grammar
    before, after = place.gap(place.from_), place.gap(place.to + 1)
    left, right = sentence.words[place.from_ - 1], sentence.words[place.to + 1]
    if left in grammar.wanting and (after.strip() or right in grammar.light | grammar.finite):
        return None  # "ett <elände> i dag", "för i <helvete>, det är": it would stand alone
    if left in grammar.finite and after.strip() and not before.strip():
        return None  # "det är <för jävligt>, men": nothing would be said of it
    if before.strip(_LOOSE):
        return Splice(sentence.starts[place.from_], sentence.starts[place.to + 1], "")
    marks = [gap.strip() for gap in (before, after)]
    between = before if marks[0] else after
    if all(marks) and (marks[0] != "," or not _begins_clause(place, place.to + 1)):
        between = " "  # but "Nej, fan, jag kommer" keeps a comma
    if place.is_picture(place.to) and (
        place.is_large(place.to + 1)
        or (right not in grammar.coordinators and _begins_clause(place, place.to + 1))
    ):  # the pictograph was the full stop
        return Splice(place.end_of(place.from_ - 1), sentence.starts[place.to + 1], ". ")
    if not between.strip() and "\n" in before + after:
        between = "\n"
    return Splice(place.end_of(place.from_ - 1), sentence.starts[place.to + 1], between)


def _begins_clause(place: Place, word: int) -> bool:
    """Tell whether a main clause begins at ``word``: "jag kommer", "men nu", "kunden väntar"."""
    first, verb = (*place.sentence.words[word : word + 2], "")[:2]
    grammar = place.grammar
    return first in grammar.subjects | grammar.coordinators or (
        verb in grammar.finite and first not in grammar.finite | grammar.negators
    )
