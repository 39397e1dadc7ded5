"""Places for wordings, from a sentence with its flagged words in < > and captures in {name: }."""

import re
from functools import lru_cache

from servicetone.lexicon.load import load_compiled
from servicetone.text.masks import masks
from servicetone.text.segment import sentences
from servicetone.text.tokens import tokenise
from servicetone.wording.place import Place
from servicetone.wording.suggest import Wordings, suggest
from servicetone.wording.template import register_of


@lru_cache(maxsize=4)
def grammar(language):
    return load_compiled(language).grammar()


def place_in(marked, language="sv"):
    """Return the place of the words in ``< >``; ``{name: words}`` is a capture."""
    text, start, end, captures, opened = "", 0, 0, {}, None
    for piece in re.split(r"(<|>|\{[a-z]+: |\}(?!\}))", marked):
        if piece == "<":
            start = len(text)
        elif piece == ">":
            end = len(text)
        elif re.fullmatch(r"\{[a-z]+: ", piece):
            opened = (piece[1:-2], len(text))
        elif piece == "}" and opened:
            captures[opened[0]] = (opened[1], len(text))
            opened = None
        else:
            text += piece
    placeholders = tuple(mask for mask in masks(text) if mask.kind == "placeholder")
    [span] = [each for each in sentences(text, 0, len(text)) if each[0] <= start < each[1]]
    sentence = tokenise(text, *span, placeholders)

    def words(first, last):
        inside = [
            number
            for number, (a, b) in enumerate(zip(sentence.starts, sentence.ends))
            if first <= a and b <= last
        ]
        if not inside:
            raise ValueError(f"no words of one sentence: {marked!r}")
        return inside[0], inside[-1]

    found = {name: words(*where) for name, where in captures.items()}
    return Place(text, sentence, *words(start, end), found, grammar(language))


def outcomes(marked, language="sv", *, gap=(), clause=(), safe=False, counts=False):
    """Return (text after, applicability) of each wording."""
    place = place_in(marked, language)
    wordings = Wordings(gap, clause, safe, counts=counts)
    registers = lambda: register_of((place.text,), place.grammar)  # noqa: E731
    return [
        (place.text[: each.start] + each.wording + place.text[each.end :], str(applicability))
        for each, applicability in suggest(wordings, place, registers)
    ]
