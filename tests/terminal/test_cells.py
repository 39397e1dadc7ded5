import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.terminal.cells import clean, fitting, width, wrap


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("åäö", 3),
        ("a\u0308", 1),
        ("😀", 2),
        ("❤", 1),
        ("❤\ufe0f", 2),
        ("👍🏽", 2),
        ("👩\u200d💻", 2),
        ("日本", 4),
        ("\u200b", 0),
        ("a\u200bb", 2),
    ],
)
def test_width(text, cells):
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a    b"),
        ("a\nb\r\nc", "a b  c"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\x00\x9b", "\ufffd\ufffd"),
        ("a\u202eb\u2066c", "abc"),
        ("så \ud800", "så \ud800"),
    ],
)
def test_clean(text, shown):
    assert clean(text) == shown


@given(st.text())
def test_nothing_clean_controls_the_terminal(text):
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in clean(text))


@given(st.text(max_size=60).map(clean), st.integers(1, 40))
def test_fitting_is_the_most_that_fits(text, cells):
    count = fitting(text, cells)
    assert width(text[:count]) <= cells
    if count < len(text):
        assert width(text[: count + 1]) > cells


@given(st.text("ab å😀", max_size=80), st.integers(4, 30))
def test_wrapped_lines_fit_and_keep_every_word(text, cells):
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrap_breaks_at_spaces():
    assert wrap("ett två tre", 7) == ["ett två", "tre"]
    assert wrap("", 7) == []
    assert wrap("bord/jobb/grej", 12) == ["bord/jobb/", "grej"]
