import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.errors import ReaderError
from servicetone.model import Edit
from servicetone.readers import Settings, read_bytes
from servicetone.readers.writing import write_back
from servicetone.text.view import TextView

SENTENCE = "Det är inte mitt bord."
words = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
)


def written(block, text):
    """Return a block's words as its reader sees them."""
    raw = text[slice(*block.span)]
    return TextView(raw, raw).rewritten(block.edits).text


def strings(tree):
    if isinstance(tree, str):
        return [tree] if tree else []
    if isinstance(tree, dict):
        return [each for value in tree.values() for each in strings(value)]
    return [each for value in tree for each in strings(value)] if isinstance(tree, list) else []


@given(values, st.booleans(), st.sampled_from([None, 2]))
def test_every_string_is_found_as_it_reads(tree, ascii_only, indent):
    text = json.dumps(tree, ensure_ascii=ascii_only, indent=indent)
    document = read_bytes(text.encode(), "x.json", Settings(fields=("*",))).document
    assert [written(block, text) for block in document.blocks] == strings(tree)


@given(values, st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_nothing_changes_without_edits(tree, ascii_only, codec):
    data = json.dumps(tree, ensure_ascii=ascii_only).encode(codec)
    assert write_back(read_bytes(data, "x.json"), []).data == data


@given(st.lists(words.filter(len), min_size=1), st.data(), words)
def test_an_edit_changes_its_span_only(texts, data, new):
    text = json.dumps({str(number): each for number, each in enumerate(texts)})
    reading = read_bytes(text.encode(), "x.json", Settings(fields=("*",)))
    which = data.draw(st.integers(0, len(texts) - 1))
    block = reading.document.blocks[which]
    raw = text[slice(*block.span)]
    view = TextView(raw, raw).rewritten(block.edits)
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    place = view.original_span(start, end)
    edit = Edit(block.span.start + place.start, block.span.start + place.end, new)
    after = write_back(reading, [edit])
    if after.refused:  # a placeholder would be lost
        assert set(view.text[start:end]) & set("{}%[<")
        return
    assert after.data.startswith(text[: edit.start].encode())
    assert after.data.endswith(text[edit.end :].encode())
    expected = list(texts)
    expected[which] = view.text[:start] + new + view.text[end:]
    assert list(json.loads(after.data).values()) == expected


def test_entries_are_called_by_their_keys_and_titles():
    data = {"replies": [{"title": "Faktura", "text": SENTENCE}, {"text": SENTENCE}], "n": SENTENCE}
    document = read_bytes(json.dumps(data).encode(), "x.json").document
    names = [block.name for block in document.blocks]
    assert names == ["replies.Faktura.text", "replies.1.text", "n"]


def test_only_sentences_are_taken():
    data = {"id": SENTENCE, "a": "user.name", "b": "https://x.se/a b", "c": "1 2 3", "d": SENTENCE}
    document = read_bytes(json.dumps(data).encode(), "x.json").document
    assert [block.name for block in document.blocks] == ["d"]


def test_fields_say_what_is_taken():
    data = {"a": {"b": "Nej", "c": SENTENCE}, "b": [{"b": "Tja"}]}
    settings = Settings(fields=("a.b", "b.*"))
    document = read_bytes(json.dumps(data).encode(), "x.json", settings).document
    assert [block.name for block in document.blocks] == ["a.b", "b.0.b"]


def test_comments_are_taken_as_editors_take_them():
    text = '// å\n{"a": "Läs // mejlet, du", /* "x": 1 */\n "b": "Hej på dig, du,",\n}'
    reading = read_bytes(text.encode(), "x.json")
    assert [text[slice(*block.span)] for block in reading.document.blocks] == [
        "Läs // mejlet, du",
        "Hej på dig, du,",
    ]
    assert write_back(reading, []).data == text.encode()


@pytest.mark.parametrize(
    ("text", "line"),
    [('{"a":\n "b', 2), ("", 1), ("[1,\n2\n", 3), ("\n" + "[" * 1000, 2), ("[\n1 2]", 2)],
)
def test_what_is_no_json_is_refused_with_the_line(text, line):
    with pytest.raises(ReaderError) as caught:
        read_bytes(text.encode(), "x.json")
    assert (caught.value.path, caught.value.line) == ("x.json", line)
