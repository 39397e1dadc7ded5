from hypothesis import given
from hypothesis import strategies as st

from servicetone.terminal.cells import width
from servicetone.terminal.excerpt import excerpt
from servicetone.text.lines import Lines


def shown(text, words, cells=60):
    start = text.index(words)
    return list(excerpt(text, Lines(text), start, start + len(words), cells))


def test_a_short_line_is_shown_whole():
    assert shown("Hej!\nDu har inte läst.\n", "har inte") == [
        (2, "Du har inte läst.", "   ~~~~~~~~"),
    ]


def test_the_underline_stands_under_wide_and_combining_characters():
    assert shown("😀 a\u0308 skit", "skit") == [(1, "😀 a\u0308 skit", "     ~~~~")]
    assert shown("\t\thej skit", "skit") == [(1, "hej skit", "    ~~~~")]
    assert shown("hej\tskit", "skit") == [(1, "hej    skit", "       ~~~~")]
    assert shown("så 😀😀 nej", "😀😀") == [(1, "så 😀😀 nej", "   ~~~~")]


def test_a_long_line_is_cut_around_the_words():
    text = "före " * 30 + "MITT I" + " efter" * 30
    ((line, row, underline),) = shown(text, "MITT I", 40)
    assert line == 1
    assert row.startswith("…")
    assert row.endswith("…")
    assert row[underline.index("~") : len(underline)] == "MITT I"
    assert width(row) <= 40


def test_a_long_line_begins_at_its_beginning():
    ((_, row, underline),) = shown("NU" + " efter" * 30, "NU", 40)
    assert row.startswith("NU efter")
    assert underline == "~~"


def test_nothing_is_cut_before_that_has_room():
    text = "Hej! 👩\u200d💻 Du" + " efter" * 30
    ((_, row, underline),) = shown(text, "Du", 40)
    assert row.startswith("Hej! 👩\u200d💻 Du efter")
    assert underline == "        ~~"


def test_words_wider_than_the_screen_are_wrapped():
    text = "ett två tre fyra fem sex sju"
    assert shown(text, text, 12) == [
        (1, "ett två", "~~~~~~~"),
        (None, "tre fyra", "~~~~~~~~"),
        (None, "fem sex…", "~~~~~~~"),
    ]


def test_words_over_several_lines():
    assert shown("Hej\ndu har\n  inte läst\nmejlet", "har\n  inte") == [
        (2, "du har", "   ~~~"),
        (3, "inte läst", "~~~~"),
    ]


def test_many_lines_are_cut_short():
    text = "\n".join(f"rad {number}" for number in range(1, 10))
    rows = shown(text, text)
    assert [row.line for row in rows] == [1, 2, 3, None, 9]


odd = st.text(st.sampled_from("ab å😀\t\n\r\x1b\u0301\u200d"), min_size=1, max_size=80)


@given(odd, st.data(), st.integers(20, 50))
def test_any_stretch_fits_the_screen(text, data, cells):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for row in excerpt(text, Lines(text), start, end, cells):
        assert width(row.text) <= cells
        assert len(row.underline) <= cells
        assert "\n" not in row.text
        assert "\x1b" not in row.text


def test_a_line_of_megabytes_is_only_looked_at_near_the_words():
    text = "ord " * 500_000 + "skit" + " ord" * 500_000
    lines = Lines(text)
    for _ in range(2_000):
        (row,) = excerpt(text, lines, 2_000_000, 2_000_004, 60)
    assert "skit" in row.text
