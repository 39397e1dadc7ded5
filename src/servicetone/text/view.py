"""A normalised text that knows, for each of its characters, where it stands in the original.

A view is a chain of layers: each layer keeps the edits that made its text from the layer below,
so a view costs memory in proportion to what was changed, and nothing when nothing was.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right

from servicetone.model import Span
from servicetone.records import NamedTuple
from servicetone.text.markup import emphasis, tags
from servicetone.text.normalise import characters, entities, hyphenation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicetone.model import Edit

# Each finds what it would change, and nothing in a text that it has changed already.
_STAGES = (characters, entities, tags, emphasis, hyphenation)
# One stage can lay bare work for another ("&lt;b&gt;"); text nested deeper than this stays as it is.
_MOST_ROUNDS = 8


class _Layer(NamedTuple):
    """How one text was made from ``below``: four parallel columns, one row an edit.

    ``at`` and ``past`` bound the replacement in the new text, ``start`` and ``end`` what it
    replaced. A cut is a layer with one row: everything before the cut became nothing.
    """

    below: _Layer | None
    at: array[int]
    past: array[int]
    start: array[int]
    end: array[int]

    def bounds(self, index: int) -> tuple[int, int]:
        """Return where the code point ``index`` begins and ends in the text below."""
        row = bisect_right(self.at, index) - 1
        if row < 0:
            return index, index + 1
        if index < self.past[row]:
            return self.start[row], self.end[row]
        begin = self.end[row] + index - self.past[row]
        return begin, begin + 1


class TextView(NamedTuple):
    """``text`` is what is matched, ``original`` what the user wrote; offsets are code points.

    The view is the identity, at no cost, when ``text is original``.
    """

    original: str
    text: str
    layer: _Layer | None = None
    """How ``text`` came about; None when it is ``original``."""

    def original_span(self, start: int, end: int) -> Span:
        """Return the stretch of ``original`` that ``text[start:end]`` was made from.

        Removed characters at the rim are left out, those inside are covered. The result is
        monotone in both arguments, and not empty unless ``start == end``, when it is the place
        where ``text[start]`` begins. Takes time in the logarithm of the number of edits.
        """
        if start >= end:
            if start < len(self.text):
                place = self.original_span(start, start + 1).start
            else:
                place = self.original_span(start - 1, start).end if self.text else 0
            return Span(place, place)
        layer = self.layer
        while layer is not None:
            start = layer.bounds(start)[0]
            end = layer.bounds(end - 1)[1]
            layer = layer.below
        return Span(start, end)

    def rewritten(self, edits: Sequence[Edit]) -> TextView:
        """Return the view with ``edits`` (of ``text``, sorted, disjoint) carried out.

        Every character of a replacement stands for the whole stretch that it replaced.
        """
        if not edits:
            return self
        pieces: list[str] = []
        at, past, start, end = array("q"), array("q"), array("q"), array("q")
        done = length = 0
        for edit in edits:
            length += edit.start - done
            at.append(length)
            length += len(edit.replacement)
            past.append(length)
            start.append(edit.start)
            end.append(edit.end)
            pieces.append(self.text[done : edit.start])
            pieces.append(edit.replacement)
            done = edit.end
        pieces.append(self.text[done:])
        layer = _Layer(self.layer, at, past, start, end)
        return TextView(self.original, "".join(pieces), layer)

    def cut(self, start: int, end: int) -> TextView:
        """Return a view of ``text[start:end]`` alone, at the cost of that stretch only."""
        if start <= 0 and end >= len(self.text):
            return self
        zero = array("q", [0])
        layer = _Layer(self.layer, zero, zero, zero, array("q", [start]))
        return TextView(self.original, self.text[start:end], layer)


def is_plain(text: str) -> bool:
    """Tell whether ``text`` is normalised as it stands, so that its view is the identity."""
    return not any(stage(text) for stage in _STAGES)


def _is_ordinary(text: str) -> bool:
    """Tell, for most texts that are, that they hold nothing that any stage looks for."""
    try:
        return not text.encode("latin-1").translate(None, _ORDINARY)
    except UnicodeEncodeError:
        pass
    try:  # typographic quotation marks and dashes; ten times slower
        return not text.encode("cp1252").translate(None, _TYPOGRAPHIC)
    except UnicodeEncodeError:
        return False


# A line break is not among these: words may be hyphenated over it.
_SIGNS = " .,:;!?()/'\"%+=@#-{}$|§°´»«½–—‘’‚“”„•…€™"


def _ordinary(encoding: str) -> bytes:
    """Return the bytes of ``encoding`` that stand for letters, digits and ``_SIGNS``."""
    chars = bytes(range(256)).decode(encoding, "replace")
    return bytes(code for code, char in enumerate(chars) if char.isalnum() or char in _SIGNS)


_ORDINARY, _TYPOGRAPHIC = _ordinary("latin-1"), _ordinary("cp1252")


def view_of(text: str, edits: Sequence[Edit] = ()) -> TextView:
    """Return the normalised view of ``text``; the same for every language. Linear in its length.

    ``edits`` are carried out first: they undo the escapes of the file format. Composes letters with their accents; makes odd spaces, hyphens and letter forms ordinary;
    drops invisible characters, HTML and Markdown emphasis; joins words hyphenated over a line end.
    """
    view = TextView(text, text).rewritten(edits)
    if _is_ordinary(view.text):
        return view
    for _ in range(_MOST_ROUNDS):
        before = view
        for stage in _STAGES:
            view = view.rewritten(stage(view.text))
        if view is before:
            break
    return view
