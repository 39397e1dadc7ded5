"""The spaCy component gives what ``servicetone.check`` gives, wherever the document goes."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

import servicetone
from match.test_where import lexicon
from servicetone.analysis import SpacyAnalyser, check_doc, display
from servicetone.errors import AnalysisError, ConfigError
from servicetone.lexicon.load import load_concepts

LANGUAGES = ("sv", "da", "nb", "nn")
SAMPLES = {
    language: [
        rule.bad[0].text
        for concept in load_concepts()[::5]
        for rule in concept.rules.get(language, ())[:1]
    ]
    for language in LANGUAGES
}


def pipeline(language, **config):
    nlp = spacy.blank(language)
    nlp.add_pipe("servicetone", config=config)
    return nlp


PIPELINES = {language: pipeline(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_are_those_of_check(language):
    for text in SAMPLES[language]:
        doc = PIPELINES[language](text)
        report = servicetone.check(text, language)
        assert doc._.servicetone == report
        spans = list(doc.spans["servicetone"])
        assert [(span.label_, span.id_) for span in spans] == [
            (str(finding.category), finding.rule) for finding in report.findings
        ]
        for span, finding in zip(spans, report.findings):
            assert span.start_char <= finding.start < finding.end <= span.end_char
            assert span._.servicetone == finding


@given(
    st.sampled_from(LANGUAGES).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.lists(st.sampled_from(SAMPLES[name]) | st.text(max_size=12), max_size=4),
            st.sampled_from(["", " ", "\n\n", "🙈", "\u00ad"]),
        )
    )
)
def test_any_text(sample):
    language, parts, glue = sample
    text = glue.join(parts).encode("utf-8", "ignore").decode()
    doc = PIPELINES[language](text)
    assert doc._.servicetone.findings == servicetone.check(text, language).findings
    assert len(doc.spans["servicetone"]) == len(doc._.servicetone.findings)


def test_settings_reach_the_checker():
    text = "Kunden är en jävla idiot. Vi återkommer så snart vi kan."
    strict = pipeline("sv", audience="internal", select=["contempt"], messages="en")
    plain = servicetone.Checker(select=["contempt"], messages="en").check(text, "sv", "internal")
    assert plain.findings
    assert strict(text)._.servicetone == plain


def test_a_slip_in_the_settings_is_told_when_the_pipe_is_added():
    with pytest.raises(ConfigError, match="no audience 'boss'"):
        pipeline("sv", audience="boss")


def test_a_pipeline_for_another_language_finds_the_language_out():
    nlp = pipeline("xx")
    report = nlp("Du har åbenbart ikke læst vores mail, kan jeg se.")._.servicetone
    assert report.language == "da"
    assert report.findings


def test_documents_survive_being_stored():
    nlp = PIPELINES["sv"]
    doc = nlp(SAMPLES["sv"][0])
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.servicetone == doc._.servicetone
    assert [span._.servicetone for span in again.spans["servicetone"]] == list(
        doc._.servicetone.findings
    )


def test_pipelines_survive_being_stored(tmp_path):
    nlp = pipeline("da", audience="internal", select=["blame"])
    nlp.to_disk(tmp_path / "model")
    text = "Du har ikke læst betingelserne."
    for again in (
        spacy.load(tmp_path / "model"),
        spacy.blank("da", config=nlp.config).from_bytes(nlp.to_bytes()),
    ):
        assert again.config["components"]["servicetone"]["audience"] == "internal"
        assert again(text)._.servicetone == nlp(text)._.servicetone


def test_several_processes():
    texts = SAMPLES["nb"][:10]
    docs = list(PIPELINES["nb"].pipe(texts, n_process=2, batch_size=2))
    assert [doc._.servicetone.findings for doc in docs] == [
        servicetone.check(text, "nb").findings for text in texts
    ]


def test_display_colours_what_is_there():
    doc = PIPELINES["sv"]("Du har ju inte läst vårt mejl.")
    assert list(display(doc)["colors"]) == ["blame"]
    assert len(display()["colors"]) == 15
    html = spacy.displacy.render(doc, style="span", options=display(doc), page=False)
    assert display(doc)["colors"]["blame"] in html


def test_check_doc_takes_a_doc_that_is_annotated_already():
    doc = spacy.blank("sv")("Du har ju inte läst vårt mejl.")
    assert check_doc(doc) == servicetone.check(doc.text, "sv")
    with pytest.raises(TypeError, match="expected a spaCy Doc or a Stanza Document"):
        check_doc("Du har ju inte läst vårt mejl.")


def annotated(subject, upos):
    """Return a Doc as a trained pipeline would give it."""
    vocab = spacy.blank("sv").vocab
    return Doc(
        vocab,
        words=[subject, "är", "mossig"],
        pos=[upos, "AUX", "ADJ"],
        lemmas=[subject.lower(), "vara", "mossig"],
        heads=[2, 2, 2],
        deps=["nsubj", "cop", "ROOT"],
    )


@pytest.mark.parametrize(("subject", "upos", "flagged"), [("Kim", "PROPN", 1), ("Det", "PRON", 0)])
def test_a_doc_with_tags_and_heads_is_asked(subject, upos, flagged):
    _, compiled = lexicon(["target = @NAME"])
    checker = servicetone.Checker(("sv",), load=lambda _: compiled)
    assert len(check_doc(annotated(subject, upos), checker=checker).findings) == flagged
    analyser = SpacyAnalyser({"sv": lambda _: annotated(subject, upos)})
    asking = servicetone.Checker(("sv",), load=lambda _: compiled, analyser=analyser)
    assert len(asking.check(f"{subject} är mossig", "sv").findings) == flagged


def test_a_doc_without_tags_leaves_it_to_the_rule():
    for otherwise, count in (("keep", 1), ("drop", 0)):
        _, compiled = lexicon(["target = @NAME"], otherwise)
        checker = servicetone.Checker(("sv",), load=lambda _, found=compiled: found)
        assert len(check_doc(spacy.blank("sv")("Han är mossig"), checker=checker).findings) == count


def test_a_missing_model_gives_the_command_to_type():
    analyser = SpacyAnalyser({"sv": "sv_no_such_model"})
    with pytest.raises(AnalysisError) as caught:
        analyser.sentence("Han är mossig", 0, 3, "sv")
    assert caught.value.hint == "install it: python -m spacy download sv_no_such_model"
    assert analyser.sentence("Hann", 0, 3, "da") == ()


@given(st.lists(st.sampled_from(["Han är mossig.", "\n", " ", "Kim sa det 🙈."]), max_size=8))
def test_places_from_a_pipeline_are_those_of_the_text(parts):
    text = " ".join([*parts, "mossig"])

    def pipeline(part):
        words = list(spacy.blank("sv")(part))
        return Doc(
            words[0].vocab,
            words=[word.text for word in words],
            spaces=[bool(word.whitespace_) for word in words],
            pos=["X"] * len(words),
            lemmas=[word.lower_ for word in words],
            heads=[0] * len(words),
            deps=["dep"] * len(words),
        )

    tokens = SpacyAnalyser({"sv": pipeline}).sentence(text, len(text) - 6, len(text), "sv")
    assert tokens[-1].form == "mossig"
    assert all(text[token.start : token.end] == token.form for token in tokens)
