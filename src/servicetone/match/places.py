"""Where the words, capitals and ends of a stretch of text stand, as the bits of integers.

A set of places is one integer, so moving, joining and meeting sets takes a few operations.
"""

from __future__ import annotations

from collections.abc import Sequence

from servicetone.records import NamedTuple
from servicetone.text.fold import FOLDED, is_latin
from servicetone.text.segment import MOST_IN_SENTENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.lexicon.shelf import Shelf


_BITS = [1 << place for place in range(128)]


class Places:
    """The places of words that follow one another in the folded text; bit 0 is the first."""

    __slots__ = ("_clauses", "_present", "by_word", "everywhere", "particles")

    def __init__(self, words: Sequence[str], particles: frozenset[str]) -> None:
        bits = _BITS if len(words) <= len(_BITS) else [1 << place for place in range(len(words))]
        by_word = dict(zip(words, bits))
        if len(by_word) < len(words):  # some stand there more than once
            for word, bit in zip(words, bits):
                by_word[word] |= bit
        self.by_word = by_word
        self.everywhere = (1 << len(words)) - 1
        self._present = frozenset(by_word)
        self._clauses: dict[int, int] = {}
        self.particles = self.of(particles)
        """Words that may stand between those of a pattern."""

    def of(self, words: frozenset[str]) -> int:
        """Return where any of ``words`` stands."""
        found = 0
        by_word = self.by_word
        for word in words & self._present:
            found |= by_word[word]
        return found

    def of_parts(self, heads: tuple[str, ...], tails: tuple[str, ...]) -> int:
        """Return where a word stands that begins with one of ``heads`` or ends with one of ``tails``."""
        found = 0
        for word, places in self.by_word.items():
            if (heads and word.startswith(heads)) or (tails and word.endswith(tails)):
                found |= places
        return found

    def of_clause(self, number: int, clauses: Shelf) -> int:
        """Return where clause ``number`` of ``clauses`` is satisfied; remembered."""
        found = self._clauses.get(number)
        if found is None:
            words, heads, tails = clauses.loaded[number] or clauses[number]
            found = self.of(words)
            if heads or tails:
                found |= self.of_parts(heads, tails)
            self._clauses[number] = found
        return found


class Outline(NamedTuple):
    """What the fold of a text has lost; bit n belongs to word n, or to the gap before it."""

    capitals: int
    """Words that begin with a capital, and perhaps others."""
    gaps: int
    """Gaps in which a sentence may end: every end is among them."""


def outline(text: str, places: Places) -> Outline:
    """Return the outline of ``text``, whose words have ``places``."""
    words = text.encode("latin-1", "replace").translate(_MARKED).decode("latin-1")
    capitals, gaps, bit = 0, 1, 1
    for word in words.replace(_END, _SPACED_END).split(" "):
        if word == _END:
            gaps |= bit
        elif word:
            if word[0].isupper():
                capitals |= bit
            bit <<= 1
    if bit - 1 != places.everywhere or len(text) > MOST_IN_SENTENCE:
        # Words were left out (placeholders), or the sentence is cut where nothing shows it.
        return Outline(places.everywhere, places.everywhere << 1 | 1)
    # A capital outside Latin-1 is lost in the fold.
    return Outline(capitals if is_latin(text) else places.everywhere, gaps | bit)


_END = "."
_SPACED_END = " . "


def _marked() -> bytes:
    """Return the table: letters and digits as they are, a period for what may end a sentence."""
    table = bytearray(b" " * 256)
    for code, folded in enumerate(FOLDED):
        if chr(code) in ".!?|\t\n":
            table[code] = ord(_END)
        elif folded != ord(" "):
            table[code] = code
    return bytes(table)


_MARKED = _marked()
OUTLINE = bytes(
    {_END: 1, " ": 0}.get(chr(mark), 2 + chr(code).isupper()) for code, mark in enumerate(_MARKED)
)
"""What each byte of Latin-1 is in an outline: 1 a possible end, 2 part of a word, 3 a capital."""
