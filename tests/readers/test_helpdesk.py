"""Exports of helpdesks, by their shape."""

import json

import pytest

from servicetone.readers import read_bytes
from servicetone.text.view import view_of

BODY = "Det är inte mitt bord."


def entries(data, name="x.json"):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    document = read_bytes(text.encode(), name).document
    return [
        (
            block.name,
            block.audience,
            "html" in block.escape,
            view_of(text[slice(*block.span)], block.edits).text.strip(),
        )
        for block in document.blocks
    ]


def zendesk(*actions, **more):
    actions = [{"field": field, "value": value} for field, value in actions]
    return {"macros": [{"id": 7, "title": "Faktura", "active": True, "actions": actions, **more}]}


def test_zendesk():
    data = zendesk(("comment_value", BODY), ("status", "Löst i dag"), ("subject", "Om fakturan"))
    assert entries(data) == [
        ("Faktura (7)", "internal", False, "Faktura"),
        ("Faktura (7)", None, False, BODY),
        ("Faktura (7)", None, False, "Om fakturan"),
    ]


@pytest.mark.parametrize("public", [False, "false"])
def test_an_internal_note_is_for_colleagues(public):
    data = zendesk(("comment_mode_is_public", public), ("comment_value_html", f"<p>{BODY}</p>"))
    assert ("Faktura (7)", "internal", True, BODY) in entries(data)


@pytest.mark.parametrize("value", [True, None, 3, ["channel:all", "x y"], {"a": "b c"}])
def test_values_that_are_no_text_are_left_out(value):
    assert entries(zendesk(("comment_value", value))) == [
        ("Faktura (7)", "internal", False, "Faktura")
    ]


def test_the_same_words_twice_are_one():
    data = zendesk(
        ("comment_value", BODY), ("comment_value_html", "<p>Det är <b>inte</b> mitt bord.</p>")
    )
    bodies = [entry for entry in entries(data) if entry[1] is None]
    assert bodies == [("Faktura (7)", None, True, BODY)]
    data = {
        "type": "macro",
        "id": 2,
        "name": "A",
        "body": f"<p>{BODY}</p>",
        "body_text": "Något annat.",
    }
    assert [words for *_, words in entries(data)] == ["A", BODY, "Något annat."]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            {"id": 1, "title": "T", "folder_id": 2, "content": BODY, "content_html": f"<b>{BODY}</b>"},
            [("T (1)", "internal", False, "T"), ("T (1)", None, True, BODY)],
        ),
        (
            {"type": "list", "data": [{"type": "macro", "id": "9", "name": "N", "body": f"<p>{BODY}</p>", "body_text": BODY}]},
            [("N (9)", "internal", False, "N"), ("N (9)", None, True, BODY)],
        ),
        (
            [{"id": 3, "name": "N", "text": f"<p>{BODY}</p>", "chatText": "Hej du!"}],
            [("N (3)", "internal", False, "N"), ("N (3)", None, True, BODY), ("N (3)", None, False, "Hej du!")],
        ),
        (
            {"id": "rsp_1", "name": "N", "subject": "S", "body": f"<p>{BODY}</p>"},
            [("N (rsp_1)", "internal", False, "N"), ("N (rsp_1)", None, False, "S"), ("N (rsp_1)", None, True, BODY)],
        ),
        (
            [{"name": "N", "keywords": "a b", "content": f"<div>{BODY}</div>", "note": "Skriv så här."}],
            [("N", "internal", False, "N"), ("N", None, True, BODY), ("N", "internal", False, "Skriv så här.")],
        ),
        (
            {"id": 4, "name": "N", "language": "sv", "actions": [
                {"name": "setResponseText", "arguments": {"body_html": f"<div>{BODY}</div>", "body_text": BODY}},
                {"name": "addInternalNote", "arguments": {"body_text": "En not."}},
            ]},
            [("N (4)", "internal", False, "N"), ("N (4)", None, True, BODY), ("N (4)", "internal", False, "En not.")],
        ),
    ],
)  # fmt: skip
def test_other_products(data, expected):
    found = entries(data)
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_zammad_as_csv_and_osticket_as_yaml():
    table = f'name;keywords;content;note\nN;x y;"<p>{BODY}</p>";\n'
    assert entries(table, "x.csv")[-1] == ("N", None, True, BODY)
    yaml = f"- title: T\n  response: |\n    {BODY}\n  notes: Bara för oss.\n  sort: 3\n"
    assert entries(yaml, "x.yml") == [
        ("T", "internal", False, "T"),
        ("T", None, True, BODY),
        ("T", "internal", False, "Bara för oss."),
    ]


def test_a_macro_in_another_language_is_left_out():
    data = {
        "id": 4,
        "name": "N",
        "language": "en",
        "actions": [{"name": "x", "arguments": {"body_text": BODY}}],
    }
    assert entries(data) == []
