"""Baselines: what is known stays known wherever it moves, and nothing else does."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.baseline import collect, decode, encode, settle
from servicetone.errors import ConfigError
from servicetone.fingerprint import fingerprint
from servicetone.model import Category, Document, Finding, Severity
from servicetone.report import Checked, Problem, Report


def finding(text="din skit", rule="profanity.vulgar-word", entry=None, start=0):
    return Finding(
        rule,
        Category(rule.split(".")[0]),
        Severity.ERROR,
        "sv",
        start,
        start + len(text),
        text,
        "Hm.",
        entry=entry,
    )


def outcome(path, *findings):
    return Checked(Document("x" * 100, path), Report(path, "sv", findings=findings))


def same(path):
    return path


def left(baseline, outcomes):
    """Return (path, start) of what the baseline does not know."""
    settled = settle(baseline, outcomes, same)
    return [
        (each.report.source, found.start)
        for each in settled.outcomes
        if isinstance(each, Checked)
        for found in each.report.findings
    ]


def test_a_fingerprint_is_about_words_not_places():
    one = fingerprint(finding())
    assert fingerprint(finding(start=50)) == one
    assert fingerprint(finding("Din\n  SKIT")) == one
    assert fingerprint(finding("a\u0308")) == fingerprint(finding("ä"))
    assert fingerprint(finding("din skog")) != one
    assert fingerprint(finding(rule="blame.own-fault")) != one
    assert fingerprint(finding(entry="Late")) != one
    assert len(fingerprint(finding("\ud800"))) == 32


@pytest.mark.parametrize(
    "text",
    ["l\\u00e4s 😀 det", "l&auml;s 😀 det", "<b>läs</b>\n 😀 det", "läs\\n\\ud83d\\ude00 <br> det"],
)
def test_formatting_a_file_anew_changes_no_fingerprint(text):
    assert fingerprint(finding(text)) == fingerprint(finding("läs 😀 det"))


@given(st.text())
def test_any_words_have_a_fingerprint(text):
    assert len(fingerprint(finding(text + "\\ud800<&"))) == 32


def test_a_macro_may_get_another_title_but_not_another_id():
    one = fingerprint(finding(entry="Late (12)"))
    assert fingerprint(finding(entry="Very late (12)")) == one
    assert fingerprint(finding(entry="Late (13)")) != one
    assert fingerprint(finding(entry="Late (new)")) != fingerprint(finding(entry="Soon (new)"))


def test_what_is_known_is_set_apart():
    before = [outcome("a", finding(), finding(start=20, entry="x")), Problem("reader", "m")]
    known = collect(before, same)
    settled = settle(known, before, same)
    assert left(known, before) == []
    assert [each.by for each in settled.outcomes[0].report.suppressed] == ["baseline"] * 2
    assert settled.outcomes[1] == before[1]
    assert settled.gone == 0


def test_moves_and_order_do_not_matter():
    known = collect([outcome("a", finding()), outcome("b", finding("ord"))], same)
    assert (
        left(known, [outcome("z", finding("ord", start=30)), outcome("y", finding(start=9))]) == []
    )


def test_a_second_one_is_new():
    known = collect([outcome("a", finding())], same)
    assert left(known, [outcome("a", finding(), finding(start=40))]) == [("a", 40)]


def test_the_new_one_is_the_one_in_the_new_file():
    known = collect([outcome("b", finding())], same)
    assert left(known, [outcome("a", finding()), outcome("b", finding())]) == [("a", 0)]


def test_what_is_gone_is_counted_where_it_was_looked_for():
    known = collect([outcome("a", finding()), outcome("b", finding("ord"))], same)
    assert settle(known, [outcome("a")], same).gone == 1
    assert settle(known, [outcome("c")], same).gone == 0


FINDINGS = st.builds(
    finding,
    st.sampled_from(["din skit", "ord", "Ord"]),
    entry=st.sampled_from([None, "x"]),
    start=st.integers(0, 5),
)
RUNS = st.dictionaries(st.sampled_from("abc"), st.lists(FINDINGS, max_size=4))


def run(files):
    return [outcome(path, *found) for path, found in files.items()]


@given(RUNS, st.randoms())
def test_shuffled_and_moved_files_are_known(files, chance):
    known = decode(encode(collect(run(files), same)), "b.json")
    moved = [outcome(f"new/{path}", *found) for path, found in files.items()]
    chance.shuffle(moved)
    assert left(known, run(files)) == []
    assert left(known, moved) == []


@given(RUNS, RUNS)
def test_as_many_are_left_as_there_are_more(before, after):
    def prints(files):
        return [fingerprint(each) for found in files.values() for each in found]

    known = collect(run(before), same)
    old, new = prints(before), prints(after)
    more = sum(max(0, new.count(name) - old.count(name)) for name in set(new))
    assert len(left(known, run(after))) == more


@given(RUNS)
def test_it_reads_what_it_writes(files):
    known = collect(run(files), same)
    text = encode(known)
    assert decode(text, "b.json") == known
    assert encode(reversed(list(reversed(known)))) == text
    assert text.count("\n") == len(known) + 5 - (not known)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "without a version"),
        ("{}", "without a version"),
        ('{"version": 2, "findings": []}', "of version 2, not 1"),
        ('{"version": 1}', "something other"),
        ('{"version": 1, "findings": [{}]}', "something other"),
        ('{"version": 1, "findings": [3]}', "something other"),
        ("[" * 100_000, "not a baseline"),
    ],
)
def test_what_is_no_baseline(text, message):
    with pytest.raises(ConfigError, match=message) as caught:
        decode(text, "b.json")
    assert caught.value.path == "b.json"
    assert "--write-baseline" in caught.value.hint


def test_a_finding_reads_as_one_line():
    (row,) = [
        line
        for line in encode(collect([outcome("a", finding())], same)).splitlines()
        if "rule" in line
    ]
    assert json.loads(row)["text"] == "din skit"
