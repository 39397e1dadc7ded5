"""Tell the language of a paragraph: Swedish, Danish, Bokmål, Nynorsk, or another one.

Bokmål and Danish, or Bokmål and Nynorsk, often share every word of a short sentence. A guess
therefore names a runner-up when the margin is thin, so that the caller can try both, and the
paragraphs of one document lend each other their evidence.
"""

from __future__ import annotations

from math import exp, log
from operator import itemgetter

from servicetone.errors import LanguageError
from servicetone.records import NamedTuple
from servicetone.text.fold import fold, is_latin
from servicetone.text.regexes import Lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicetone.language.profile import Profile

OTHER = "other"
HINTS = {"no": ("nb", "nn")}

THIN = 0.1
"""A second language at least this likely is worth trying too."""

SURE = 0.4
"""A best language less likely than this is no answer."""

_FOREIGN = Lazy("[\u0100-\u024f\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefc]")
_FOREIGN_WEIGHT = 0.8
"""What a letter that no Nordic language has says for another language, in natural logarithms."""

_NORDIC = 1.0
"""How much the text is taken to be Nordic before its words are heard, in natural logarithms."""

_APART = Lazy(r"\{[^{}\n]{0,60}\}|\S{1,60}(?:@|://)\S{1,200}")
"""Placeholders and addresses: no language's words."""

_DOUBT = 0.3
_DOUBT_SHARE = 0.03
"""How much text of every language a document may hold unseen: a constant, and a share of the rest.
The share keeps the prior of the longest document weaker than one plain sentence."""

_ENOUGH = 4_000
"""Code points of a paragraph that are looked at: more would not change the answer."""

_PORTION = 50
_PORTIONS = 4
"""A paragraph lends as much as it has portions of this many code points, up to this many portions."""


class Guess(NamedTuple):
    """The language of a paragraph.

    ``language`` is "sv", "da", "nb", "nn", "other", or ``None`` when the text says too little.
    ``confidence`` (0 to 1) is how likely it is. ``runner_up`` names another of the four languages
    that the text may well be in, when the margin is thin.
    """

    language: str | None
    confidence: float
    runner_up: str | None = None


_UNKNOWN = Guess(None, 0.0)


def identify(text: str, profile: Profile) -> Guess:
    """Return the language of ``text``, one paragraph, by itself. Any string will do."""
    return _guess(_odds(_scores(text, profile)), (*profile.languages, OTHER))


def identify_blocks(texts: Sequence[str], profile: Profile, hint: str | None = None) -> list[Guess]:
    """Return the language of each of ``texts``, the paragraphs of one document.

    What the other paragraphs are in counts as a prior, so that a short one follows its document.
    ``hint="no"`` leaves the choice between Bokmål and Nynorsk. Raises ``LanguageError`` for any
    other hint.
    """
    if hint is not None and hint not in HINTS:
        raise LanguageError(
            f"unknown group of languages: {hint!r}", hint="use 'no' or leave it out"
        )
    known = (*profile.languages, OTHER)
    languages = known if hint is None else HINTS[hint]
    columns = [known.index(language) for language in languages]
    scores: list[list[float]] = []
    lent: list[list[float]] = []
    for text in texts:
        found = _scores(text, profile)
        scores.append([found[column] for column in columns] if found else [])
        portions = min(1 + len(text) // _PORTION, _PORTIONS)
        lent.append([portions * part for part in _odds(scores[-1])])
    mass = [sum(column) for column in zip(*filter(None, lent))]
    guesses = []
    for found, own in zip(scores, lent):
        rest = [total - part for total, part in zip(mass, own)]
        doubt = _DOUBT + _DOUBT_SHARE * sum(rest)
        weighed = [score + log(amount + doubt) for score, amount in zip(found, rest)]
        guesses.append(_guess(_odds(weighed), languages))
    return guesses


def _scores(text: str, profile: Profile) -> list[float]:
    """Return the log-odds of each language and, last, of another one; empty without a letter."""
    text = text.lstrip()[:_ENOUGH]
    if "{" in text or "@" in text or "://" in text:
        text = _APART.use.sub(" ", text)
    words = fold(text).split()
    foreign = 0 if is_latin(text) else len(_FOREIGN.use.findall(text))
    if not foreign and not any(word[0].isalpha() or word[-1].isalpha() for word in words):
        return []
    return [*profile.score(words), foreign * _FOREIGN_WEIGHT - _NORDIC]


def _odds(scores: Sequence[float]) -> list[float]:
    """Return how likely each language is."""
    if not scores:
        return []
    best = max(scores)
    parts = [exp(score - best) for score in scores]
    total = sum(parts)
    return [part / total for part in parts]


def _guess(odds: Sequence[float], languages: Sequence[str]) -> Guess:
    """Return the likeliest language, and the next one of the four when the margin is thin.

    Of equals the earlier one in ``languages`` wins: Bokmål before Nynorsk.
    """
    if not odds:
        return _UNKNOWN
    ranked = sorted(zip(odds, languages), key=itemgetter(0), reverse=True)
    (confidence, language), (second, runner_up) = ranked[:2]
    if confidence < SURE:
        return Guess(None, confidence, language if language != OTHER else runner_up)
    thin = second >= THIN and runner_up != OTHER
    return Guess(language, confidence, runner_up if thin else None)
