"""The pattern parser: every sign, every mistake with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.errors import PatternError
from servicetone.pattern.parse import parse
from servicetone.pattern.syntax import (
    Anchor,
    Capture,
    Choice,
    ClassRef,
    Compound,
    Focus,
    Form,
    Gap,
    Maybe,
    Series,
    Swap,
    Word,
)


@pytest.mark.parametrize(
    ("pattern", "tree"),
    [
        ("läst", Word("läst")),
        ("du/ni", Choice((Word("du"), Word("ni")))),
        ("inte (ens) läst", Series((Word("inte"), Maybe(Word("ens")), Word("läst")))),
        ("[i dag | nu]", Choice((Series((Word("i"), Word("dag"))), Word("nu")))),
        ("(i dag | nu) gå", Series((Maybe(Choice((Series((Word("i"), Word("dag"))), Word("nu")))), Word("gå")))),
        ("~läsa", Form("läsa", 0)),
        ("skit*", Compound(Word("skit"), tail=False)),
        ("*~kärring", Compound(Form("kärring", 0), tail=True)),
        ("@our-text", ClassRef("our-text", 0)),
        ("a ... b", Series((Word("a"), Gap(3), Word("b")))),
        ("a ...7 b", Series((Word("a"), Gap(7), Word("b")))),
        ("{text: @mail} x", Series((Capture("text", ClassRef("mail", 7)), Word("x")))),
        ("om <du läst>", Series((Word("om"), Focus(Series((Word("du"), Word("läst"))))))),
        ("^ nej $", Series((Anchor("^"), Word("nej"), Anchor("$")))),
        ("varför då ?", Series((Word("varför"), Word("då"), Anchor("?")))),
        ("du & borde läsa", Series((Swap(Word("du"), Word("borde")), Word("läsa")))),
        ("it_avdelningen", Series((Word("it"), Word("avdelningen")), strict=True)),
        ("no-go", Series((Word("no"), Word("go")), strict=True)),
        ("🙄", Word("🙄")),
    ],
)  # fmt: skip
def test_every_sign(pattern, tree):
    assert parse(pattern) == tree


@pytest.mark.parametrize(
    ("pattern", "column", "says"),
    [
        ("", 0, "expected a word"),
        ("du (ju", 3, "not closed"),
        ("du ju)", 5, "unexpected ')'"),
        ("[i dag | ]", 8, "expected a word"),
        ("du/ ni", 3, "expected a word after '/'"),
        ("& borde", 0, "'&' stands between"),
        ("du &", 3, "'&' stands between"),
        ("a .. b", 2, "three dots"),
        ("a ...40 b", 2, "1 to 12"),
        ("@", 1, "name of a word class"),
        ("@NAMN x", 0, "no built-in class"),
        ("{text @mail}", 0, "name and a colon"),
        ("<a> <b>", 4, "only one part"),
        ("du, ni", 2, "never matches"),
        ("sk*", 0, "3 or more letters"),
        ("*skit*", 0, "one side only"),
        ("(ju)", 0, "at least one word"),
        ("... ^ a", 4, "'^' stands first"),
        ("a $ b", 2, "'$' stands last"),
        ("a\\|b", 1, "never matches"),
        ("a_ b", 2, "expected a word after '_'"),
    ],
)
def test_mistakes_say_where(pattern, column, says):
    with pytest.raises(PatternError) as caught:
        parse(pattern)
    assert says in caught.value.message
    assert caught.value.column == column


def test_error_shows_a_caret_under_the_column():
    with pytest.raises(PatternError) as caught:
        parse("du har (ju inte läst")
    lines = str(caught.value).splitlines()
    assert lines[1] == "  du har (ju inte läst"
    assert lines[2].index("^") == lines[1].index("(")


@given(st.text(alphabet="aåb/()[]{}<>|&_~*@^$?!.: -0Dé\\🙄", max_size=40))
def test_any_text_parses_or_says_why(pattern):
    try:
        parse(pattern)
    except PatternError as error:
        assert 0 <= error.column <= len(pattern)


@given(st.integers(min_value=41, max_value=3000))
def test_deep_nesting_is_an_error_not_a_crash(depth):
    with pytest.raises(PatternError, match="nested"):
        parse("(" * depth + "a" + ")" * depth)
