"""The weights that tell the languages apart, and their text form.

A profile is a linear model. Its features are strings of 2 to 5 letters, and whole words, cut from
the word with ``_`` at both rims: ``_ikkje_`` is a word, ``ane_`` an ending, ``øy`` a pair of letters
anywhere. Each feature adds a small integer to the score of each language. The text form is one
feature a line, so that a change can be read and reviewed.
"""

from __future__ import annotations

import marshal
from itertools import repeat
from operator import mul

from servicetone.errors import LexiconError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from mmap import mmap

LANE = 40
"""Bits kept for one language's sum: room for the largest text and no carry into the next lane."""

LONGEST = 30
"""Letters of a word that are looked at; longer words are no evidence for anything."""

LENGTHS = (2, 3, 4, 5)
"""Letters (and rims) of the strings that are features."""

_MEMO = 30_000
_HALF = 1 << (LANE - 1)
_MASK = (1 << LANE) - 1


def pack(weights: Sequence[int]) -> int:
    """Return the weights side by side in one integer, so that one addition adds them all."""
    return sum(weight << LANE * at for at, weight in enumerate(weights))


def unpack(packed: int, count: int) -> tuple[int, ...]:
    """Return the ``count`` signed weights that ``pack`` put into ``packed`` (or a sum of such)."""
    weights = []
    for _ in range(count):
        weight = packed & _MASK
        if weight >= _HALF:
            weight -= 1 << LANE
        packed = (packed - weight) >> LANE
        weights.append(weight)
    return tuple(weights)


def features(word: str) -> list[str]:
    """Return the features of a folded ``word``: letter strings, both rims, and the word itself."""
    framed = f"_{word[:LONGEST]}_"
    size = len(framed)
    found = [framed[at : at + length] for length in LENGTHS for at in range(size - length + 1)]
    if size > LENGTHS[-1]:
        found.append(framed)
    return found


class WordScores(dict[str, int]):
    """The packed score of each word met so far, worked out when it is first asked for.

    A memo and nothing more: it never changes an answer, and it is emptied when it grows large.
    """

    def __init__(self, weights: dict[str, int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, word: str) -> int:
        score = sum(map(self._weights.get, features(word), repeat(0)))
        if len(self) >= _MEMO:
            self.clear()
        self[word] = score
        return score


class Profile:
    """A language model: ``weights`` maps each feature to the packed weights of ``languages``.

    Weights are measured against text in any other language, whose score is 0 by definition. A sum
    of weights divided by ``scale`` is a logarithm of odds. Shared by threads, never changed.
    """

    __slots__ = ("languages", "scale", "weights", "words")

    def __init__(self, languages: tuple[str, ...], scale: float, weights: dict[str, int]) -> None:
        self.languages = languages
        self.scale = scale
        self.weights = weights
        self.words = WordScores(weights)

    def score(self, words: Iterable[str]) -> list[float]:
        """Return the log-odds of each of ``languages`` for folded ``words``."""
        total = sum(map(self.words.__getitem__, words))
        return [weight / self.scale for weight in unpack(total, len(self.languages))]


def decode(data: bytes) -> Profile:
    """Return the profile written in ``data``, UTF-8 text as ``encode`` makes it.

    The first line that is not a comment names the columns: ``scale=N`` and the languages. Raises
    ``ValueError`` that names the line when one cannot be read.
    """
    lines = data.decode("utf-8").split("\n")
    at = 0
    while lines[at].startswith("#"):
        at += 1
    if not lines[at].startswith("scale="):
        raise ValueError(f"line {at + 1}: expected a header such as 'scale=8<TAB>sv<TAB>da'")
    head, *languages = lines[at].split("\t")
    lanes = [1 << LANE * lane for lane in range(len(languages))]
    weights: dict[str, int] = {}
    try:
        scale = float(head[6:])
        for line in lines[at + 1 :]:
            at += 1
            feature, *numbers = line.split("\t")
            if len(numbers) == len(lanes):
                weights[feature] = sum(map(mul, map(int, numbers), lanes))
            elif line:
                raise ValueError(f"expected {len(lanes)} weights, found {len(numbers)}")
    except ValueError as error:
        raise ValueError(f"line {at + 1}: {error}") from error
    return Profile(tuple(languages), scale, weights)


def to_bytes(profile: Profile) -> bytes:
    """Return the stored form, which loads many times faster than the text form."""
    return marshal.dumps((profile.languages, profile.scale, profile.weights), 4)


def from_bytes(data: bytes | mmap) -> Profile:
    """Return the profile that ``to_bytes`` stored. Raises ``LexiconError``."""
    try:
        return Profile(*marshal.loads(data))
    except (ValueError, EOFError, TypeError):
        raise LexiconError(
            "the compiled language model cannot be read", hint="install servicetone again"
        ) from None


def encode(profile: Profile, comment: str = "") -> bytes:
    """Return ``profile`` as UTF-8 text: comment lines, the columns, the features in sorted order."""
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines.append("\t".join((f"scale={profile.scale:g}", *profile.languages)))
    count = len(profile.languages)
    for feature in sorted(profile.weights):
        numbers = unpack(profile.weights[feature], count)
        lines.append("\t".join((feature, *map(str, numbers))))
    return ("\n".join(lines) + "\n").encode("utf-8")
