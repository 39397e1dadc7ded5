"""Fixing mends what it may, brings nothing new, and has nothing to do a second time."""

from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servicetone
from servicetone.fixing import allowed, fix_state, is_said
from servicetone.lexicon.load import load_concepts
from servicetone.model import (
    AUDIENCES,
    LANGUAGES,
    Applicability,
    Category,
    Edit,
    Finding,
    Severity,
    Span,
    Suggestion,
)
from servicetone.report import Report
from servicetone.text.edits import spliced


@lru_cache(maxsize=1)
def examples():
    """Return (language, audience, text) of every flagged example in the lexicon."""
    return [
        (language, audience, example.text)
        for concept in load_concepts()
        for language, rules in concept.rules.items()
        for rule in rules
        for audience in rule.severity
        for example in rule.bad
    ]


def fixable(report, unsafe):
    return [
        each
        for each in report.findings
        if any(choice.applicability in allowed(unsafe=unsafe) for choice in each.suggestions)
    ]


def assert_is_fixed(text, language, audience, *, unsafe):
    """Return how many findings could be mended but were not."""
    before = servicetone.check(text, language, audience)
    fixed = servicetone.fix(text, language, audience, unsafe=unsafe)
    after = servicetone.check(fixed, language, audience)
    new = Counter(f.rule for f in after.findings) - Counter(f.rule for f in before.findings)
    assert not new, (text, fixed)
    assert servicetone.fix(fixed, language, audience, unsafe=unsafe) == fixed, text
    if not fixable(before, unsafe):
        assert fixed == text
    return len(fixable(after, unsafe))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unsafe", [False, True])
def test_examples_of_the_lexicon(language, unsafe):
    own = [each for each in examples() if each[0] == language][::6]
    left = sum(assert_is_fixed(text, *rest, unsafe=unsafe) for *rest, text in own)
    assert left <= len(own) // 100, "a wording that is flagged again is not taken"


TEXTS = st.lists(
    st.one_of(
        st.deferred(lambda: st.sampled_from(examples())).map(lambda each: each[2]),
        st.text(max_size=30),
        st.sampled_from(["Hej {{name}},", "\n\n", "\r\n", "<b>", "«", "- ", "> ", "🙄", "1. "]),
    ),
    max_size=8,
).map(" ".join)


@given(TEXTS, st.sampled_from([*LANGUAGES, None]), st.booleans())
@settings(deadline=None)
def test_any_text(text, language, unsafe):
    assert_is_fixed(text, language, "customer", unsafe=unsafe)


@lru_cache(maxsize=4)
def neutral(language):
    """Return sentences of the lexicon in which nothing is found."""
    texts = [
        example.text
        for concept in load_concepts()
        for rule in concept.rules.get(language, ())
        for example in rule.good[:1]
    ]
    return [each for each in texts[::9] if not servicetone.check(each, language).findings]


@st.composite
def glued(draw):
    """Return (language, text): bad examples and neutral sentences in one text."""
    language = draw(st.sampled_from(LANGUAGES))
    bad = [text for where, _, text in examples() if where == language]
    sentence = st.one_of(st.sampled_from(bad), st.sampled_from(neutral(language)))
    between = st.sampled_from([" ", " ", "\n", "\n\n", "\r\n", " 😊 ", " – ", ", men "])
    parts = draw(st.lists(st.tuples(sentence, between), min_size=1, max_size=7))
    return language, "".join(part for pair in parts for part in pair).rstrip()


def is_refused(text, finding, choice, check):
    """Tell whether taking ``choice`` would say a thing twice, leave the finding, or bring one."""
    if is_said(choice.replacement, text.casefold()):
        return True
    after = check(spliced(text, [Edit(*choice.span, choice.replacement)]))
    keys = Counter((each.rule, each.text) for each in after.findings)
    before = Counter((each.rule, each.text) for each in check(text).findings)
    return (
        bool(keys - before)
        or keys[finding.rule, finding.text] >= before[finding.rule, finding.text]
    )


