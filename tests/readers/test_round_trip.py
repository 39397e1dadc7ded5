"""Every format: words are found as they read, nothing changes unasked, an edit changes its span."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servicetone.checker import Checker
from servicetone.model import Edit
from servicetone.readers import Settings, read_bytes
from servicetone.readers.writing import write_back
from servicetone.text.edits import spliced, within
from servicetone.text.view import TextView, view_of
from strategies import files

ALL = Settings(fields=("key*", "text"))
FORMATS = {
    "x.json": files.as_json,
    "x.yaml": files.as_yaml,
    "x.toml": files.as_toml,
    "x.csv": files.as_csv,
    "x.po": files.as_po,
    "x.properties": files.as_properties,
    "x.strings": files.as_strings,
    "x.resx": files.as_resx,
    "strings.xml": files.as_android,
    "x.xlf": files.as_xliff,
}
NOT_MINE = "Det är inte mitt bord"
spelled = files.words.filter(lambda text: any(map(str.isalpha, text)))
every_format = pytest.mark.parametrize("name", FORMATS)


def view(document, block):
    raw = document.text[slice(*block.span)]
    return TextView(raw, raw).rewritten(block.edits)


def readable(document):
    """Return what each block says; white space at the rims belongs to no word."""
    return [view(document, block).text.strip() for block in document.blocks]


@every_format
@given(values=st.lists(spelled, min_size=1, max_size=3), data=st.data())
def test_words_are_found_as_they_read_and_come_back(name, values, data):
    content = FORMATS[name](values, data.draw)
    reading = read_bytes(content, name, ALL)
    assert write_back(reading, []).data == content
    assert readable(reading.document) == [value.strip() for value in values]


@every_format
@given(before=files.line, after=files.line, data=st.data())
def test_a_finding_stands_where_the_file_has_it(name, before, after, data):
    content = FORMATS[name]([f"{before}\n\nDet är inte mitt bord.\n\n{after}"], data.draw)
    document = read_bytes(content, name, ALL).document._replace(language="sv")
    report = Checker(select=("deflection.not-my-job",)).check_document(document)
    for finding in report.findings:
        block = document.blocks[0]
        assert finding.text == document.text[finding.start : finding.end]
        assert finding.entry == block.name
        at = block.span.start
        undone = within(block.edits, finding.start - at, finding.end - at)
        assert view_of(spliced(finding.text, undone)).text.split() == NOT_MINE.split()
    if not set(before + after) & set("<{%[`>&$~*_"):  # nothing that makes it code or a quotation
        assert report.findings


@every_format
@given(values=st.lists(spelled, min_size=1, max_size=3), new=files.words, data=st.data())
def test_an_edit_changes_its_span_only(name, values, new, data):
    content = FORMATS[name](values, data.draw)
    reading = read_bytes(content, name, ALL)
    text = reading.document.text
    number = data.draw(st.integers(0, len(values) - 1))
    block = reading.document.blocks[number]
    before = view(reading.document, block)
    start = data.draw(st.integers(0, len(before.text) - 1))
    end = data.draw(st.integers(start + 1, len(before.text)))
    place = before.original_span(start, end)
    edit = Edit(block.span.start + place.start, block.span.start + place.end, new)
    after = write_back(reading, [edit])
    if after.refused:
        assert after.refused == (edit,)
        assert after.data == content
        return
    assert after.text.startswith(text[: edit.start])
    assert after.text.endswith(text[edit.end :])
    expected = [value.strip() for value in values]
    expected[number] = f"{before.text[:start]}{new}{before.text[end:]}".strip()
    assume(any(map(str.isalpha, expected[number])))
    assert readable(read_bytes(after.data, name, ALL).document) == expected
