"""Find what in a text is not the writer's own prose: code, addresses, placeholders, quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from servicetone.errors import ConfigError
from servicetone.records import NamedTuple
from servicetone.text.history import history
from servicetone.text.regexes import Lazy, at_signs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Mask(NamedTuple):
    """A stretch (code points, half open) that is not prose of the writer.

    ``kind`` is "code", "url", "email", "placeholder" or "history".
    """

    start: int
    end: int
    kind: str


HOLE = "{x}"
"""What is read where a file has something else for a name or a number: a placeholder."""

MOST_IN_QUOTATION = 600
"""Quotation marks further apart (code points) are not a pair."""

_FENCE = Lazy(r"^[ \t]{0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)

# Possessive repeats and bounds keep each of these linear in the text, whatever the text.
# They match from a rare sign on; a group holds what belongs to it before that sign.
_INLINE_CODE = r"(?<!`)(`{1,3})(?!`)[^`\n]{1,300}+\1(?!`)"
_URL_SIGNS = ("://", "www.", "mailto:", "tel:", "sms:")
_URL = r"(?:://(?<=\b(https?|ftps?|file)://)|\b(?:mailto:|tel:|sms:|www\.))[^\s<>\"«»“”]++"
_EMAIL = r"@(?<=([\w.+\-]+)@)[\w\-]++(?:\.[\w\-]++)++"
_PLACEHOLDER = r"""
    \{\{\{?[^{}]{0,400}+\}\}\}?         # {{ticket.name}}
  | \{%(?:[^%{}]|%(?!\})){0,400}+%\}    # {% if x %}
  | \{\#[^{}]{0,400}?\#\}               # {# note #}
  | [\#$%]\{[^{}\n]{0,200}+\}           # #{x} ${x} %{x}
  | \{[\w.\-]{0,60}+\}                  # {0} {name}
  | %\([\w.]{1,60}+\)[\#0\- +]?[a-z]    # %(name)s
  | (?<![\w%])%(?:\d{1,2}+\$)?[sdif](?!\w)  # %s
  | <<[^<>\n]{1,100}+>>                 # <<x>>
  | <attribute\b[^<>]{0,300}+>          # <attribute key="user.name" default="there"/>
  | <\p{L}[\p{L}\d_ ]{0,40}+>           # <name>
  | \[\p{Lu}[\p{Lu}\d\ _\-]{1,40}+\]    # [NAVN]
  | \[\p{Ll}[\p{Ll}\d_\-]{1,40}+\]      # [dato]
"""

_PLACEHOLDER_SIGN = Lazy(r"\{|\[(?=[^\W\d_])|<(?=[^\W\d_]|<)|%(?=[({\dsdif])|[#$](?=\{)")

_DOUBLE = {'"': '"', "”": "”", "“": "”“", "„": "“”", "‟": "”", "«": "»", "»": "«»"}
_SINGLE = {"'": "'", "’": "’", "‘": "’‘", "‚": "‘’"}
_PAIRS = {**_DOUBLE, **_SINGLE}
_QUOTE = Lazy(f"[{''.join(_PAIRS)}]")


@lru_cache(maxsize=4)
def _compiled(pattern: str) -> re.Pattern[str]:
    # It takes longer to load than most texts to check.
    import regex  # type: ignore[import-untyped,unused-ignore]

    flags = regex.VERBOSE if pattern is _PLACEHOLDER else 0
    compiled: re.Pattern[str] = regex.compile(pattern, flags)  # the same methods as re's
    return compiled


@lru_cache(maxsize=16)
def own_placeholders(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a team's placeholders; raise ConfigError where it is none."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(
            f"the placeholders {pattern!r} are no regular expression: {error.msg}",
            hint=r'for @@name@@ write placeholders = "@@\\w+@@"',
        ) from None


def masks(text: str) -> tuple[Mask, ...]:
    """Return the masks of ``text``, sorted and disjoint. Linear in the text."""
    found: list[Mask] = [Mask(start, end, "history") for start, end in history(text)]
    if "```" in text or "~~~" in text:
        found += (Mask(start, end, "code") for start, end in _fences(text))
    found += _all(_INLINE_CODE, "`", text, "code")
    for url in _all(_URL, _URL_SIGNS, text, "url"):
        stripped = text[url.start : url.end].rstrip(".,;:!?)]}'’*_")
        found.append(Mask(url.start, url.start + len(stripped), "url"))
    found += _all(_EMAIL, "@", text, "email")
    found += all_placeholders(text)
    return tuple(_disjoint(found))


def placeholders(text: str) -> tuple[Mask, ...]:
    """Return the masks of ``text`` that are placeholders, such as ``{{name}}``."""
    if next(all_placeholders(text), None) is None:
        return ()
    return tuple(mask for mask in masks(text) if mask.kind == "placeholder")


def _all(pattern: str, signs: Iterable[str], text: str, kind: str) -> Iterator[Mask]:
    if not any(sign in text for sign in signs):
        return  # the pattern need not be compiled
    for found in at_signs(_compiled(pattern), signs, text):
        yield Mask(found.start(found.lastindex or 0), found.end(), kind)


def all_placeholders(text: str) -> Iterator[Mask]:
    """Find the placeholders, those in code and addresses too.

    What they are is only asked where a sign may begin one, which is much faster.
    """
    done = 0
    for sign in at_signs(_PLACEHOLDER_SIGN.use, "{[<%#$", text):
        place = sign.start()
        if place >= done and (found := _compiled(_PLACEHOLDER).match(text, place)):
            done = found.end()
            yield Mask(place, done, "placeholder")


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Yield each fenced block; one that is not closed lasts to the end, as in Markdown."""
    opening: re.Match[str] | None = None
    for fence in _FENCE.use.finditer(text):
        if opening is None:
            opening = fence
        elif fence[1].startswith(opening[1]):
            yield opening.start(), fence.end()
            opening = None
    if opening is not None:
        yield opening.start(), len(text)


def _disjoint(found: list[Mask]) -> Iterator[Mask]:
    """Yield the masks in order; where two overlap the earlier, then the longer, goes first."""
    done = 0
    for start, end, kind in sorted(found, key=lambda mask: (mask.start, -mask.end)):
        if end > done:
            yield Mask(max(start, done), end, kind)
            done = end


def quotations(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return what stands inside paired quotation marks in the paragraph ``text[start:end]``.

    Spans are sorted, disjoint and without the marks; of nested quotations the outer counts. Knows
    “a” „a“ ”a” »a« «a» "a" 'a' ’a’ ‘a’; an apostrophe inside or after a word opens nothing.
    """
    places = [found.start() for found in _QUOTE.use.finditer(text, start, end)]
    if len(places) < 2:
        return ()
    closers: dict[str, list[int]] = {}
    for place in places:
        if _may_close(text, place, start, end):
            closers.setdefault(text[place], []).append(place)
    found: list[tuple[int, int]] = []
    done = start
    for place in places:
        if place < done or not _may_open(text, place, start, end):
            continue
        closing = min(
            (
                candidates[index]
                for mark in _PAIRS[text[place]]
                if (candidates := closers.get(mark))
                and (index := bisect_right(candidates, place)) < len(candidates)
            ),
            default=end,
        )
        if closing < end and closing - place <= MOST_IN_QUOTATION:
            found.append((place + 1, closing))
            done = closing + 1
    return tuple(found)


def _may_open(text: str, place: int, start: int, end: int) -> bool:
    """Tell whether the mark at ``place`` stands where a quotation may begin: before a word."""
    mark = text[place]
    after = text[place + 1] if place + 1 < end else " "
    if mark in "«„“‟‚":
        return True
    before = text[place - 1] if place > start else " "
    return not before.isalnum() and not after.isspace() and (mark == "»" or after not in ",;:")


def _may_close(text: str, place: int, start: int, end: int) -> bool:
    """Tell whether the mark at ``place`` stands where a quotation may end: after a word."""
    mark = text[place]
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    if mark == "»":
        return not after.isalnum()
    return not before.isspace() and not after.isalnum()