@given(glued(), st.sampled_from(AUDIENCES))
@settings(deadline=None, max_examples=150)
def test_what_is_left_could_not_be_taken(sample, audience):
    language, text = sample

    def check(each):
        return servicetone.check(each, language, audience)

    assert_is_fixed(text, language, audience, unsafe=True)
    fixed = servicetone.fix(text, language, audience, unsafe=True)
    for finding in fixable(check(fixed), True):
        for choice in finding.suggestions:
            if choice.applicability in allowed(unsafe=True):
                assert is_refused(fixed, finding, choice, check), (text, fixed, choice)


def test_safe_only_unless_asked():
    text = "Som jag redan har skrivit kan du byta."
    assert servicetone.fix(text, "sv") == text
    assert servicetone.fix(text, "sv", unsafe=True) == "Du kan byta."


def test_nothing_is_said_twice():
    text = "Det är inte mitt bord. Sånt sysslar jag inte med. Det är inte mitt bord."
    fixed = servicetone.fix(text, "sv", unsafe=True)
    sentences = [each.strip().casefold() for each in fixed.split(".") if each.strip()]
    warm = [each for each in sentences if each not in text.casefold()]
    assert warm
    assert len(warm) == len(set(warm))


def saying(text, wordings):
    """Return a report that flags each "#" in ``text`` and suggests ``wordings`` for it."""
    findings = tuple(
        Finding("r", Category.BLAME, Severity.WARNING, "sv", at, at + 1, "#", "m", tuple(
            Suggestion(Span(at, at + 1), each, Applicability.SAFE) for each in wordings))
        for at, char in enumerate(text)
        if char == "#"
    )  # fmt: skip
    return Report("", "sv", "customer", findings, (), (), text)


@pytest.mark.parametrize(
    ("wordings", "fixed"),
    [
        (("jag hjälper dig nu",), "jag hjälper dig nu. #. #."),
        (("jag hjälper dig nu", "jag svarar strax igen"), "jag hjälper dig nu. jag svarar strax igen. #."),
        (("jag hjälper", "jag hjälper dig nu"), "jag hjälper. jag hjälper. jag hjälper."),
    ],
)  # fmt: skip
def test_the_second_takes_its_next_wording_or_none(wordings, fixed):
    state, _, _ = fix_state(
        "#. #. #.", lambda text: saying(text, wordings), spliced, allowed(unsafe=False)
    )
    assert state == fixed


def test_names_that_do_not_exist():
    with pytest.raises(servicetone.ServicetoneError, match="xx"):
        servicetone.fix("Hej", "xx")


def report_of(text, flagged):
    """Return a report that flags each key of ``flagged`` and suggests its value."""
    findings = tuple(
        Finding("r", Category.BLAME, Severity.WARNING, "sv", at, at + len(word), word, "m",
                (Suggestion(Span(at, at + len(word)), new, Applicability.SAFE),))
        for word, new in flagged.items()
        if (at := text.find(word)) >= 0
    )  # fmt: skip
    return Report("", "sv", "customer", findings, (), (), text)


@pytest.mark.parametrize(
    ("flagged", "result"),
    [
        ({"a": "x", "b": "y"}, "x y c"),
        ({"a": "b", "b": "y"}, "y y c"),
        ({"a": "q", "q": "a"}, "a b c"),
        ({"a": "q", "q": "z"}, "z b c"),
        ({"a": "a"}, "a b c"),
        ({"b": ""}, "a  c"),
    ],
)
def test_a_change_that_brings_a_new_finding_is_not_made(flagged, result):
    state, _, _ = fix_state(
        "a b c", lambda text: report_of(text, flagged), spliced, allowed(unsafe=False)
    )
    assert state == result


def test_a_change_that_cannot_be_written_is_not_tried_for_ever():
    state, report, mended = fix_state(
        "a b", lambda text: report_of(text, {"a": "x"}), lambda text, _: text, allowed(unsafe=False)
    )
    assert (state, len(report.findings), mended) == ("a b", 1, ())


def test_edits_are_carried_out_from_left_to_right():
    assert spliced("abcdef", [Edit(0, 1, "xx"), Edit(3, 6, "")]) == "xxbc"
