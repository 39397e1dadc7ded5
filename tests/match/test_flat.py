"""The compiled first look gives the answers of the one in Python, which other tests vouch for."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicetone.checker import Checker
from servicetone.lexicon.load import load_compiled, load_concepts
from servicetone.match.look import Look
from servicetone.match.places import OUTLINE
from servicetone.model import LANGUAGES
from servicetone.text.cues import KINDS
from servicetone.text.fold import FOLDED

_look = pytest.importorskip("servicetone.match._look", reason="there was no C compiler")


@cache
def looks(language):
    """Return the look of ``language`` as compiled, and in Python."""
    [engine] = Checker((language,))._engines_of(language)
    compiled = Look(engine.lexicon, engine.look.sieve)
    assert compiled._table is not None
    return compiled, Look(engine.lexicon, engine.look.sieve, compiled=False)


def assert_same(language, text):
    compiled, by_sets = looks(language)
    found, odd = compiled.at(text)
    expected, expected_odd = by_sets.at(text)
    assert found == expected
    assert odd or not expected_odd


@cache
def examples(language):
    return [
        example.text
        for concept in load_concepts()
        for rule in concept.rules.get(language, ())
        for example in (*rule.bad, *rule.good)
    ]


@cache
def words(language):
    return sorted({word for text in examples(language) for word in text.split()})


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_looked_at_alike(language):
    for text in examples(language):
        assert_same(language, text)
        assert_same(language, text.upper())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("end", [". ", " ", "! ", "\n", ", så ", " {{namn}} ", " 🙂 "])
def test_long_texts_are_looked_at_alike(language, end):
    texts = examples(language)
    for first in range(0, len(texts), 40):
        assert_same(language, end.join(texts[first : first + 40]))


@given(st.data())
@settings(max_examples=300)
def test_any_words_are_looked_at_alike(data):
    language = data.draw(st.sampled_from(LANGUAGES))
    some = st.sampled_from(words(language))
    odd = st.text("aeå äÄ.!?-*@{}[]%<>0134½ßŠŝ“”—\n\t\x85\u2028🙄🙂Ωı\ud800", max_size=6)
    pieces = data.draw(st.lists(some | some | some | odd, max_size=120))
    joint = data.draw(st.sampled_from([" ", " ", "", ". ", "\n"]))
    assert_same(language, joint.join(pieces))


def test_what_is_no_table_is_refused():
    good = bytes(load_compiled("sv").flat)
    for data in (b"", bytes(400), good[:-4], b"\1" + good[1:]):
        with pytest.raises(ValueError, match="not a table"):
            _look.Table(data, FOLDED, KINDS, OUTLINE, b"")
    with pytest.raises(ValueError, match="not a table"):
        _look.Table(good, FOLDED[1:], KINDS, OUTLINE, b"")
    table = _look.Table(good, FOLDED, KINDS, OUTLINE, b"")
    for arguments in ((), ("x", ()), (b"x",), (b"x", (), ()), ("x", [], ()), ("x", (), [])):
        with pytest.raises(TypeError):
            table.look(*arguments)
    with pytest.raises(TypeError):
        table.look("x y", (0, "1"), ())


def test_holes_past_the_end_are_harmless():
    table = looks("sv")[0]._table
    assert table.look("hej", (0, 50, 70, 90), ()) == ((), 0, ())
    with pytest.raises(OverflowError):
        table.look("hej", (-1, 2), ())


@pytest.mark.parametrize(
    "text",
    ["{{name}}", "<name>", "<<x>>", "[NAVN]", "[dato]", "%s", "%(x)s", "%1$s", "#{x}", "🙄"],
)
def test_a_text_that_may_hold_placeholders_is_given_back(text):
    table = looks("sv")[0]._table
    assert table.look(f"hej {text} du") is None
    assert table.look("25 % av “[1] < 3 %” – …") == ((), 0, ())
