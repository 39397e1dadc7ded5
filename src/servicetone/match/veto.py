"""Reasons not to report a match: it is quoted, negated, about oneself, an example to avoid …

A veto looks at the words around a match. Each returns the words that made it speak, or None; its
name is the reason that ``--explain`` shows. Which vetoes apply to a rule is decided in the data
(``vetoes`` in ``lexicons/categories.toml``); exceptions and masks apply to all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from servicetone.lexicon.artefact import Compiled, CompiledRule
from servicetone.match.index import possible
from servicetone.match.matcher import Hit, Matcher
from servicetone.pattern.code import StoredProgram
from servicetone.records import NamedTuple
from servicetone.text.tokens import Sentence

_BETWEEN = 2
"""Words that may stand between a negator and the match, or the match and "av oss"."""
_ABOUT_ONESELF = 4
"""Words from "jag är" to what the writer is."""
_REACH = 8
"""Words that reported speech reaches from the verb that reports it."""
_PHRASE = 3
"""Words that make something between quotation marks a quotation rather than an emphasis."""


class Surroundings(NamedTuple):
    """What a veto may look at: the sentence, those before it, quotation marks, the lead-in."""

    sentence: Sentence
    before: Callable[[], tuple[Sentence, ...]]
    """Returns sentences that stand before in the paragraph, the nearest first; few vetoes ask."""
    after: Callable[[], tuple[Sentence, ...]]
    """Returns sentences that stand after, also in the next paragraph; few vetoes ask."""
    lead_in: tuple[Sentence, ...]
    """The paragraph that introduces this one (``Undvik:``), if any."""
    quotations: tuple[tuple[int, int], ...]
    """Insides of quotation marks, in code points of the paragraph."""


class Vetoes(NamedTuple):
    """The vetoes of one language."""

    lexicon: Compiled
    matcher: Matcher

    def reason(self, rule: CompiledRule, hit: Hit, around: Surroundings) -> tuple[str, str] | None:
        """Return the name of the first veto that speaks against ``hit``, with its evidence."""
        if evidence := self._excepted(rule, hit, around):
            return "exception", evidence
        if _is_name(hit, around.sentence):
            return "name", around.sentence.surface[hit.from_]
        for name, check in _CHECKS.items():
            if name in rule.vetoes and (evidence := check(self, hit, around)):
                return name, evidence
        return None

    def hits(self, programs: tuple[StoredProgram, ...], sentence: Sentence) -> Iterator[Hit]:
        """Yield the matches of any of ``programs`` in ``sentence``."""
        words = set(sentence.words)
        for program in programs:
            if possible(program[2], words):
                yield from self.matcher.find(program, sentence)

    def _guard(self, name: str, sentence: Sentence) -> Iterator[Hit]:
        words, programs = self.lexicon.guard(name)
        if words is not None and words.isdisjoint(sentence.words):
            return iter(())
        return self.hits(programs, sentence)

    def _shown(self, name: str, sentences: Iterable[Sentence]) -> str | None:
        """Return the first words in ``sentences`` that the patterns ``name`` match."""
        for sentence in sentences:
            for guard in self._guard(name, sentence):
                return _text(sentence, guard.first, guard.last)
        return None

    def _excepted(self, rule: CompiledRule, hit: Hit, around: Surroundings) -> str | None:
        for other in self.hits(rule.exceptions, around.sentence):
            if other.from_ <= hit.last and hit.first <= other.to:
                return _text(around.sentence, other.first, other.last)
        return None

    def negated(self, hit: Hit, around: Surroundings) -> str | None:
        """``det är inte ditt fel``: a negator right before the match, or in one of its gaps."""
        sentence, negators = around.sentence, self.lexicon.words["negators"]
        for place in range(hit.from_, hit.to):
            if sentence.words[place] in negators and place not in hit.consumed:
                return sentence.words[place]
        definite = self.lexicon.words["definite"]
        if sentence.words[hit.from_] in definite:
            return None  # "orkar inte den idioten" names him, it denies nothing
        for place in range(hit.from_ - 1, max(-1, hit.from_ - 2 - _BETWEEN), -1):
            if sentence.soft[place + 1] or sentence.words[place] in definite:
                return None
            if sentence.words[place] in negators:
                return None if place in hit.consumed else sentence.words[place]
        return None

    def self_directed(self, hit: Hit, around: Surroundings) -> str | None:
        """``jag är en idiot``, ``klantigt av oss``: the writer speaks of the writer."""
        sentence = around.sentence
        for guard in self._guard("self-before", sentence):
            if (
                guard.first < hit.first
                and hit.from_ - guard.last <= _ABOUT_ONESELF
                and not any(sentence.soft[guard.first + 1 : hit.from_ + 1])
                and sentence.words[hit.from_] not in self.lexicon.words["definite"]
            ):
                return _text(sentence, guard.first, guard.last)
        for guard in self._guard("self-after", sentence):
            if 0 < guard.first - hit.to <= _BETWEEN + 1 and not sentence.hard[guard.first]:
                return _text(sentence, guard.first, guard.last)
        return None

    def thing(self, hit: Hit, around: Surroundings) -> str | None:
        """``skrivaren är en mardröm``: nobody is hurt; the thing stands before, or in a gap."""
        sentence = around.sentence
        for guard in self._guard("things", sentence):
            before = 0 < hit.from_ - guard.last <= _BETWEEN and guard.last < hit.first
            if before and not any(sentence.soft[guard.last + 1 : hit.from_ + 1]):
                return _text(sentence, guard.first, guard.last)
            inside = hit.from_ < guard.first and guard.last < hit.to
            if inside and guard.first not in hit.consumed:
                return _text(sentence, guard.first, guard.last)
        return None

    def quoted(self, hit: Hit, around: Surroundings) -> str | None:
        """Somebody else's words, by quotation marks or by a verb that reports them."""
        sentence = around.sentence
        for guard in self._guard("attribution", sentence):
            if guard.last < hit.from_ <= guard.last + _REACH:
                return _text(sentence, guard.first, guard.last)
        inside = _inside(hit, around)
        if inside is None:
            return None
        start, end = inside
        if sum(start <= place < end for place in sentence.starts) >= _PHRASE:
            return "quotation marks"
        return self._shown("attribution", (sentence, *around.before()[:1]))

    def meta(self, hit: Hit, around: Surroundings) -> str | None:
        """``Undvik: …``: guidelines and training that name bad phrases as examples."""
        for guard in self._guard("meta", around.sentence):
            if guard.last < hit.from_:
                return _text(around.sentence, guard.first, guard.last)
        others = around.lead_in
        if _inside(hit, around) is not None:
            others = (around.sentence, *around.before(), *around.lead_in)
        return self._shown("meta", others)

    def hypothetical(self, hit: Hit, around: Surroundings) -> str | None:
        """``om någon säger …``: nobody says it here."""
        for guard in self._guard("hypothetical", around.sentence):
            if guard.first < hit.from_ and guard.last < hit.to:
                return _text(around.sentence, guard.first, guard.last)
        return None

    def answered(self, hit: Hit, around: Surroundings) -> str | None:
        """``det går inte. Du kan i stället …``: the no has its reason, or a way on, beside it."""
        for guard in self._guard("answers", around.sentence):
            if guard.first > hit.to:
                return _text(around.sentence, guard.first, guard.last)
        return self._shown("answers", around.after())


