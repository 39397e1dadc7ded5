"""Put right, for matching only, how words of one paragraph are spelled.

Three repairs: letters typed without their diacritics ("maste", "foer"), stretched letters
("neeeej") and masked profanity ("f*n"). Only words that the lexicon knows ever come out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import product

from servicetone.model import Edit
from servicetone.text.cues import STRETCHED, mask_places
from servicetone.text.fold import fold
from servicetone.text.regexes import Lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.text.spelling import Spelling
    from servicetone.text.view import TextView

_LETTERS = r"[^\W\d_]"
_WORD = Lazy(r"[^\W_]+")
_RUN = Lazy(rf"({_LETTERS})\1\1+", re.IGNORECASE)
_MOST_RUNS = 4

_ADDRESS = Lazy(r"://|\bwww\.|\w@[\w-]+\.\w")
_NAME = Lazy(rf"{_ADDRESS.pattern}|\w_\w|\w\(\)")
_WILD = "*@#$%&!013"
_MASK_CUE = Lazy(rf"[{_WILD}._-](?<={_LETTERS}.)(?=[._-]{{0,4}}{_LETTERS}|[*@#$%&])")
_MASKED = Lazy(
    rf"(?<![\w@#$%&])(?:{_LETTERS}+(?:[{_WILD}]+(?:{_LETTERS})*)+"
    rf"|{_LETTERS}+(?:\.{{1,5}}|-{{1,5}}|_{{1,5}}){_LETTERS}+(?![\w.@-]))"
)
_STARS = Lazy(rf"[{_WILD}]*\*[{_WILD}]*")
_LEET = {"0": "oöøå", "1": "il", "3": "eäæ"}
_MOST_MASKED = 40
_SPACE = Lazy(r"\s")


def needs_respelling(text: str, folded: str, spelling: Spelling) -> bool:
    """Tell cheaply whether ``respell`` may change the paragraph ``text``; ``folded`` is its fold."""
    return may_be_odd(text, folded, spelling) or STRETCHED.use.search(text) is not None


def may_be_odd(text: str, folded: str, spelling: Spelling) -> bool:
    """Tell whether ``needs_respelling`` holds for another reason than stretched letters."""
    if _restorable(folded, spelling):
        return True
    return next(_masked(text, 0, len(text), spelling), None) is not None


def is_masked(chunk: str, maskable: frozenset[str]) -> bool:
    """Tell whether ``chunk``, what stands between two spaces, holds a masked word (``f*n``)."""
    return bool(_masked_words(chunk, maskable))


def _restorable(folded: str, spelling: Spelling) -> str:
    """Return which words may get diacritics: "all", those with "foreign" letters, or "" none."""
    if not (
        "å" in folded or "ä" in folded or "ö" in folded or "ø" in folded or "æ" in folded
    ):  # written out: it is asked of every text
        return "" if spelling.telltale.isdisjoint(folded.split()) else "all"
    for letter in spelling.foreign:
        if letter in folded:
            return "" if spelling.telltale.isdisjoint(folded.split()) else "foreign"
    return ""


def respell(view: TextView, start: int, end: int, spelling: Spelling) -> TextView:
    """Return ``view`` with the words of ``text[start:end]``, one paragraph, put right.

    The work is linear in the stretch, but the new text is as long as the view: to respell many
    paragraphs, pass ``view.cut(start, end)`` for each.
    """
    text = view.text
    edits = list(_masked(text, start, end, spelling))
    barred = [(edit.start, edit.end) for edit in edits]
    names = (found.span() for found in _NAME.use.finditer(text, start, end))
    barred += _around(names, text, start, end)
    edits += _misspelled(text, start, end, sorted(barred), spelling)
    return view.rewritten(sorted(edits))


def _misspelled(
    text: str, start: int, end: int, barred: list[tuple[int, int]], spelling: Spelling
) -> Iterator[Edit]:
    """Find stripped and stretched words outside the ``barred`` stretches."""
    folded = fold(text[start:end])
    how = _restorable(folded, spelling)
    stretched = _RUN.use.search(text, start, end) is not None
    if not how and not stretched:
        return
    stops = iter(barred)
    stop = next(stops, None)
    words = _WORD.use.finditer(text, start, end) if how else _stretched(text, start, end)
    for found in words:
        while stop and stop[1] <= found.start():
            stop = next(stops, None)
        if stop and stop[0] < found.end():
            continue
        word = found.group()
        lower = word.lower()
        proper: str | None = None
        if how == "all" or (how and not lower.isascii()):
            proper = spelling.restore.get(lower)
        if proper is None and stretched and lower not in spelling.known:
            proper = _relaxed(lower, spelling, restoring=how == "all")
        if proper is not None and proper != lower:
            yield Edit(found.start(), found.end(), _in_case_of(word, proper))


def _stretched(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the words with a letter three times in a row."""
    done = start
    for run in _RUN.use.finditer(text, start, end):
        if run.start() < done:
            continue
        first = run.start()
        while first > done and (text[first - 1].isalnum()):
            first -= 1
        word = _WORD.use.match(text, first, end)
        if word:
            yield word
            done = word.end()


