"""How wide text stands on a terminal, counted in cells.

An emoji takes two cells, a combining mark none; control characters must never reach the screen.
"""

from __future__ import annotations

import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd"),
    # characters that turn the writing direction would rearrange the screen around them
    **dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]),
    **dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], " "),
    0x09: "    ",
    0xAD: None,
}


def clean(text: str) -> str:
    """Return ``text`` as one harmless line: line ends and tabs as spaces, no control characters."""
    return text if text.isascii() and text.isprintable() else text.translate(_UNSEEN)


def width(text: str) -> int:
    """Return how many cells cleaned text takes."""
    if _is_plain(text):
        return len(text)
    cells = last = 0
    joined = False
    for char in text:
        code = ord(char)
        if code < 0x300 or 0x2010 <= code < 0x2028:  # letters, dashes, quotes: nearly all there is
            last = 1
        elif joined:
            last, joined = 0, False
        elif char == _EMOJI_STYLE:
            last = 1 if last == 1 else 0  # a plain sign shown as an emoji grows to two cells
        elif code in _SKIN_TONES and last in (0, 2):
            last = 0
        elif unicodedata.category(char) in ("Mn", "Me", "Cf"):
            joined = char == _ZERO_WIDTH_JOINER and cells > 0
            continue
        else:
            last = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        cells += last
    return cells


def _is_plain(text: str) -> bool:
    """Tell whether every character of cleaned ``text`` takes one cell, as Nordic letters do."""
    return text.isascii() or max(text) < "\u0300"


def fitting(text: str, cells: int) -> int:
    """Return how many leading code points of cleaned ``text`` fit into ``cells``."""
    if _is_plain(text):
        return min(len(text), cells)
    count = min(len(text), cells)  # most characters take at least one cell: start there
    while count and width(text[:count]) > cells:
        count -= 1
    while count < len(text) and width(text[: count + 1]) <= cells:
        count += 1
    return count


def wrap(text: str, cells: int) -> list[str]:
    """Break cleaned ``text`` at spaces into lines of at most ``cells``.

    A word that is longer is cut, after a slash if it has one.
    """
    lines: list[str] = []
    line = ""
    room = cells  # what is left of this line
    for word in text.split():
        needed = width(word)
        if line and needed < room:
            line += f" {word}"
            room -= needed + 1
            continue
        if line:
            lines.append(line)
        while needed > cells:
            fits = max(1, fitting(word, cells))
            cut = word.rfind("/", 0, fits) + 1 or fits
            lines.append(word[:cut])
            word = word[cut:]
            needed = width(word)
        line, room = word, cells - needed
    if line:
        lines.append(line)
    return lines
