import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.text.lines import Lines

texts = st.text(st.sampled_from("aä😀\n\r\t\u2028\x0b"), max_size=60)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("ä😀x", 2, (1, 3)),
        ("a\u2028b\x0bc", 4, (1, 5)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_place(text, offset, place):
    assert Lines(text).place(offset) == place


@given(texts)
def test_place_agrees_with_counting(text):
    lines = Lines(text)
    for offset in range(len(text) + 1):
        ends = [end.end() for end in re.finditer("\r\n|\r|\n", text) if end.end() <= offset]
        assert lines.place(offset) == (len(ends) + 1, offset - (ends[-1] if ends else 0) + 1)


@given(texts)
def test_spans_are_the_lines_without_their_ends(text):
    lines = Lines(text)
    spans = [lines.span(number) for number in range(1, len(lines) + 1)]
    assert [text[start:end] for start, end in spans] == re.split("\r\n|\r|\n", text)


@given(texts)
def test_place_and_span_fit_together(text):
    lines = Lines(text)
    for offset in range(len(text) + 1):
        line, column = lines.place(offset)
        assert lines.span(line).start + column - 1 == offset
