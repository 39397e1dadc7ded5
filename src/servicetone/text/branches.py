"""The ways in which a template can read: each branch of its conditionals, each fallback.

Knows Liquid and its kin (``{% if %}``, ``{% case %}``), Handlebars (``{{#if}}``, ``{{^}}``), ICU
messages (``{n, plural, one{…} other{…}}``), and the words that stand in for a missing name
(``{{name | fallback: "there"}}``, ``{%name,fallback=there%}``, ``<attribute default="there"/>``).
"""

from __future__ import annotations

from servicetone.model import Edit
from servicetone.text.regexes import Lazy, at_signs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 8
"""A template with more readings than this is read in its first ones, and once as it stands."""
_DEEPEST = 20

_CUES = ("{%", "{{#", "{{^", "{{~#", "fallback", "default", "plural", "select", " or ")
_TAGS = Lazy(
    r"\{%[-+~]?\s*(?P<word>if|unless|case|elsif|elif|elseif|when|else|endif|endunless|endcase)\b"
    r"(?:[^%]|%(?!\})){0,400}%\}"
    r"|\{\{~?\s*(?:(?P<sign>[#^/])\s*(?P<name>[\w.@-]{0,80})|(?P<else>else\b|\^))[^{}]{0,400}\}\}"
)
_FALLBACK = Lazy(
    r"\{\{[^{}]{1,200}?(?:\|\s*(?:fallback|default)\s*[:(]|\sor)\s*"
    r"(?:\"(?P<a>[^\"{}]{1,300})\"|'(?P<b>[^'{}]{1,300})'|[“”](?P<c>[^“”{}]{1,300})”)[^{}]{0,200}\}\}"
    r"|\{%[^{}%]{1,200}?,\s*fallback=(?P<d>[^{}%]{1,300})%\}"
    r"|<attribute\b[^<>]{0,300}?\sdefault=(?:\"(?P<e>[^\"<>]{1,300})\"|'(?P<f>[^'<>]{1,300})')[^<>]{0,300}>"
)
_ICU = Lazy(r"\{\s*[\w.]{1,60}\s*,\s*(?:plural|select|selectordinal)\s*,\s*(?:offset:\d+\s*)?")
_BRACES = Lazy(r"[{}]")


class _Choice:
    """A stretch of a template of which one branch is read: ``branches`` are places in the text."""

    __slots__ = ("branches", "end", "inside", "readings", "start")

    def __init__(self, start: int, end: int, branches: list[tuple[int, int]]) -> None:
        self.start = start
        self.end = end
        self.branches = branches
        self.inside: list[list[_Choice]] = [[] for _ in branches]
        self.readings = 0

    def count(self) -> int:
        """Return how many readings it takes until every branch inside was read."""
        self.readings = sum(_most(inside) for inside in self.inside)
        return self.readings

    def edits(self, number: int) -> Iterator[Edit]:
        """Yield the edits after which only the branch of reading ``number`` is left."""
        number = min(number, self.readings - 1)
        for (start, end), inside in zip(self.branches, self.inside):
            own = max((choice.readings for choice in inside), default=1)
            if number < own:
                if self.start < start:
                    yield Edit(self.start, start, "")
                for choice in inside:
                    yield from choice.edits(number)
                if end < self.end:
                    yield Edit(end, self.end, "")
                return
            number -= own


def readings(text: str) -> list[list[Edit]]:
    """Return the edits of each reading of ``text``; one without edits where there is no choice.

    Together the readings hold every branch, each with the words around it.
    """
    if ("{" not in text and "<" not in text) or not any(cue in text for cue in _CUES):
        return [[]]
    choices = _nested([*_conditionals(text), *_messages(text), *_fallbacks(text)])
    count = _most(choices)
    found = [
        [edit for choice in choices for edit in choice.edits(number)]
        for number in range(min(count, MOST))
    ]
    return found if count <= MOST else [*found, []]


def _most(choices: list[_Choice]) -> int:
    return max((choice.count() for choice in choices), default=1)


def _nested(choices: list[_Choice]) -> list[_Choice]:
    """Return the outermost choices in order, each with those inside it filed in its branches."""
    outermost: list[_Choice] = []
    around: list[_Choice] = []
    for choice in sorted(choices, key=lambda each: (each.start, -each.end)):
        while around and around[-1].end <= choice.start:
            around.pop()
        if not around:
            outermost.append(choice)
            around.append(choice)
            continue
        for (start, end), inside in zip(around[-1].branches, around[-1].inside):
            if start <= choice.start and choice.end <= end and len(around) < _DEEPEST:
                inside.append(choice)
                around.append(choice)
                break
    return outermost


def _conditionals(text: str) -> Iterator[_Choice]:
    """Yield the conditionals of Liquid and of Handlebars; what is never closed is none."""
    if "{%" not in text and "{{" not in text:
        return
    opened: list[
        tuple[str, int, list[int]]
    ] = []  # closing word, start, where branches begin and end
    for tag in at_signs(_TAGS.use, "{", text):
        word = tag["word"] or ("else" if tag["else"] or tag["name"] == "" else "")
        if word in ("if", "unless", "case"):
            opened.append((f"end{word}", tag.start(), [] if word == "case" else [tag.end()]))
        elif tag["sign"] and tag["sign"] != "/" and tag["name"]:
            opened.append((tag["name"], tag.start(), [tag.end()]))
        elif not opened:
            continue
        elif word and not word.startswith("end"):
            edges = opened[-1][2]
            edges += [tag.start(), tag.end()] if edges else [tag.end()]
        elif opened[-1][0] == (word or tag["name"]):
            _, start, edges = opened.pop()
            if edges:
                edges.append(tag.start())
                branches = [*zip(edges[::2], edges[1::2])]
                if len(branches) == 1:
                    branches.append((tag.start(), tag.start()))  # nothing, where there is no else
                yield _Choice(start, tag.end(), branches)


def _messages(text: str) -> Iterator[_Choice]:
    """Yield the plurals and selections of ICU messages."""
    if "plural" not in text and "select" not in text:
        return
    starts = {found.start() for found in _ICU.use.finditer(text)}
    opened: list[tuple[int, list[tuple[int, int]] | None]] = []
    for brace in at_signs(_BRACES.use, "{}", text) if starts else ():
        place = brace.start()
        if brace[0] == "{":
            opened.append((place, [] if place in starts else None))
        elif opened:
            start, branches = opened.pop()
            if branches:
                yield _Choice(start, place + 1, branches)
            elif opened and opened[-1][1] is not None:
                opened[-1][1].append((start + 1, place))


def _fallbacks(text: str) -> Iterator[_Choice]:
    """Yield the placeholders with words to stand in: as they are, and replaced by those words."""
    if "fallback" not in text and "default" not in text and " or " not in text:
        return
    for found in at_signs(_FALLBACK.use, "{<", text):
        words = next(span for span in map(found.span, "abcdef") if span[0] >= 0)
        yield _Choice(*found.span(), [found.span(), words])
