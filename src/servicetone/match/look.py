"""The first look at a text: which patterns may match, and where. Nearly all text ends here."""

from __future__ import annotations

from servicetone.lexicon.artefact import Compiled
from servicetone.match.places import OUTLINE, Places
from servicetone.match.sieve import Sieve
from servicetone.records import NamedTuple
from servicetone.text.cues import KINDS
from servicetone.text.fold import FOLDED, fold, is_latin
from servicetone.text.masks import all_placeholders
from servicetone.text.respell import is_masked, may_be_odd
from servicetone.text.segment import UNSURE, sure_sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicetone.match._look import Table


class Announced(NamedTuple):
    """A stretch of one sentence or more (code points), and the patterns that may match in it."""

    start: int
    end: int
    patterns: Sequence[int]

    def touches(self, place: tuple[int, int]) -> bool:
        """Tell whether the stretch shares text with ``place``."""
        return self.start < place[1] and place[0] < self.end


class Look:
    """The compiled rules of a language, for the first look.

    It is done by ``_look.c`` where that was compiled, else by sets of words; the answers are the same.
    """

    __slots__ = ("_pictographs", "_table", "lexicon", "sieve")

    def __init__(self, lexicon: Compiled, sieve: Sieve, *, compiled: bool = True) -> None:
        """``compiled=False`` leaves out what was compiled."""
        self.lexicon = lexicon
        self.sieve = sieve
        self._pictographs = lexicon.lookup.data.signs
        self._table = _table(lexicon) if compiled else None

    def at(self, text: str) -> tuple[list[Announced], bool]:
        """Return what is announced in ``text``, and whether its spelling needs a closer look.

        ``text`` ends where a sentence ends; it may be a paragraph or several.
        """
        if self._table is None:
            return self._by_sets(text)
        looked = self._table.look(text)
        if looked is None:
            holes = tuple([place for mask in all_placeholders(text) for place in mask[:2]])
            looked = self._table.look(text, holes, self._pictographs_of(text))
        found, odd, masked = looked
        if masked and not odd:
            maskable = self.lexicon.spelling.maskable
            for start, end in zip(masked[::2], masked[1::2]):
                if is_masked(text[start:end], maskable):
                    odd = True
        return [Announced(*each) for each in found], bool(odd)

    def _pictographs_of(self, text: str) -> tuple[int, ...]:
        """Return where the pictographs of the lexicon stand: place, number, place, number …."""
        if is_latin(text):
            return ()
        found = []
        for number, sign in enumerate(self._pictographs):
            place = text.find(sign)
            while place >= 0:
                found += [place, number]
                place = text.find(sign, place + 1)
        return tuple(found)

    def _by_sets(self, text: str) -> tuple[list[Announced], bool]:
        found: list[Announced] = []
        folded = fold(text)
        odd = may_be_odd(text, folded, self.lexicon.spelling)
        if "{" in text or "[" in text or "%" in text or "<" in text:
            folded = _without_placeholders(text, folded)
        announced = self.lexicon.lookup.announced
        signs = self._signs(text)
        for start, end in sure_sentences(text):
            words = folded[start:end].split()
            present = set(words)
            if signs:
                present.update([sign for sign in signs if sign in text[start:end]])
            variants, stretched = announced(present)
            odd = odd or stretched
            if variants:
                patterns = self._sifted(variants, text[start:end], words)
                if patterns:
                    found.append(Announced(start, end, patterns))
        return found, odd

    def _signs(self, text: str) -> list[str]:
        """Return the signs of ``text`` that count as words: pictographs and final marks."""
        found = [mark for mark in "?!" if mark in text]
        if not text.isascii() and not is_latin(text):
            found += [sign for sign in self._pictographs if sign in text]
        return found

    def _sifted(self, variants: list[int], text: str, words: list[str]) -> list[int]:
        """Return the patterns of ``variants`` that the places of the words let through, sorted."""
        places = Places(words, self.sieve.particles)
        numbers = self.lexicon.lookup.patterns(variants, places)
        if not numbers:
            return []
        parts = [self.lexicon.parts[number] for number in numbers]
        if not any(sign in text for sign in self._pictographs):
            # Pictographs have no place among the words.
            sifting = self.sieve.over(text, places)
            parts = [each for each in parts if sifting.lets_through(each[0], each[1])]
        return sorted({pattern for _, _, pattern in parts})


def _without_placeholders(text: str, folded: str) -> str:
    """Return ``folded`` with spaces for placeholders: like pictographs, they stand in nobody's way."""
    parts, at = [], 0
    for mask in all_placeholders(text):
        parts += [folded[at : mask.start], " " * (mask.end - mask.start)]
        at = mask.end
    return "".join([*parts, folded[at:]])


def _table(lexicon: Compiled) -> Table | None:
    """Return the compiled look of ``lexicon``, or None where it was not compiled."""
    unsure = "".join(sorted(UNSURE)).encode("latin-1")
    try:
        from servicetone.match._look import Table

        return Table(lexicon.flat, FOLDED, KINDS, OUTLINE, unsure)
    except (ImportError, ValueError):  # not compiled, or long ago
        return None
