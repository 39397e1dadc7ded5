"""What the lexicon of one language knows about spelling: words, and how people misspell them."""

from __future__ import annotations

from itertools import product

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

SPECIAL = "åäöæø"
"""The letters that people leave out when their keyboard does."""
_STRIPPED = {
    "å": ("a", "aa"), "ä": ("a", "ae"), "ö": ("o", "oe"), "æ": ("ae", "a"), "ø": ("o", "oe"),
}  # fmt: skip
# The letter that stands on the same key of the neighbouring country's keyboard.
_NEIGHBOUR = str.maketrans("äöæø", "æøäö")


class Spelling:
    """What one language's lexicon knows about spelling; all words are folded.

    ``known`` is its vocabulary; ``restore`` gives a word written without diacritics its proper
    form; a word of ``telltale`` shows that a paragraph was written so; ``maskable`` are the words
    that people write with stars; ``foreign`` are the letters of the neighbour's keyboard (ä and ö
    for a Danish vocabulary).
    """

    __slots__ = ("foreign", "words")

    def __init__(self, words: Sequence[Any], foreign: str) -> None:
        """Take the four collections in order; they are asked for only when a text needs them."""
        self.words = words
        self.foreign = foreign

    @classmethod
    def of(
        cls,
        known: frozenset[str],
        restore: Mapping[str, str],
        telltale: frozenset[str],
        maskable: frozenset[str],
    ) -> Spelling:
        """Return the spelling with these words."""
        return cls((known, restore, telltale, maskable), _foreign_letters(telltale))

    @property
    def known(self) -> frozenset[str]:
        """The vocabulary."""
        known: frozenset[str] = self.words[0]
        return known

    @property
    def restore(self) -> Mapping[str, str]:
        """Proper forms by stripped form."""
        restore: Mapping[str, str] = self.words[1]
        return restore

    @property
    def telltale(self) -> frozenset[str]:
        """Stripped forms that are no words by themselves."""
        telltale: frozenset[str] = self.words[2]
        return telltale

    @property
    def maskable(self) -> frozenset[str]:
        """Words that people write with stars."""
        maskable: frozenset[str] = self.words[3]
        return maskable


def make_restore(
    words: Iterable[str], common: Iterable[str]
) -> tuple[dict[str, str], frozenset[str]]:
    """Return ``Spelling.restore`` and ``Spelling.telltale`` for the vocabulary ``words``.

    A stripped form that is a word itself (in ``words`` or in the language's ``common`` words) is
    left out; where two words lose their difference the shorter, then the alphabetically first, stays.
    """
    vocabulary = frozenset(words)
    real = vocabulary.union(common)
    restore: dict[str, str] = {}
    for word in sorted(vocabulary, key=lambda word: (len(word), word)):
        for stripped in _stripped_forms(word):
            if stripped not in real:
                restore.setdefault(stripped, word)
    return restore, frozenset(stripped for stripped in restore if len(stripped) > 1)


def _stripped_forms(word: str) -> Iterator[str]:
    letters = [letter for letter in SPECIAL if letter in word]
    for choice in product(*(_STRIPPED[letter] for letter in letters)):
        stripped = word
        for letter, plain in zip(letters, choice, strict=True):
            stripped = stripped.replace(letter, plain)
        yield stripped
    yield word.translate(_NEIGHBOUR)


def _foreign_letters(telltale: frozenset[str]) -> str:
    counts = {letter: sum(letter in word for word in telltale) for letter in "äöæø"}
    swedish, danish = counts["ä"] + counts["ö"], counts["æ"] + counts["ø"]
    return "äö" if swedish > danish else "æø" if danish else ""
