"""Edits carried out and composed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servicetone.model import Edit
from servicetone.readers.places import code_points
from servicetone.text.edits import composed, spliced, within


@st.composite
def edits_of(draw, length):
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(start, end, draw(st.text("xyz", max_size=3))) for start, end in pairs]


@given(st.text("abc", max_size=12), st.data())
def test_one_list_does_what_two_did(text, data):
    first = data.draw(edits_of(len(text)))
    between = spliced(text, first)
    then = data.draw(edits_of(len(between)))
    both = composed(text, first, then)
    assert spliced(text, both) == spliced(between, then)
    assert all(edit.start < edit.end for edit in both)
    assert all(one.end <= other.start for one, other in pairwise(both))


@given(st.text("abc", min_size=4, max_size=12), st.data())
def test_edits_within_a_stretch(text, data):
    edits = data.draw(edits_of(len(text)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inside = within(edits, start, end)
    assert [text[start:end][edit.start : edit.end] for edit in inside] == [
        text[edit.start : edit.end] for edit in edits if start <= edit.start and edit.end <= end
    ]


@given(st.text(st.sampled_from("aå€😀")))
def test_bytes_and_code_points(text):
    data = text.encode()
    at = code_points(text, data)
    assert [at(len(text[:place].encode())) for place in range(len(text) + 1)] == [
        *range(len(text) + 1)
    ]
