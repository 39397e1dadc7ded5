"""The words of one sentence with their places, ready for matching."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from servicetone.records import NamedTuple
from servicetone.text.fold import fold
from servicetone.text.regexes import Lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.text.masks import Mask

PLACEHOLDER = "\ufffc"
"""The word that stands for a placeholder such as ``{{name}}``: a thing, not a word to match."""

# A word, a pictograph (once or several times), or a mark that ends a clause or a sentence.
_TOKEN = Lazy(
    r"[^\W_]+|([\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff])\1*|[.!?\u2026]+|[,;:()\[\]\n/-]|[\u2013\u2014]"
)
_HARD = frozenset(";:()[]\u2013\u2014")
_INNER_COLON = Lazy(
    r"(?<=\d):(?=\d)|(?<=[^\W_]):(?=(?:[aeinost]|[ae]n|[ae]r|et|or|(?:[aeo]r|e)na|[ae]n[se]|ets)\b)"
)
"""A colon inside a word: "IT:s", "SMS:et", "10:30", "c:a"."""


class Sentence(NamedTuple):
    """A sentence as parallel tuples; offsets are code points of the text it was cut from.

    ``words`` are folded; a pictograph, repeated or not, is a word of one character. ``soft[i]`` tells that a comma,
    dash or other mark of a clause boundary stands before word ``i``; ``hard[i]`` that the mark is
    one that no phrase spans (semicolon, colon, bracket). ``glued[i]`` tells that a hyphen, or a
    colon as in "IT:s", joins word ``i`` to the one before. ``closing`` holds the marks that end the sentence.
    """

    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    surface: tuple[str, ...]
    soft: tuple[bool, ...]
    hard: tuple[bool, ...]
    glued: tuple[bool, ...]
    closing: str


def tokenise(text: str, start: int, end: int, placeholders: Sequence[Mask] = ()) -> Sentence:
    """Cut ``text[start:end]``, one sentence, into words; each placeholder becomes one.

    Linear in its length. ``placeholders`` are sorted and disjoint.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    surface: list[str] = []
    soft: list[bool] = []
    hard: list[bool] = []
    glued: list[bool] = []
    folded = fold(text[start:end])
    is_soft = is_hard = False
    closing = ""
    hyphen_at, last = -1, -2
    holes = iter(placeholders[bisect_left(placeholders, (start,)) :])
    hole = next(holes, None)
    for found in _TOKEN.use.finditer(text, start, end):
        at, past = found.span()
        first = text[at]
        while hole is not None and at >= hole.end:
            hole = next(holes, None)
        is_hole = hole is not None and at >= hole.start
        if hole is not None and is_hole:
            at, past = hole.start, hole.end
            if past == last:
                continue
        if is_hole or first.isalnum() or first > "\u2026":
            is_glued = not is_hole and hyphen_at == at - 1 == last
            if is_hole:
                words.append(PLACEHOLDER)
            else:
                words.append(folded[at - start : past - start] if first.isalnum() else first)
            surface.append(text[at:past])
            starts.append(at)
            ends.append(past)
            glued.append(is_glued)
            soft.append(is_soft and not is_glued)
            hard.append(is_hard)
            is_soft = is_hard = False
            closing = ""
            last = past
        elif first in ".!?\u2026":
            closing += text[at:past]
            is_soft = True
        elif first == "\n":
            continue
        elif first == ":" and _INNER_COLON.use.match(text, at, end):
            hyphen_at = at
        elif first in _HARD:
            is_soft = is_hard = True
        else:
            if first == "-":
                hyphen_at = at
            is_soft = True
    return Sentence(
        start, end, tuple(words), tuple(starts), tuple(ends), tuple(surface),
        tuple(soft), tuple(hard), tuple(glued), closing,
    )  # fmt: skip
