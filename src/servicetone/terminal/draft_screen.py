"""The screen of a draft: the text with its marks, what the reader hears, choices, keys. Pure."""

from __future__ import annotations

import re

from servicetone.drafting import needs_hand
from servicetone.terminal.cells import clean, fitting, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.drafting import Draft
    from servicetone.model import Suggestion
    from servicetone.terminal.words import Words

Piece = tuple[str, str]
"""The name of a style ("now", "later", "key", "quiet", "warm" or "") and words to show in it."""
Row = list[Piece]

_FEWEST_OF_TEXT = 3
_FEWEST_WORDS = 4
_PIECES = re.compile(r"\S+|[^\S\n]+")
_RULE = "─"


def screen(
    draft: Draft,
    words: Words,
    columns: int,
    lines: int,
    *,
    color: bool = True,
    keys: bool = True,
) -> list[Row]:
    """Return at most ``lines`` rows of at most ``columns`` cells.

    Without ``color`` the words in question stand in [[ ]]. ``keys`` shows those that do something now.
    """
    panel = _panel(draft, words, columns)
    names = _keys(_key_names(draft, words), columns) if keys else []
    room = max(_FEWEST_OF_TEXT, lines - len(panel) - len(names) - 1)
    panel = panel[: max(1, lines - room - len(names) - 1)]
    text = _text(draft, columns, room, color=color)
    left = len(draft.open)
    count = words.one_left if left == 1 else words.left.format(left)
    rule = f"{_RULE * 2} {count} "
    rule += _RULE * (columns - width(rule))
    return [*text, [("quiet", rule[:columns])], *panel, *names][:lines]


def editing(words: Words, columns: int) -> list[Row]:
    """Return what stands above the line in which a passage is written anew."""
    rows: list[Row] = [[("quiet", _RULE * columns)]]
    return rows + _keys([words.accept, words.back], columns)


def _text(draft: Draft, columns: int, room: int, *, color: bool) -> list[Row]:
    """Return the rows of the text around the current finding."""
    marks = [(each.start, each.end, each is draft.current) for each in draft.open]
    places = [*_rows(draft.text, columns - (0 if color else 4))]
    current = draft.current
    at = current.start if current else 0
    here = next((n for n, (_, end) in enumerate(places) if at < end), 0)
    first = max(0, min(here - room // 3, len(places) - room))
    return [
        _marked(draft.text, *place, marks, color=color) for place in places[first : first + room]
    ]


def _rows(text: str, columns: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each row when ``text`` is broken at spaces."""
    place = 0
    for line in text.splitlines(keepends=True) or [""]:
        start = place
        cells = 0
        for piece in _PIECES.finditer(line.rstrip("\r\n")):
            begin, end = place + piece.start(), place + piece.end()
            needed = width(clean(piece[0]))
            if cells and cells + needed > columns and not piece[0].isspace():
                yield start, start + len(text[start:begin].rstrip())
                start, cells = begin, 0
            while needed > columns:
                count = max(1, fitting(clean(text[begin:end]), columns))
                yield start, begin + count
                begin += count
                start, needed = begin, width(clean(text[begin:end]))
            cells += needed
        place += len(line)
        yield start, max(start, start + len(text[start:place].rstrip()))


def _marked(
    text: str, start: int, end: int, marks: list[tuple[int, int, bool]], *, color: bool
) -> Row:
    row: Row = []
    place = start
    for first, last, is_now in marks:
        if last <= start or end <= first:
            continue
        begin, stop = max(first, start), min(last, end)
        words = clean(text[begin:stop])
        if is_now and not color:
            words = f"{'[[' if begin == first else ''}{words}{']]' if stop == last else ''}"
        row += [("", clean(text[place:begin])), ("now" if is_now else "later", words)]
        place = stop
    row.append(("", clean(text[place:end])))
    return [piece for piece in row if piece[1]]


def _panel(draft: Draft, words: Words, columns: int) -> list[Row]:
    current = draft.current
    if current is None:
        return [[("warm", line)] for line in wrap(words.done, columns)]
    rows: list[Row] = [[("", line)] for line in wrap(clean(current.message), columns)]
    for number, choice in enumerate(draft.choices, 1):
        shown = _shown(choice, words, draft.text)
        rows += _labelled(f" {number} ", shown, columns, ("key", "warm"))
    if not draft.choices:
        rows += [[("quiet", line)] for line in wrap(words.none, columns)]
    if current.advice:
        rows += _labelled(f" {words.tip}", clean(current.advice), columns, ("quiet", ""))
    return rows


def _shown(choice: Suggestion, words: Words, text: str) -> str:
    """Return a choice as it reads; a short one with the words that follow: "Du kan byta resan …"."""
    said = clean(choice.shown)
    if not said:
        return words.without
    if needs_hand(choice):
        return f"{words.idea}{said}"
    if len(said.split()) < _FEWEST_WORDS and said[-1:].isalnum():
        line = text[choice.span.end :].partition("\n")[0]
        after = line if line[:1].isspace() else ""
        followed = after.split()[: _FEWEST_WORDS - len(said.split())]
        said = clean(" ".join([said, *followed])) + (" …" if followed else "")
    return said


def _labelled(label: str, text: str, columns: int, styles: tuple[str, str]) -> list[Row]:
    lines = wrap(text, max(10, columns - width(label)))
    space = " " * width(label)
    return [
        [(styles[0], label if not number else space), (styles[1], line)]
        for number, line in enumerate(lines)
    ]


def _key_names(draft: Draft, words: Words) -> list[str]:
    """Return every key that does something now, with what it does."""
    names = []
    if count := len(draft.choices):
        names.append(f"{'1' if count == 1 else f'1-{count}'} {words.take}")
    if draft.current is not None:
        names += [f"e {words.edit}", f"s {words.skip}", f"a {words.always}"]
    if draft.before is not None:
        names.append(f"u {words.undo}")
    return [*names, f"q {words.quit}"]


def _keys(names: list[str], columns: int) -> list[Row]:
    """Return the keys in as few rows as they fit into."""
    rows: list[list[str]] = [[]]
    for name in names:
        if rows[-1] and width("  ".join([*rows[-1], name])) > columns:
            rows.append([])
        rows[-1].append(name)
    return [[("key", "  ".join(row)[:columns])] for row in rows]
