"""Do the words stand as a rule wants them to? Asked only about sentences with a candidate.

The questions are put in terms of Universal Dependencies; see ``lexicon.conditions`` for the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from servicetone.analysis.base import Token
from servicetone.lexicon.conditions import PROPER
from servicetone.text.fold import fold

StoredCondition = tuple[str, str, bool, frozenset[str]]
_FURTHEST = 3
"""Steps from a verb to the one whose subject it shares (``han vill inte kunna läsa``)."""


def unmet(
    conditions: Sequence[StoredCondition],
    places: Mapping[str, tuple[int, int]],
    tokens: Sequence[Token],
) -> str | None:
    """Return what speaks against the first condition that does not hold, else None.

    ``places`` holds the code points of each capture, and under "" those of the flagged words.
    """
    for capture, key, wanted, values in conditions:
        place = _main(tokens, *places.get(capture, places[""]))
        found = set() if place is None else _KEYS[key](tokens, place)
        if bool(found & values) != wanted:
            return f"{key}: {'/'.join(sorted(found)) or 'unknown'}"
    return None


def _main(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Return the token of the stretch that the others of it depend on."""
    inside = [place for place, each in enumerate(tokens) if each.start < end and start < each.end]
    for place in inside:
        if tokens[place].head not in inside:
            return place
    return inside[0] if inside else None


def _pos(tokens: Sequence[Token], place: int) -> set[str]:
    return {tokens[place].upos.lower()}


def _lemma(tokens: Sequence[Token], place: int) -> set[str]:
    return {fold(tokens[place].lemma)}


def _mood(tokens: Sequence[Token], place: int) -> set[str]:
    names = {"Imp": "imperative", "Ind": "indicative", "Sub": "subjunctive"}
    mood = tokens[place].feats.get("Mood", "")
    return {names.get(mood, mood.lower())}


def _voice(tokens: Sequence[Token], place: int) -> set[str]:
    passive = tokens[place].feats.get("Voice") == "Pass" or any(
        tokens[child].deprel.endswith(":pass") for child in _children(tokens, place)
    )
    return {"passive" if passive else "active"}


def _subject(tokens: Sequence[Token], place: int) -> set[str]:
    subject = _subject_of(tokens, place)
    if subject is not None:
        token = tokens[subject]
        return {token.feats.get("Person", "3")}
    return {"2"} if tokens[place].feats.get("Mood") == "Imp" else {"none"}


def _target(tokens: Sequence[Token], place: int) -> set[str]:
    """Return the words for whom or what ``place`` is said about, and whether that is a name."""
    token = tokens[place]
    about = token.head if token.deprel in ("amod", "acl", "appos") else None
    if about is None and token.deprel in (
        "xcomp",
        "obj",
    ):  # "vi tycker att han" – "jag fann honom dum"
        siblings = [] if token.head is None else _children(tokens, token.head)
        about = next(
            (each for each in siblings if tokens[each].deprel in ("obj", "iobj") and each != place),
            None,
        )
    if about is None:
        about = _subject_of(tokens, place)
    if about is None:
        return set()
    found = {fold(tokens[about].lemma), fold(tokens[about].form)}
    return found | {PROPER} if tokens[about].upos == PROPER else found


def _subject_of(tokens: Sequence[Token], place: int) -> int | None:
    at: int | None = place
    for _ in range(_FURTHEST):
        if at is None:
            return None
        for child in _children(tokens, at):
            if tokens[child].deprel.startswith("nsubj"):
                return child
        if tokens[at].deprel not in ("xcomp", "conj", "aux", "cop", "aux:pass", "ccomp"):
            return None
        at = tokens[at].head
    return None


def _children(tokens: Sequence[Token], place: int) -> Iterator[int]:
    return (child for child, token in enumerate(tokens) if token.head == place)


_KEYS: Mapping[str, Callable[[Sequence[Token], int], set[str]]] = {
    "pos": _pos,
    "lemma": _lemma,
    "mood": _mood,
    "voice": _voice,
    "subject": _subject,
    "target": _target,
}
