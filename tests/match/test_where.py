"""Rules that ask how the words of a sentence stand, with an analysis and without one."""

import pytest

from servicetone import Checker
from servicetone.analysis.base import Token
from servicetone.errors import LexiconError
from servicetone.lexicon.build import build
from servicetone.lexicon.conditions import parse_condition
from servicetone.lexicon.decode import decode_concept
from servicetone.lexicon.load import load_categories, load_language
from servicetone.lexicon.verify import verify
from servicetone.model import Document

CONCEPT = """
concept = "contempt.useless"
severity = "error"
audience = ["customer", "internal"]
principle = "P13"
rationale = "Writes off a whole person."
absent.da = "test"
absent.nb = "test"
absent.nn = "test"
[[sv]]
match = ["{{word: {word}}}"]
where = {where}
else = "{otherwise}"
advice = "Säg vad som behövs."
bad = ["Han är <{word}>.", "Hon är <{word}>."]
good = ["Skrivaren är {word} igen.", "Hissen är {word} igen."]
"""


def sentence(*words):
    """Return the text and the tokens of (form, lemma, upos, head, deprel, feats) words."""
    tokens, text = [], ""
    for form, lemma, upos, head, deprel, *feats in words:
        text += " " * bool(text)
        start = len(text)
        text += form
        held = dict(pair.split("=") for pair in feats)
        tokens.append(
            Token(start, len(text), form, lemma, upos, held, head - 1 if head else None, deprel)
        )
    return text, tokens


HE = ("Han", "han", "PRON", 3, "nsubj", "Person=3")
CARPET = ("Mattan", "matta", "NOUN", 3, "nsubj")
KIM = ("Kim", "Kim", "PROPN", 3, "nsubj")
IS = ("är", "vara", "AUX", 3, "cop")


def hopeless(subject):
    return sentence(subject, IS, ("mossig", "mossig", "ADJ", 0, "root"))


def lexicon(where, otherwise="drop", word="mossig"):
    source = CONCEPT.format(word=word, where=where, otherwise=otherwise)
    concept = decode_concept(source.replace("'", '"'), "contempt/useless.toml")
    return concept, build(load_language("sv"), [concept], load_categories())


def found(where, otherwise, text, tokens, word="mossig"):
    class Given:
        def sentence(self, *_):
            return tokens

    _, compiled = lexicon(where, otherwise, word)
    checker = Checker(("sv",), load=lambda _: compiled, explain=True)
    return checker.check_document(Document(text, None, "internal", "sv"), Given())


@pytest.mark.parametrize(
    ("where", "subject", "flagged"),
    [
        ("target = @person/@pron/@NAME", HE, True),
        ("target = @person/@pron/@NAME", CARPET, False),
        ("target = @person/@pron/@NAME", KIM, True),
        ("target != matta", CARPET, False),
        ("word: pos = ADJ/NOUN", CARPET, True),
        ("word: pos != ADJ", CARPET, False),
        ("lemma = mossig", HE, True),
        ("subject = 3", HE, True),
        ("subject = 1/2", HE, False),
    ],
)
@pytest.mark.parametrize("otherwise", ["keep", "drop"])
def test_with_an_analysis_the_condition_decides(where, otherwise, subject, flagged):
    report = found([where], otherwise, *hopeless(subject))
    assert bool(report.findings) is flagged
    assert [each.reason for each in report.vetoed] == ([] if flagged else ["where"])


@pytest.mark.parametrize(("otherwise", "flagged"), [("keep", True), ("drop", False)])
def test_without_one_the_rule_says_what_to_do(otherwise, flagged):
    report = found(["target = @person"], otherwise, hopeless(CARPET)[0], [])
    assert bool(report.findings) is flagged


@pytest.mark.parametrize(
    ("where", "feats", "flagged"),
    [
        ("mood = imperative", ["Mood=Imp"], True),
        ("mood = imperative", ["Mood=Ind"], False),
        ("subject = 2", ["Mood=Imp"], True),
        ("subject = none", ["VerbForm=Inf"], True),
        ("voice = passive", ["Voice=Pass"], True),
        ("voice = passive", [], False),
    ],
)
def test_verbs(where, feats, flagged):
    text, tokens = sentence(("mossa", "mossa", "VERB", 0, "root", *feats))
    assert bool(found([where], "drop", text, tokens, word="mossa").findings) is flagged


def test_a_passive_may_show_in_its_subject():
    text, tokens = sentence(
        ("det", "det", "PRON", 2, "nsubj:pass"), ("mossas", "mossa", "VERB", 0, "root")
    )
    assert found(["voice = passive"], "drop", text, tokens, word="mossas").findings


def test_all_conditions_must_hold():
    text, tokens = hopeless(HE)
    assert not found(["pos = ADJ", "target = matta"], "keep", text, tokens).findings


def test_an_attribute_is_about_its_noun():
    text, tokens = sentence(
        ("den", "den", "DET", 3, "det"),
        ("mossiga", "mossig", "ADJ", 3, "amod"),
        ("kunden", "kund", "NOUN", 0, "root"),
    )
    assert found(["target = @person"], "drop", text, tokens, word="mossiga").findings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pos", "is not a condition"),
        (": pos = NOUN", "is not a condition"),
        ("pos = ", "is not a condition"),
        ("colour = red", "cannot ask for 'colour'"),
        ("moood = imperative", "cannot ask for 'moood'"),
    ],
)
def test_mistakes_in_conditions_are_told(text, message):
    with pytest.raises(LexiconError, match=message):
        parse_condition(text, "x.toml", 1)


def test_a_rule_that_asks_must_say_what_happens_else():
    source = CONCEPT.format(word="mossig", where="['pos = ADJ']", otherwise="keep")
    with pytest.raises(LexiconError, match="where needs else"):
        decode_concept(source.replace("'", '"').replace('else = "keep"\n', ""), "x.toml")


def test_the_ten_checks_hold_for_a_rule_that_counts_only_when_analysed():
    concept, compiled = lexicon(["target = @person"], "drop")
    assert (
        list(verify([concept], {"sv": compiled}, {"sv": load_language("sv").lists["common"]})) == []
    )
