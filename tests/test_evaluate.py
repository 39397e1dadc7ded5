import json

import pytest

from servicetone.evaluate import GoldError, read_gold, score
from servicetone.model import Category, Finding, Severity, Span, Suggestion
from servicetone.report import Report


def gold(text, *labels, **more):
    findings = [
        {"text": words, "occurrence": 1, "category": category, "severity": severity}
        for words, category, severity in labels
    ]
    data = {"id": "x", "lang": "sv", "audience": "customer", "text": text, "findings": findings}
    return json.dumps({**data, **more})


def finding(text, words, category, severity, warmer=None):
    start = text.index(words)
    end = start + len(words)
    suggestions = (Suggestion(Span(start, end), warmer),) if warmer else ()
    return Finding(
        f"{category}.x", Category(category), Severity(severity), "sv", start, end, words, "m",
        suggestions,
    )  # fmt: skip


def scored(*pairs):
    texts = [text for line, _ in pairs for text in read_gold([line], "g.jsonl")]
    reports = iter([Report(findings=tuple(findings)) for _, findings in pairs])
    return score(texts, lambda _: next(reports))


def test_figures_by_hand():
    first, second, third = "aa bb cc", "dd ee", "ff"
    result = scored(
        (
            gold(first, ("aa", "blame", "warning"), ("cc", "coldness", "info")),
            [
                finding(first, "aa bb", "blame", "error", "AA"),
                finding(first, "bb", "blame", "error"),
            ],
        ),
        (gold(second), [finding(second, "ee", "sarcasm", "warning")]),
        (gold(third, ("ff", "contempt", "error")), [finding(third, "ff", "coldness", "info")]),
    )
    assert result.figures() == {
        "docs": 3,
        "doc_P": 0.5,  # the first is right, the second should be left alone
        "doc_R": 0.5,  # the third has an info only
        "span_P": 1 / 3,
        "span_R": 1.0,  # an info finds the harm label of the third
        "info_P": 1.0,
        "info_R": 0.0,
        "category": 0.5,
        "suggestion": 1 / 3,
    }
    assert [(slip.words, slip.category) for slip in result.misses] == [("cc", "coldness")]
    assert [slip.words for slip in result.false_alarms] == ["bb", "ee"]
    assert dict(result.labelled) == {"blame": 1, "coldness": 1, "contempt": 1}


def test_nothing_to_count_is_no_figure():
    figures = scored((gold("aa"), [])).figures()
    assert figures["docs"] == 1
    assert [key for key, value in figures.items() if value is None] == [
        "doc_P", "doc_R", "span_P", "span_R", "info_P", "info_R", "category", "suggestion",
    ]  # fmt: skip


def test_a_label_may_stand_at_a_later_occurrence():
    line = gold("aa aa aa", ("aa", "blame", "error"))
    line = line.replace('"occurrence": 1', '"occurrence": 3')
    (text,) = read_gold([line], "g.jsonl")
    assert (text.labels[0].start, text.labels[0].end) == (6, 8)


def test_empty_lines_are_skipped():
    assert len(list(read_gold(["\n", gold("a"), "  \n"], "g.jsonl"))) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "one object"),
        ("3", "one object"),
        ('{"id": 1}', "'text' is missing"),
        (gold(None), "text is not a string"),
        (gold("aa", lang="fi"), "lang cannot be 'fi'"),
        (gold("aa", lang=["sv"]), "lang cannot be"),
        (gold("aa", audience="all"), "audience cannot be 'all'"),
        (gold("aa", ("bb", "blame", "error")), "'bb' does not stand in the text"),
        (gold("aa", ("", "blame", "error")), "at least one character"),
        (gold("aa", ("aa", "rude", "error")), "category cannot be 'rude'"),
        (gold("aa", ("aa", "blame", "bad")), "severity cannot be 'bad'"),
        (gold("aa", findings=7), ""),
        (gold("aa", findings=[7]), ""),
        ("[" * 100_000, ""),
    ],
)
def test_a_line_that_cannot_be_used_is_named(line, message):
    with pytest.raises(GoldError) as caught:
        list(read_gold([gold("a"), line], "g.jsonl"))
    assert message in caught.value.message
    assert (caught.value.path, caught.value.line) == ("g.jsonl", 2)
