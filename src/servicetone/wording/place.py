"""The place of a finding in its sentence, and a change to the text there."""

from __future__ import annotations

from collections.abc import Mapping

from servicetone.records import NamedTuple
from servicetone.text.regexes import Lazy
from servicetone.text.tokens import PLACEHOLDER, Sentence
from servicetone.wording.grammar import Grammar

_SINGLE_QUOTES = Lazy(r"(?<!\w)['’‘]|['’‘](?!\w)")
"""Single quotation marks, but no apostrophe inside a word."""
_UNIT = Lazy(r"[ \u00a0\u202f]?[%‰€$£°]")
"""A sign that belongs to the number before it."""
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"))


class Place(NamedTuple):
    """Flagged words in their sentence; ``text`` is the paragraph, offsets are its code points."""

    text: str
    sentence: Sentence
    from_: int
    to: int
    """First and last flagged word."""
    captures: Mapping[str, tuple[int, int]]
    """First and last word of what the pattern remembered."""
    grammar: Grammar
    flagged: frozenset[int] = frozenset()
    """Words that this or another finding has, where there are several."""

    @property
    def is_question(self) -> bool:
        """Tell whether the sentence ends with a question mark."""
        return "?" in self.sentence.closing

    @property
    def tail(self) -> str:
        """What stands after the last word of the sentence: its marks, closing brackets."""
        sentence = self.sentence
        return self.text[self.end_of(len(sentence.words) - 1) : sentence.end]

    def end_of(self, word: int) -> int:
        """Return where ``word`` ends with what belongs to it: "25 %", the stop of "kr.", "Netto+"."""
        sentence, end = self.sentence, self.sentence.ends[word]
        if sentence.words[word][-1].isdigit():
            unit = _UNIT.use.match(self.text, end, sentence.end)
            return unit.end() if unit else end
        if self.text[end : end + 1] == "+":
            return end + 1  # a name such as "Netto+"
        follows = word + 1 < len(sentence.words)
        if follows and self.text[end : sentence.starts[word + 1]].strip() == ".":
            return end + 1
        return end

    def gap(self, word: int) -> str:
        """Return what stands between ``word`` and the word before it."""
        return self.text[self.end_of(word - 1) : self.sentence.starts[word]]

    def is_sign(self, word: int) -> bool:
        """Tell whether ``word`` is a pictograph after which a sentence begins, or nothing comes."""
        surface = self.sentence.surface
        if not self.is_picture(word):
            return False
        after = word + 1
        while after < len(surface) and self.is_picture(after):
            after += 1
        return after == len(surface) or surface[after][:1].isupper() or self.is_clause(after)

    def is_clause(self, word: int) -> bool:
        """Tell whether a main clause with a pronoun begins at ``word``: "det är"."""
        return self.grammar.is_clause(self.sentence.words[word : word + 2])

    def is_picture(self, word: int) -> bool:
        """Tell whether ``word`` is a pictograph."""
        sentence = self.sentence
        return not sentence.surface[word][:1].isalnum() and sentence.words[word] != PLACEHOLDER

    def is_large(self, word: int) -> bool:
        """Tell whether ``word`` has a capital because it begins a sentence: the first, "🙂 Det".

        A number has none: the rest of the text shows whether sentences begin with capitals.
        """
        begins = word == 0 or self.sentence.hard[word] or self.is_sign(word - 1)
        first = self.sentence.surface[word][:1]
        if word == 0 and first.isdigit():
            others = self.text[: self.sentence.start] + self.text[self.sentence.end :]
            return any(map(str.isupper, others)) or not any(map(str.isalpha, others))
        return begins and first.isupper()

    @property
    def shouts(self) -> bool:
        """Tell whether the sentence is written in capitals: no letter of its words is small."""
        return not any(char.islower() for word in self.sentence.surface for char in word)

    @property
    def has_marks(self) -> bool:
        """Tell whether the text ends its sentences with marks, so that one must not go."""
        begins = self.sentence.surface[0][:1].isupper()
        return begins and any(mark in self.text[: self.sentence.start] for mark in ".!?")

    def only_leads(self, end: int) -> bool:
        """Tell whether the words before ``end`` only lead in: a greeting, "Ja", "Men"."""
        leads, words = self.grammar.leads, self.sentence.words
        return all(
            words[each] in leads or (each and words[each - 1] in leads and end - each <= 3)
            for each in range(end)
        )  # fmt: skip


class Splice(NamedTuple):
    """Put ``wording`` in place of the code points ``start`` up to ``end`` of the paragraph."""

    start: int
    end: int
    wording: str


def capital(text: str) -> str:
    """Return ``text`` with its first letter large."""
    return text[:1].upper() + text[1:]


def is_balanced(text: str) -> bool:
    """Tell whether brackets and quotation marks in ``text`` come in pairs."""
    quotes = sum(map(text.count, '"“”„')) + len(_SINGLE_QUOTES.use.findall(text))
    return quotes % 2 == 0 and all(text.count(a) == text.count(b) for a, b in _PAIRS)
