"""Comments in the text, and entries in the configuration, that settle findings."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.model import Block, Category, Document, Finding, Severity, Span
from servicetone.report import Report
from servicetone.suppress import apply_comments, apply_entries

RULES = ("profanity.vulgar-word", "stonewalling.rules-are-rules", "blame.own-fault")
WORDS = {"skit": RULES[0], "regler": RULES[1]}


def found_in(text):
    for match in re.finditer("|".join(WORDS), text):
        rule = WORDS[match[0]]
        category = Category(rule.split(".")[0])
        yield Finding(rule, category, Severity.WARNING, "sv", *match.span(), match[0], "Hm.")


def apply(text, suffix=".md", blocks=None, disabled=()):
    document = Document(text, blocks=blocks)
    outside = [each for each in found_in(text) if "servicetone" not in line_of(text, each)]
    report = Report(findings=tuple(outside))
    return apply_comments(
        document, report, suffix, RULES, lambda code: not code.startswith(disabled)
    )


def line_of(text, finding):
    before = text[: finding.start].rpartition("\n")[2]
    comment = before.find("servicetone:")
    return before[comment:] if comment >= 0 and "-->" not in before[comment:] else ""


def kept(text, **options):
    return [each.text for each in apply(text, **options).findings]


def notes(text, **options):
    return [(note.code, text[note.start : note.end]) for note in apply(text, **options).notes]


def test_a_comment_on_the_line():
    text = "skit <!-- servicetone: ignore[profanity] our brand's name -->\nskit regler"
    report = apply(text)
    assert [each.start for each in report.findings] == [text.index("\n") + 1, text.index("regler")]
    (settled,) = report.suppressed
    assert (settled.by, settled.reason) == ("comment", "our brand's name")
    assert not report.notes


def test_a_comment_of_its_own_is_about_the_paragraph_after_it():
    text = (
        "skit\n\n<!-- servicetone: ignore[profanity.vulgar-word] -->\n\nså är\nregler\nskit\n\nskit"
    )
    assert kept(text) == ["skit", "regler", "skit"]


def test_a_comment_that_is_only_shown():
    text = "skit\n\n```\n<!-- servicetone: file-ignore[profanity] -->\n```\n\nså `<!-- servicetone: ignore -->` här\n"
    assert kept(text) == ["skit"]
    assert notes(text) == []


@pytest.mark.parametrize("rest", ["\n  agreed -->", " agreed\n  -->"])
def test_a_comment_over_several_lines(rest):
    assert kept(f"<!-- servicetone: ignore[profanity]{rest}\nskit\n\nskit") == ["skit"]


def test_other_rules_stay():
    assert kept("skit regler <!-- servicetone: ignore[profanity] -->") == ["regler"]
    assert kept("skit regler <!-- servicetone: ignore[profanity, stonewalling.rules] -->") == []


def test_a_stretch():
    text = (
        "skit\n<!-- servicetone: disable[profanity] the story -->\nskit\n\nskit regler\n"
        "<!-- servicetone: enable[profanity] -->\nskit"
    )
    assert [each.start for each in apply(text).findings] == [0, text.index("regler"), len(text) - 4]
    assert notes(text) == []
    assert kept(text.replace("enable[profanity]", "enable[profanity] nothing")) == [
        "skit",
        "regler",
        "skit",
    ]


def test_a_stretch_reaches_to_the_end():
    assert kept("skit\n<!-- servicetone: disable[profanity] -->\nskit\nskit") == ["skit"]


def test_the_whole_file():
    assert kept("skit\nregler\n\n<!-- servicetone: file-ignore[profanity] -->") == ["regler"]


YAML = "a: skit\n# servicetone: ignore[profanity] agreed\nb: |\n  skit\n\n  skit\nc: skit\nd: skit # servicetone: ignore[profanity]\n"


def yaml_blocks():
    for name, words in (("a", "skit"), ("b", "  skit\n\n  skit"), ("c", "skit"), ("d", "skit")):
        start = YAML.index(words, YAML.index(f"{name}: "))
        yield Block(Span(start, start + len(words)), name=name)


def test_yaml():
    report = apply(YAML, suffix=".yaml", blocks=tuple(yaml_blocks()))
    assert [YAML.count("\n", 0, each.start) for each in report.findings] == [0, 6]
    assert len(report.suppressed) == 3
    assert not report.notes


def test_a_hash_is_a_heading_elsewhere():
    assert kept("skit # servicetone: ignore[profanity]", suffix=".md") == ["skit"]
    assert kept("skit # servicetone: ignore[profanity]", suffix=".txt") == ["skit"]
    assert kept("skit # servicetone: ignore[profanity]", suffix=".po") == []


@pytest.mark.parametrize(
    ("comment", "suffix"),
    [
        ("#. servicetone: ignore[profanity]", ".po"),
        ("! servicetone: ignore[profanity]", ".properties"),
        ("/* servicetone: ignore[profanity] agreed */", ".strings"),
        ("// servicetone: ignore[profanity]", ".strings"),
        ("<!--servicetone:ignore[profanity]-->", ".xml"),
    ],
)
def test_the_comments_of_formats(comment, suffix):
    assert kept(f"{comment}\nskit", suffix=suffix) == []


def test_a_value_on_one_long_line_keeps_its_comment_to_itself():
    text = '{"a": "skit <!-- servicetone: ignore[profanity] -->", "b": "skit"}'
    start, end = text.index("skit"), text.index('", "b"')
    blocks = (
        Block(Span(start, end), name="a"),
        Block(Span(text.rindex("skit"), len(text) - 2), name="b"),
    )
    report = apply(text, suffix=".json", blocks=blocks)
    assert [each.start for each in report.findings] == [text.rindex("skit")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<!-- servicetone: ignore -->\nskit", "bad-ignore"),
        ("<!-- servicetone: ignore[] -->\nskit", "bad-ignore"),
        ("<!-- servicetone: off[profanity] -->\nskit", "bad-ignore"),
        ("<!-- servicetone: enable[profanity] -->\nskit", "bad-ignore"),
        ("<!-- servicetone: ignore[blame] -->\nskit", "unused-ignore"),
        ("<!-- servicetone: disable[blame] -->\nskit", "unused-ignore"),
        ("<!-- servicetone: file-ignore[blame] -->\nskit", "unused-ignore"),
        ("<!-- servicetone: ignore[rudeness] -->\nskit", "unknown-rule"),
    ],
)
def test_what_settles_nothing_is_told(text, code):
    assert notes(text) == [(code, text[: text.index("\n")])]
    assert kept(text) == ["skit"]


def test_a_comment_about_a_rule_that_is_switched_off_is_not_in_the_way():
    assert notes("<!-- servicetone: ignore[blame] -->\nskit", disabled=("blame",)) == []


MARKS = ["<!-- servicetone:", "# servicetone:", "ignore[profanity]", "disable[blame]", "enable[blame]", "[", "]",
         "-->", "file-ignore[x]", "skit", "regler", "\n", "\n\n", " ", "ä", "😀", "/*", "!"]  # fmt: skip


@given(
    st.lists(st.sampled_from(MARKS)).map("".join), st.sampled_from([".md", ".yml", ".properties"])
)
def test_nothing_is_lost_and_every_note_has_a_place(text, suffix):
    document = Document(text)
    before = Report(findings=tuple(found_in(text)))
    after = apply_comments(document, before, suffix, RULES, lambda code: True)
    assert sorted([*after.findings, *(each.finding for each in after.suppressed)]) == sorted(
        before.findings
    )
    for note in after.notes:
        assert 0 <= note.start < note.end <= len(text)


def test_entries():
    findings = tuple(
        each._replace(entry=entry)
        for each, entry in zip(
            found_in("skit skit skit regler"), ("Late (1)", "Early", None, "Late (1)")
        )
    )
    entries = (("Late*", ("profanity",)), ("Later", ("profanity",)), ("*", ("blame",)))
    report, used = apply_entries(Report(findings=findings), entries)
    assert [each.entry for each in report.findings] == ["Early", None, "Late (1)"]
    assert [each.by for each in report.suppressed] == ["config"]
    assert used == {"Late*"}


@pytest.mark.parametrize(
    ("name", "settled"),
    [
        ("Late delivery (1234)", True),
        ("Late delivery", True),
        ("Late*", True),
        ("1234", True),
        ("macro:1234", True),
        ("macro:Late delivery", True),
        ("123", False),
        ("Late", False),
        ("(1234)", False),
        ("*", True),
    ],
)
def test_what_an_entry_answers_to(name, settled):
    (finding,) = found_in("skit")
    report = Report(findings=(finding._replace(entry="Late delivery (1234)"),))
    assert bool(apply_entries(report, ((name, ("profanity",)),))[1]) is settled
