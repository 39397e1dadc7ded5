"""The screen of a draft fits any terminal, marks the words in question and names every key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servicetone
from servicetone import drafting
from servicetone.terminal.cells import width
from servicetone.terminal.draft_screen import editing, screen
from servicetone.terminal.words import WORDS

TEXT = "Hej Kim,\n\nSom jag redan har skrivit kan du byta. Det är inte mitt bord 🙄\n\nAnna"


def check(text):
    return servicetone.check(text, "sv").findings


def lines_of(rows):
    return ["".join(words for _, words in row) for row in rows]


def test_the_words_in_question_are_marked():
    draft = drafting.begin(TEXT, check)
    pieces = [piece for row in screen(draft, WORDS["sv"], 80, 24) for piece in row]
    assert ("now", "Som jag redan har skrivit") in pieces
    assert [words for style, words in pieces if style == "later"]
    plain = "\n".join(lines_of(screen(draft, WORDS["sv"], 80, 24, color=False)))
    assert "[[Som jag redan har skrivit]] kan du byta. Det är" in plain


def test_a_short_wording_shows_what_follows():
    draft = drafting.begin("Som jag redan har skrivit kan du byta resan på Mina sidor.", check)
    assert draft.choices[0].replacement == "Du kan"
    assert " 1 Du kan byta resan …" in lines_of(screen(draft, WORDS["sv"], 80, 24))


def test_every_key_is_shown():
    draft = drafting.begin(TEXT, check)
    last = lines_of(screen(draft, WORDS["en"], 120, 24))[-1]
    for key in ("1-2 take", "e write", "s leave", "a always", "q done"):
        assert key in last
    assert "u undo" not in last
    assert "u undo" in lines_of(screen(drafting.skip(draft), WORDS["en"], 120, 24))[-1]
    done = drafting.skip(drafting.skip(draft))
    while done.current:
        done = drafting.skip(done)
    assert lines_of(screen(done, WORDS["sv"], 80, 24))[-1] == "u ångra  q klar"
    assert lines_of(editing(WORDS["sv"], 40))[-1] == "Enter = klart  Esc = tillbaka"


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_every_word(language):
    assert all(WORDS[language])
    assert "{}" in WORDS[language].left


@given(st.text(max_size=300), st.integers(20, 130), st.integers(6, 50), st.booleans())
def test_it_fits_any_terminal(text, columns, lines, color):
    draft = drafting.begin(f"{TEXT} {text}", check)
    rows = screen(draft, WORDS["sv"], columns, lines, color=color)
    assert len(rows) <= lines
    assert max(map(width, lines_of(rows))) <= columns
    if lines >= 24 and columns >= 60:
        shown = "".join(words for row in rows for style, words in row if style == "now")
        assert shown.strip("[]").split()[0] == draft.current.text.split()[0]
