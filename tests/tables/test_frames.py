"""Findings in tables of every kind are those of ``servicetone.check``."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import servicetone
from servicetone.errors import TableError
from servicetone.frames import annotate
from tables.samples import expected, messages, table

MAKERS = {"pyarrow": lambda t: t, "pandas": pa.Table.to_pandas, "polars": pl.from_arrow}


def rows(found):
    """Return a native table of findings as a list of dicts."""
    if isinstance(found, pd.DataFrame):
        return found.to_dict("records")
    return found.to_dicts() if isinstance(found, pl.DataFrame) else found.to_pylist()


@pytest.mark.parametrize("kind", MAKERS)
def test_findings_are_those_of_check(kind):
    given_table = MAKERS[kind](table())
    found = annotate(given_table, "body", "lang", keep=["id"])
    assert type(found) is type(given_table)
    got = [(each["row"], each["rule"], each["start"], each["end"]) for each in rows(found)]
    assert got == expected()
    assert all(each["id"] == f"m{each['row']}" for each in rows(found))
    assert len(got) > 50


@given(st.lists(st.sampled_from(messages()), max_size=6), st.text(max_size=3))
def test_any_rows_any_order(chosen, tail):
    texts = [text + tail for text, _ in chosen]
    tables = pa.table({"text": pa.array(texts, pa.string()), "l": [each for _, each in chosen]})
    found = annotate(tables, language="l").to_pylist()
    plain = [
        (row, finding.rule, finding.text)
        for row, (_, language) in enumerate(chosen)
        for finding in servicetone.check(texts[row], language).findings
    ]
    assert [(each["row"], each["rule"], each["text"]) for each in found] == plain


def test_one_language_and_audience_for_all_rows():
    texts = pa.table({"text": ["Du har ju inte läst vårt mejl.", "Vad är klockan?"]})
    found = annotate(texts, language="sv", audience="internal").to_pylist()
    assert [(each["language"], each["audience"]) for each in found] == [("sv", "internal")]


def test_language_is_found_out_without_a_column():
    texts = pa.table({"text": ["Du har åbenbart ikke læst vores mail, kan jeg se."]})
    assert annotate(texts).to_pylist()[0]["language"] == "da"


@pytest.mark.parametrize(
    ("name", "code"), [("sv-SE", "sv"), ("nb_NO", "nb"), ("DA", "da"), (" nn ", "nn")]
)
def test_language_names_as_they_are_in_the_wild(name, code):
    text = {language: text for text, language in reversed(messages())}[code]
    one, other = (
        annotate(pa.table({"text": [text], "l": [each]}), language="l") for each in (name, code)
    )
    assert one.equals(other)


def test_redaction_keeps_no_words():
    found = annotate(table(), "body", "lang", keep=["id"], redact=True)
    assert found.schema.names == [
        "row", "id", "language", "audience", "rule", "category", "severity", "start", "end",
    ]  # fmt: skip
    assert found.num_rows == len(expected())


def test_dictionary_encoded_columns():
    encoded = table().set_column(2, "lang", table()["lang"].combine_chunks().dictionary_encode())
    assert annotate(encoded, "body", "lang").num_rows == len(expected())


@pytest.mark.parametrize(
    ("columns", "arguments", "message", "hint"),
    [
        ({"body": ["a"]}, {"text": "bodi"}, "no column 'bodi'", "did you mean 'body'?"),
        ({"body": [1]}, {"text": "body"}, "holds int64, not text", "choose a column of text"),
        ({"b": ["a"]}, {}, "not clear which column", "--text; there are b"),
        (
            {"text": ["a"]},
            {"language": "xx"},
            "'xx' is neither a column nor one of sv",
            "there are text",
        ),
        ({"text": ["a"], "who": ["boss"]}, {"audience": "who"}, "no audience 'boss'", "customer"),
        ({"text": ["a"], "rule": ["1"]}, {"keep": ["rule"]}, "cannot be carried over", "rename"),
    ],
)
def test_mistakes_are_told(columns, arguments, message, hint):
    with pytest.raises(TableError) as caught:
        annotate(pa.table(columns), **arguments)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_empty_table():
    empty = pa.table({"text": pa.array([], pa.string())})
    assert annotate(empty).num_rows == 0
