"""Find HTML tags and Markdown emphasis, which readers do not see and matching should not either."""

from __future__ import annotations

import re

from servicetone.model import Edit
from servicetone.text.regexes import Lazy, at_signs

_INLINE_NAMES = """
a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark nobr o:p rp rt ruby s small
span st1:personname strike strong sub sup time tt u var wbr
"""
_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol optgroup option p pre
section summary table tbody td tfoot th thead title tr ul
"""
_OTHER_NAMES = """
area audio base br button canvas code col colgroup embed iframe img input kbd link map meta meter
noscript object output param picture progress q samp script select source style svg template textarea
track video
"""
INLINE = frozenset(_INLINE_NAMES.split())
"""Tags that stand inside a sentence."""
BLOCK = frozenset(_BLOCK_NAMES.split())
"""Tags that stand around paragraphs."""
_OTHER = frozenset(_OTHER_NAMES.split())
_BREAKS = {"br": "\n", "q": '"', **dict.fromkeys(BLOCK, "\n\n"), **dict.fromkeys(INLINE, "")}
KNOWN = INLINE | BLOCK | _OTHER
RAW = frozenset(("script", "style", "code", "pre", "svg", "kbd", "samp", "template"))
"""Tags between which there is no prose."""

_TAG = Lazy(r"<(?:(!--)|!doctype\b[^<>]*>|(/?)([a-z][a-z0-9]*(?::[a-z]+)?)(?:[\s/][^<>]*)?>)", re.I)

# A marker opens at the start of a word, so the masked words f*n and j**la and snake_case stay.
_EMPHASIS = Lazy(
    r"\*(?<![\w*].)(?P<stars>\*{0,2})(?=[^\s*])[^*\n]+(?<=\S)\*(?P=stars)(?!\*)(?:(?<=\*\*)|(?!\w))"
    r"|_(?<![\w_].)(?P<lines>_{0,2})(?=[^\s_])[^_\n]+(?<=\S)_(?P=lines)(?![\w_])"
    r"|~(?<![\w~].)(?P<waves>~)(?=[^\s~])[^~\n]+(?<=\S)~~(?![\w~])"
)
_LINK = Lazy(r"!?\[([^\[\]\n]+)\](\([^()\s]+\))")


def tags(text: str) -> list[Edit]:
    """Find HTML tags and comments; tags that are not HTML, such as ``<name>``, stay.

    Inline tags become nothing, block tags a blank line, ``<br>`` a newline, others a space, and
    code, scripts and styles go with what they hold.
    """
    if "<" not in text or ">" not in text:
        return []
    edits: list[Edit] = []
    unclosed: set[str] = set()
    position = 0
    while found := _TAG.use.search(text, position):
        start, end = found.span()
        name = (found[3] or "").lower()
        if found[1]:
            end = _end_of("-->", text, end, unclosed)
            if end < 0:
                position = start + 1
                continue
        elif name and name not in KNOWN:
            position = start + 1
            continue
        elif name in RAW and not found[2] and not found.group().endswith("/>"):
            end = max(end, _end_of(f"</{name}>", text, end, unclosed))
        edits.append(Edit(start, end, _BREAKS.get(name, " ")))
        position = end
    return edits


def _end_of(closing: str, text: str, position: int, unclosed: set[str]) -> int:
    """Return where ``closing`` ends, or -1; what was once sought in vain is not sought again."""
    if closing in unclosed:
        return -1
    found = re.compile(re.escape(closing), re.I).search(text, position)
    if found is None:
        unclosed.add(closing)
        return -1
    return found.end()


def emphasis(text: str) -> list[Edit]:
    """Find the marks of Markdown emphasis around words, and links, of which the text stays."""
    edits: list[Edit] = []
    if "*" in text or "_" in text or "~" in text:
        for found in at_signs(_EMPHASIS.use, "*_~", text):
            width = 1 + len(found["stars"] or found["lines"] or found["waves"] or "")
            start, end = found.span()
            edits.append(Edit(start, start + width, ""))
            edits.append(Edit(end - width, end, ""))
    if "[" in text and "](" in text:
        taken = {place for edit in edits for place in range(edit.start, edit.end)}
        for found in at_signs(_LINK.use, "![", text):
            opening = Edit(found.start(), found.start(1), "")
            closing = Edit(found.end(1), found.end(), "")
            if taken.isdisjoint(range(opening.start, opening.end)) and taken.isdisjoint(
                range(closing.start, closing.end)
            ):
                edits += (opening, closing)
        edits.sort()
    return edits