_CHECKS: Mapping[str, Callable[[Vetoes, Hit, Surroundings], str | None]] = {
    "meta": Vetoes.meta,
    "quoted": Vetoes.quoted,
    "negated": Vetoes.negated,
    "self": Vetoes.self_directed,
    "thing": Vetoes.thing,
    "hypothetical": Vetoes.hypothetical,
    "answered": Vetoes.answered,
}
NAMES = frozenset(_CHECKS)
"""The vetoes that a category may name."""


def _is_name(hit: Hit, sentence: Sentence) -> bool:
    """Tell whether one word alone is flagged and its capital shows that it is a name."""
    surface = sentence.surface[hit.from_]
    return (
        hit.from_ == hit.to
        and hit.from_ > 0
        and surface[0].isupper()
        and surface[1:].islower()
        and not sentence.hard[hit.from_]
    )


def _inside(hit: Hit, around: Surroundings) -> tuple[int, int] | None:
    """Return the quotation that holds the flagged words, or at least the last of them."""
    first, last = around.sentence.starts[hit.to], around.sentence.ends[hit.to]
    place = bisect_right(around.quotations, (first, last)) - 1
    for start, end in around.quotations[max(0, place - 1) : place + 2]:
        if start <= first and last <= end:
            return start, end
    return None


def _text(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(sentence.surface[first : last + 1])
