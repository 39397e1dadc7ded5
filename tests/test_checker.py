"""The checker as a caller sees it: offsets, languages, audiences, options, odd input."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servicetone
from servicetone import Category, Checker, Severity
from servicetone.errors import ConfigError, LanguageError
from servicetone.model import Block, Document, Span

SWEDISH = "Hej! Du har ju inte läst vårt mejl."
ODD = "\u0000\ud800\udfff\u00ad\u200b\ufeff\u0301\u1f44d\U0001f644<b>&auml;{{x}}```>*_\r\n\t"

letters = st.sampled_from([
    "du ", "Du ", "har ", "inte ", "läst ", "ikke ", "ikkje ", "din ", "egen ", "skyld ", "idiot ",
    "jävla ", "f*n ", "neeej ", "ar ", "maste ", "sådan er det bare ", "\n", "\n\n", ". ", ", ", "? ",
    '"', "”", "> ", "- ", "<b>", "</b>", "&auml;", "{{name}} ", "https://a.se/du-har ", "🙄", "a\u0301",
    "\u00ad", "\u200b", "\ud800", "\x00", "DU HAR INTE LÄST ",
])  # fmt: skip
texts = st.one_of(st.lists(letters, max_size=40).map("".join), st.text(max_size=200))


@given(
    texts,
    st.sampled_from(["sv", "da", "nb", "nn", "no", None]),
    st.sampled_from(["customer", "internal"]),
)
@settings(max_examples=300)
def test_a_finding_is_exactly_the_text_at_its_offsets(text, language, audience):
    report = servicetone.check(text, language, audience, explain=True)
    findings = [*report.findings, *(vetoed.finding for vetoed in report.vetoed)]
    for finding in findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        for suggestion in finding.suggestions:
            assert 0 <= suggestion.span.start <= finding.start
            assert finding.end <= suggestion.span.end <= len(text)
    starts = [finding.start for finding in report.findings]
    assert starts == sorted(starts)
    for one, other in zip(report.findings, report.findings[1:]):
        assert one.end <= other.start


@given(texts, st.sampled_from(["sv", "da", "nb", "nn"]))
def test_the_same_text_gives_the_same_report(text, language):
    assert servicetone.check(text, language) == servicetone.check(text, language)


@pytest.mark.parametrize(
    ("text", "language", "flagged"),
    [
        (SWEDISH, "sv", "Du har ju inte läst vårt mejl"),
        ("Hej! Du har ju inte la\u0308st va\u030art mejl.", "sv", "Du har ju inte la\u0308st va\u030art mejl"),
        ("Hej! Du har ju\u00a0inte läst va\u00adårt".replace("va\u00ad", "v\u00ad") + " mejl.", "sv", "Du har ju\u00a0inte läst v\u00adårt mejl"),
        ("Hej! Du har ju inte\nläst vårt mejl.", "sv", "Du har ju inte\nläst vårt mejl"),
        ("Hej! Du har ju in\u00adte <b>läst</b> v&aring;rt mejl.", "sv", "Du har ju in\u00adte <b>läst</b> v&aring;rt mejl"),
        ("Hej! DU HAR JU INTE LÄST VÅRT MEJL.", "sv", "DU HAR JU INTE LÄST VÅRT MEJL"),
        ("Hej! Du har ju **inte** läst vårt mejl.", "sv", "Du har ju **inte** läst vårt mejl"),
        ("Hej! Du har ju inteeee läst 🙂 vårt mejl.", "sv", "Du har ju inteeee läst 🙂 vårt mejl"),
        ("Hej! Du har ju inte last mejlet, sa du maste gora det nar du kan.", "sv", "Du har ju inte last mejlet"),
    ],
)  # fmt: skip
def test_the_way_it_is_written_does_not_hide_it(text, language, flagged):
    report = servicetone.check(text, language)
    assert [f.text for f in report.findings] == [flagged]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kör `du har inte läst` i terminalen.", "code"),
        ("Se mer.\n\n> Du har inte läst vårt mejl.\n> Hälsningar", "history"),
        ("Kunden skrev att du har inte läst vårt mejl.", "quoted"),
        ("Undvik fraser som ”du har inte läst vårt mejl”.", "meta"),
    ],
)
def test_what_is_not_the_writers_own_is_left_alone_and_explained(text, reason):
    assert servicetone.check(text, "sv").findings == ()
    vetoed = servicetone.check(text, "sv", explain=True).vetoed
    assert reason in {each.reason for each in vetoed}


def test_unknown_names_are_errors_with_a_way_out():
    with pytest.raises(LanguageError) as caught:
        servicetone.check("Hej", language="se")
    assert "sv (Swedish)" in caught.value.hint
    with pytest.raises(ConfigError, match="audience"):
        servicetone.check("Hej", audience="boss")
    with pytest.raises(ConfigError) as caught:
        Checker(select=["blaem"])
    assert "blame" in caught.value.hint
    with pytest.raises(TypeError, match="bytes"):
        servicetone.check(b"Hej")


def test_select_and_ignore_take_categories_ids_and_beginnings():
    [finding] = servicetone.check(SWEDISH, "sv").findings
    assert finding.category is Category.BLAME
    assert Checker(select=["blame"]).check(SWEDISH, "sv").findings == (finding,)
    assert Checker(select=["contempt"]).check(SWEDISH, "sv").findings == ()
    without = Checker(ignore=[finding.rule]).check(SWEDISH, "sv").findings
    assert finding.rule not in {each.rule for each in without}
    rest = Checker(ignore=["blame"]).check(SWEDISH, "sv").findings
    assert Category.BLAME not in {each.category for each in rest}


def test_wordings_can_be_left_out():
    text = "Det är ditt fel. Lugna ner dig."
    full, bare = (Checker(("sv",), wordings=each).check(text, "sv") for each in (True, False))
    assert any(each.suggestions for each in full.findings)
    assert bare.findings == tuple(each._replace(suggestions=()) for each in full.findings)


def test_messages_come_in_the_language_of_the_text_or_in_english():
    [own] = servicetone.check(SWEDISH, "sv").findings
    [english] = Checker(messages="en").check(SWEDISH, "sv").findings
    assert own.message != english.message
    assert own.severity is Severity.WARNING


def test_blocks_keep_their_own_language_audience_and_name():
    text = SWEDISH + "\n" + SWEDISH
    half = len(SWEDISH)
    blocks = (
        Block(Span(0, half), language="sv", name="macro 7"),
        Block(Span(half + 1, len(text)), language="nn"),
    )
    report = Checker().check_document(Document(text, blocks=blocks))
    assert [(f.start, f.entry) for f in report.findings] == [(5, "macro 7")]


def test_other_languages_are_left_alone_with_a_note():
    report = servicetone.check("You have not read our mail, and it is entirely your own fault.")
    assert report.findings == ()
    assert [note.code for note in report.notes] == ["other-language"]


def test_a_checker_is_shared_by_threads():
    checker, seen = Checker(), []
    threads = [
        threading.Thread(target=lambda: seen.append(checker.check(SWEDISH, "sv").findings))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", ODD * 50, "a" * 100_000, "du " * 50_000, "((((" * 20_000]
)
@pytest.mark.parametrize("language", ["sv", "da", "nb", "nn", None])
def test_odd_texts_give_a_report(text, language):
    assert servicetone.check(text, language).audience == "customer"


def test_a_long_line_is_checked_to_its_end():
    filler = "Tack för ditt mejl, vi hjälper dig gärna vidare i dag. "
    text = filler * 20_000 + SWEDISH
    [finding] = servicetone.check(text, "sv").findings
    assert finding.start == len(text) - len(SWEDISH) + 5


@pytest.mark.parametrize("language", ["sv", "da", "no", None])
def test_a_block_may_say_its_own_language(language):
    text = "Det är inte mitt bord.\n\nDet är inte mitt bord."
    blocks = (Block(Span(0, 22), language="sv"), Block(Span(24, 46)))
    document = Document(text, language=language, blocks=blocks)
    found = [finding.start for finding in Checker().check_document(document).findings]
    assert found == ([0, 24] if language in ("sv", None) else [0])


def test_blocks_that_all_say_their_language_are_not_looked_at_twice():
    blocks = (Block(Span(0, 22), language="sv"), Block(Span(24, 46), language="nn"))
    document = Document("Det är inte mitt bord.\n\nDet är inte mitt bord.", blocks=blocks)
    report = Checker(languages=("sv",)).check_document(document)
    assert [finding.start for finding in report.findings] == [0]


def test_many_texts_are_taken_one_at_a_time_and_told_apart():
    taken = []

    def texts():
        for text in (SWEDISH, "Tack för ditt mejl.", SWEDISH + " " + SWEDISH):
            taken.append(text)
            yield text

    checker = Checker(("sv",))
    reports = checker.check_many(texts(), "sv", "internal")
    assert taken == []
    assert next(reports) == checker.check(SWEDISH, "sv", "internal")
    assert len(taken) == 1
    assert [len(report.findings) for report in reports] == [0, 2]


@pytest.mark.parametrize("arguments", [{"language": "xx"}, {"audience": "boss"}])
def test_a_wrong_name_is_a_value_error_too(arguments):
    with pytest.raises(ValueError, match="there is no"):
        servicetone.check("Hej", **arguments)
