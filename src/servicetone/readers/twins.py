"""Texts that say the same in two ways, HTML and plain: where one changes, so does the other."""

from __future__ import annotations

from servicetone.model import Edit
from servicetone.records import NamedTuple
from servicetone.text.fold import fold
from servicetone.text.regexes import Lazy
from servicetone.text.view import TextView, view_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.model import Block

_WORD = Lazy(r"\S+")


class _Words(NamedTuple):
    """The words of a block: its view, and where they stand in it."""

    view: TextView
    places: list[tuple[int, int]]
    base: int

    @classmethod
    def of(cls, text: str, block: Block) -> _Words:
        view = view_of(text[slice(*block.span)], block.edits)
        places = [found.span() for found in _WORD.use.finditer(fold(view.text))]
        return cls(view, places, block.span.start)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``view.text[start:end]`` stands in the file."""
        found = self.view.original_span(start, end)
        return self.base + found.start, self.base + found.end


def words_of(text: str) -> tuple[str, ...]:
    """Return the words by which two texts are told to say the same."""
    return tuple(fold(view_of(text).text).split())


def twin_edit(text: str, block: Block, twin: Block, edit: Edit) -> Edit | None:
    """Return the edit of ``twin`` that changes the same words as ``edit`` does in ``block``.

    Both say the same words; marks that the edit covers at its rims are covered in the twin, too,
    where it has them. None where the words cannot be told.
    """
    ours, theirs = _Words.of(text, block), _Words.of(text, twin)
    touched = [
        number
        for number, place in enumerate(ours.places)
        if ours.span(*place)[1] > edit.start and ours.span(*place)[0] < edit.end
    ]
    if not touched or len(ours.places) != len(theirs.places):
        return None
    first, last = touched[0], touched[-1]
    start, end = ours.places[first][0], ours.places[last][1]
    begin, stop = start, end
    while begin and ours.span(begin - 1, begin)[0] >= edit.start:
        begin -= 1
    while stop < len(ours.view.text) and ours.span(stop, stop + 1)[1] <= edit.end:
        stop += 1
    head, tail = ours.view.text[begin:start], ours.view.text[end:stop]
    start, end = theirs.places[first][0], theirs.places[last][1]
    if head and theirs.view.text.endswith(head, 0, start):
        start -= len(head)
    if tail and theirs.view.text.startswith(tail, end):
        end += len(tail)
    return Edit(*theirs.span(start, end), edit.replacement)
