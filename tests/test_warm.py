"""What is already good in a text, and what a reply may still lack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servicetone
from servicetone import Checker, Checklist
from servicetone.errors import ConfigError
from servicetone.model import Block, Document, Span
from servicetone.report import Report
from servicetone.terminal.style import Look
from servicetone.terminal.warmth import warmth
from servicetone.warm import ITEMS, checklist, decode_checklist, markers, with_warmth

REPLY = (
    "Hej Kim!\n\nTack för ditt mejl. Jag förstår att det är tråkigt att vänta på paketet. Nej, det "
    "har tyvärr inte kommit. Jag skickar ett nytt, och det är hos dig på torsdag. Ring mig "
    "gärna på 08-123 45 00 om något är oklart.\n\nAnna"
)


def done(text, language="sv", **settings):
    report = Checker(checklist=Checklist(**settings)).check(text, language)
    return {each.name: each.is_done for each in report.checklist}


def test_a_complete_reply():
    assert done(REPLY) == dict.fromkeys(Checklist().items, True)


def test_what_is_missing():
    found = done(
        REPLY.replace("Nej, det har tyvärr inte kommit. ", "").replace("på torsdag", "snart")
    )
    assert found["answers"] is False
    assert found["when"] is False
    assert found["acknowledges"] is True


def test_a_chat_snippet_and_colleagues_are_asked_nothing():
    assert done("Tack, jag fixar det!") == {}
    assert done("Tack, jag fixar det!", words=0)
    assert Checker(checklist=Checklist()).check(REPLY, "sv", "internal").checklist == ()


def test_a_file_of_many_texts_has_no_checklist():
    blocks = (Block(Span(0, len(REPLY)), name="makro"),)
    assert checklist(Document(REPLY, blocks=blocks), ()) == ()


def test_nothing_is_looked_for_unless_asked():
    report = servicetone.check(REPLY, "sv")
    assert (report.markers, report.checklist) == ((), ())
    assert "markers" not in report.to_dict()
    wire = Checker(checklist=Checklist()).check(REPLY, "sv").to_dict()
    assert wire["checklist"][0] == {"item": "acknowledges", "done": True, "text": "Tack för ditt"}
    assert wire["markers"][0]["kind"] == "thanks"


def test_congratulations_that_sting_warm_nobody():
    text = "Grattis, du lyckades missa tåget igen."
    [finding] = servicetone.check(text, "sv").findings
    assert not [
        each for each in markers(Document(text), "sv", [finding]) if each.kind == "celebrates"
    ]


def test_quoted_warmth_is_not_the_writers():
    text = "Kunden skrev ”stort tack för hjälpen” i morse."
    assert not [each for each in markers(Document(text), "sv") if each.kind == "thanks"]


@given(st.text(), st.sampled_from(["sv", "da", "nb", "nn", "other", None]))
def test_any_text(text, language):
    document = Document(f"{text} Tack för ditt mejl, takk for meldingen, tak for din mail!")
    for each in markers(document, language):
        assert document.text[each.start : each.end] == each.text


def test_what_people_read():
    document = Document(REPLY)
    report = with_warmth(document, Report(language="sv"), Checklist(items=("when", "checks-in")))
    shown = warmth(report, "svar.txt", Look(width=60))
    assert 'says when: "på torsdag"' in shown
    assert "Perhaps add: a question about how it went" in shown
    complete = with_warmth(document, Report(language="sv"), Checklist(items=("when",)))
    assert "everything on the checklist" in warmth(complete, "svar.txt", Look())


def test_a_teams_own_checklist():
    assert decode_checklist("", "c.toml") == Checklist()
    assert decode_checklist('items = ["when"]\nwords = 5\nrequired = true', "c.toml") == Checklist(
        ("when",), 5, True
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('items = ["wen"]', "did you mean 'when'"),
        ("items = 3", "items = ["),
        ("itms = []", "it has items"),
        ("words = true", "words = 25"),
        ('required = "yes"', "required = false"),
        ("items = [", ""),
    ],
)
def test_mistakes_in_a_checklist(text, hint):
    with pytest.raises(ConfigError) as caught:
        decode_checklist(text, "c.toml")
    assert hint in (caught.value.hint or "")
    assert caught.value.path == "c.toml"


def test_every_item_can_be_asked_for():
    assert set(Checklist().items) <= set(ITEMS)
