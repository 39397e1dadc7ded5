"""Lexicon files: what is read from them, and what is said about mistakes."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.errors import LexiconError
from servicetone.lexicon.decode import decode_concept, decode_forms
from servicetone.model import Severity

GOOD = """concept = "blame.did-not-read"
severity = {customer = "warning", internal = "info"}
audience = ["customer", "internal"]
principle = "P6"
rationale = "Why."
absent.da = "no such idiom"
absent.nb = "no such idiom"
absent.nn = "no such idiom"

[[sv]]
match = [
  "du har inte läst",
  "har du ens läst",
]
except = ["läst fel"]
suggest = ["svaret finns i mejlet"]
advice = "Visa var."
bad = ["Hej! <Du har inte läst>. -> Hej! Svaret finns i mejlet.", "<Har du ens läst> det?"]
good = ["Du har inte läst fel."]

[[sv]]
match = ["läs mejlet"]
advice = "Visa var."
severity = "error"
audience = ["customer"]
bad = ["<Läs mejlet>!"]
good = ["Läs gärna mejlet."]
"""


def test_a_concept_is_read_with_its_lines():
    concept = decode_concept(GOOD, "blame/did-not-read.toml")
    first, second = concept.rules["sv"]
    assert first.severity == {"customer": Severity.WARNING, "internal": Severity.INFO}
    assert second.severity == {"customer": Severity.ERROR}
    assert (first.line, second.line) == (10, 21)
    assert first.lines["har du ens läst"] == 13
    assert first.bad[0].text == "Hej! Du har inte läst."
    assert first.bad[0].text[slice(*first.bad[0].span)] == "Du har inte läst"
    assert first.bad[0].rewritten == "Hej! Svaret finns i mejlet."
    assert first.bad[1].rewritten is None
    assert concept.absent["da"] == "no such idiom"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("severity = {customer", "severty = {customer", "unknown key 'severty'"),
        ('"P6"', '"P19"', "P1 to P18"),
        ("blame.did", "blane.did", "no category 'blane'"),
        ('internal = "info"', 'internal = "bad"', "error, warning or info"),
        ('audience = ["customer"]', 'audience = ["boss"]', "audience is a list"),
        ('absent.nn = "no such idiom"\n', "", "has no [[nn]]"),
        ("<Läs mejlet>!", "Läs mejlet!", "mark the flagged part"),
        ('match = ["läs mejlet"]', "match = []", "has no match"),
        ("[[sv]]", "[[sv]", "not valid TOML"),
        ('advice = "Visa var."', 'advise = "Visa var."', "unknown key 'advise'"),
        ('good = ["Läs gärna mejlet."]', 'good = "Läs gärna."', "'good' is not a list"),
    ],
)
def test_mistakes_are_named(old, new, says):
    with pytest.raises(LexiconError) as caught:
        decode_concept(GOOD.replace(old, new), "blame/did-not-read.toml")
    assert says in str(caught.value)
    assert "blame/did-not-read.toml" in str(caught.value)


def test_forms_are_paradigms_with_the_headword_first():
    forms = decode_forms(
        "läsa läser läste # a comment\n\n# all\nläsa läst\nkund kunden\n", "sv.forms"
    )
    assert forms == {"läsa": ("läsa", "läser", "läste", "läst"), "kund": ("kund", "kunden")}


def test_a_form_is_one_word():
    with pytest.raises(LexiconError, match=r"2.*not a single word"):
        decode_forms("läsa läser\nläsa, läst\n", "sv.forms")


@given(st.text(max_size=300))
def test_any_text_is_a_concept_or_a_lexicon_error(text):
    with contextlib.suppress(LexiconError):
        decode_concept(text, "x.toml")