def _relaxed(word: str, spelling: Spelling, *, restoring: bool) -> str | None:
    """Return the known word of which ``word`` is a stretched form, or None.

    Vowels are tried single first, consonants double: "sååå" is "så", "tackkk" is "tack".
    """
    runs = list(_RUN.use.finditer(word))
    if not 0 < len(runs) <= _MOST_RUNS:
        return None
    choices = [(1, 2) if run[1] in "aeiouyåäöæøé" else (2, 1) for run in runs]
    for counts in product(*choices):
        pieces: list[str] = []
        done = 0
        for run, count in zip(runs, counts, strict=True):
            pieces += (word[done : run.start()], run[1] * count)
            done = run.end()
        candidate = "".join(pieces) + word[done:]
        if candidate in spelling.known or candidate in spelling.maskable:
            return candidate
        if restoring and candidate in spelling.restore:
            return spelling.restore[candidate]
    return None


def _masked(text: str, start: int, end: int, spelling: Spelling) -> Iterator[Edit]:
    """Find masked words that are those of ``spelling.maskable``."""
    for first, last in _around(_mask_cues(text, start, end), text, start, end):
        for at, candidate, plain in _masked_words(text[first:last], spelling.maskable):
            yield Edit(first + at, first + at + len(candidate), _in_case_of(candidate, plain))


def _masked_words(chunk: str, maskable: frozenset[str]) -> tuple[tuple[int, str, str], ...]:
    find = _masked_in if len(chunk) < _MOST_MASKED else _masked_in.__wrapped__
    return find(chunk, maskable)


@lru_cache(maxsize=4096)
def _masked_in(chunk: str, maskable: frozenset[str]) -> tuple[tuple[int, str, str], ...]:
    """Return the place, the spelling and the meaning of each masked word between two spaces."""
    letter = chunk[0].lower()
    if letter.isalpha() and letter not in _initials(maskable) and "/" not in chunk:
        return ()  # "e-post": no masked word begins so
    if _ADDRESS.use.search(chunk):
        return ()
    return tuple(_unmask(chunk, maskable))


def _unmask(chunk: str, maskable: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    for found in _MASKED.use.finditer(chunk):
        word = found.group()[:_MOST_MASKED].rstrip("!")
        at = found.start()
        candidates = [word, word.rstrip(_WILD)]
        if chunk.startswith("*", at - 1, at):
            del candidates[0]  # the stars at its end close an emphasis
        for candidate in candidates:
            plain = _unmasked(candidate, maskable)
            if plain is not None:
                yield at, candidate, plain
                break


@lru_cache(maxsize=4096)
def _unmasked(word: str, maskable: frozenset[str]) -> str | None:
    """Return the word meant: one of the same length if there is one, else the shortest."""
    word = word.lower()
    rim = (word[0], word[-1] if word[-1].isalpha() else "")
    candidates = _maskable_by_rim(maskable).get(rim, ())
    if not candidates or word.isalpha() or len(word) - len(word.rstrip(_WILD)) == 1:
        return None
    if "." in word and len(word) < 4:
        return None  # "f.d", "s.k" are abbreviations
    stars = _STARS.use.sub("*", word)
    if "*" not in stars:
        candidates = tuple(each for each in candidates if len(each) == len(stars))
    fitting = [candidate for candidate in candidates if _fits(stars, candidate)]
    return min(fitting, key=lambda each: (len(each) != len(word), len(each), each), default=None)


@lru_cache(maxsize=16)
def _maskable_by_rim(maskable: frozenset[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the words by their first and last letter, and by their first letter and ""."""
    table: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for word in sorted(maskable):
        if len(word) > 2:
            table[word[0], word[-1]].append(word)
            table[word[0], ""].append(word)
    return {key: tuple(words) for key, words in table.items()}


@lru_cache(maxsize=16)
def _initials(maskable: frozenset[str]) -> frozenset[str]:
    return frozenset(word[0] for word in maskable)


def _fits(word: str, candidate: str) -> bool:
    """Tell whether ``candidate`` is ``word`` with a letter for each mask, or more for a star."""
    for i, char in enumerate(word):
        if char == "*":
            rest = word[i + 1 :]
            return any(_fits(rest, candidate[k:]) for k in range(i + 1, len(candidate) + 1))
        if i == len(candidate):
            return False
        if char != candidate[i] and (
            char.isalpha() or candidate[i] not in _LEET.get(char, candidate)
        ):
            return False
    return len(word) == len(candidate)


def _in_case_of(word: str, proper: str) -> str:
    """Return ``proper`` in capitals, with a capital, or as it is, after the example of ``word``."""
    letters = [char for char in word if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return proper.upper()
    if letters and letters[0].isupper():
        return proper[0].upper() + proper[1:]
    return proper


def _mask_cues(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find the signs that stand as in a masked word."""
    for place in mask_places(text[start:end]):
        if found := _MASK_CUE.use.match(text, start + place, end):
            yield found.span()


def _around(
    places: Iterable[tuple[int, int]], text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the stretches between spaces that hold one of ``places``. Linear in the text."""
    done = start
    for place, past in places:
        if place < done:
            continue
        first = max(text.rfind(" ", done, place), text.rfind("\n", done, place)) + 1
        first = max(first, done)
        gap = _SPACE.use.search(text, past, end)
        last = gap.start() if gap else end
        yield first, last
        done = last
