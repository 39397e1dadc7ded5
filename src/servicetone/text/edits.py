"""Carry out edits, and make one list of two."""

from __future__ import annotations

from servicetone.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with ``edits`` (sorted, disjoint) carried out."""
    pieces: list[str] = []
    done = 0
    for start, end, replacement in edits:
        pieces += (text[done:start], replacement)
        done = end
    return "".join([*pieces, text[done:]])


def within(edits: Iterable[Edit], start: int, end: int) -> list[Edit]:
    """Return those of ``edits`` that lie between two offsets, counted from the first."""
    return [
        Edit(each.start - start, each.end - start, each.replacement)
        for each in edits
        if start <= each.start and each.end <= end
    ]


def composed(text: str, first: Sequence[Edit], then: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits of ``text`` that do what ``first`` and, on its result, ``then`` do."""
    if not first or not then:
        return tuple(first or then)
    between = spliced(text, first)
    # Where each edit stands in the text between the two, and by how much it moves what follows.
    places: list[tuple[int, int, int, Edit | None]] = [(*edit[:2], 0, edit) for edit in then]
    shift = 0
    for edit in first:
        at = edit.start - shift
        moved = edit.end - edit.start - len(edit.replacement)
        places.append((at, at + len(edit.replacement), moved, None))
        shift += moved
    places.sort(key=lambda place: place[:2])
    found: list[Edit] = []
    shift = number = 0
    while number < len(places):
        low, high = places[number][:2]
        before = shift
        inside: list[Edit] = []
        while number < len(places) and (places[number][0] < high or places[number][0] == low):
            high = max(high, places[number][1])
            shift += places[number][2]
            if (edit_of_then := places[number][3]) is not None:
                inside.append(edit_of_then)
            number += 1
        words = spliced(between[low:high], within(inside, low, high))
        found.append(Edit(low + before, high + shift, words))
    return tuple(found)
