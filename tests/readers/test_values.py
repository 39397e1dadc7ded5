"""What in a data file is taken for words of people."""

import pytest

from servicetone.readers import Settings, read_bytes
from servicetone.readers.locales import language_of
from servicetone.readers.values import reads_as_sentence


@pytest.mark.parametrize(
    "value",
    [
        "Det är inte mitt bord.", "Läs mejlet!", "Hej {{ticket.name}}, läs mejlet.", "<p>Hej <b>du</b></p>",
        "Hej\nhej", "Nej, tack", "»Hej« sa hon", "Vi ses kl. 12!", "Kundens fel",
    ],
)  # fmt: skip
def test_sentences(value):
    assert reads_as_sentence(value)


@pytest.mark.parametrize(
    "value",
    [
        "", "Hej", "user.name", "https://example.org/a b", "2024-01-01 12:00", "12 34 56", "a1b2 c3d4 e5f6",
        "<p></p> <br/>", "{{a}} {{b}}", "--flag --other", "#fff #000", "#!/bin/sh -e",
    ],
)  # fmt: skip
def test_what_is_no_sentence(value):
    assert not reads_as_sentence(value)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("sv", "sv"), ("sv_SE", "sv"), ("da-DK", "da"), ("nb", "nb"), ("nn_NO.UTF-8", "nn"), ("NOB", "nb"),
        ("no", None), ("no-NO", None), ("en", "other"), ("de_AT@euro", "other"), ("", None), (None, None), ("svenska!", None),
    ],
)  # fmt: skip
def test_language_tags(tag, language):
    assert language_of(tag) == language


def test_what_is_filed_by_language_is_in_it():
    text = "sv:\n  a: Hej du där\nen:\n  a: Hello you there\nnb-NO:\n  a: Hei du der\nno:\n  a: Hei du der\n"
    document = read_bytes(text.encode(), "x.yml").document
    assert [(block.name, block.language) for block in document.blocks] == [
        ("sv.a", "sv"), ("nb-NO.a", "nb"), ("no.a", None),
    ]  # fmt: skip


def test_columns_may_be_languages():
    table = "key,en,sv,da\ngreeting,Hello you there,Hej du där,Hej du der\n"
    document = read_bytes(table.encode(), "x.csv").document
    found = [(block.name, block.language) for block in document.blocks]
    assert found == [("greeting.sv", "sv"), ("greeting.da", "da")]


def test_a_table_without_names_for_its_columns():
    document = read_bytes(b"Hej du der.;1\nVi ses i morgen.;2\n", "x.csv").document
    assert [block.name for block in document.blocks] == ["0.0", "1.0"]


@pytest.mark.parametrize("name", ["x.po", "x.strings", "x.properties", "x.resx", "x.arb"])
def test_fields_choose_by_key_in_every_format(name):
    text = {
        "x.po": 'msgid "a.b"\nmsgstr "Hej du"\nmsgid "c"\nmsgstr "Hej du"\n',
        "x.strings": '"a.b" = "Hej du"; "c" = "Hej du";',
        "x.properties": "a.b = Hej du\nc = Hej du\n",
        "x.resx": "<root><data name='a.b'><value>Hej du</value></data><data name='c'><value>Hej du</value></data></root>",
        "x.arb": '{"@@locale": "sv", "a.b": "Hej du", "c": "Hej du"}',
    }[name]
    document = read_bytes(text.encode(), name, Settings(fields=("a.*",))).document
    assert [block.name for block in document.blocks] == ["a.b"]


def test_po_goes_by_its_header():
    header = 'msgid ""\nmsgstr "Language: {}\\n"\n\n'
    body = 'msgctxt "k"\nmsgid "x"\nmsgid_plural "xs"\nmsgstr[0] "Hej du"\nmsgstr[1] ""\n'
    for tag, expected in (("nn_NO", ["nn"]), ("de", []), ("no", [None])):
        document = read_bytes((header.format(tag) + body).encode(), "x.po").document
        assert [block.language for block in document.blocks] == expected
    assert document.blocks[0].name == "k|x"


def test_xliff_says_the_languages_of_source_and_target():
    text = (
        '<xliff version="2.0" srcLang="sv-SE" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">'
        '<unit id="u" name="n"><segment><source>Hej <pc id="1">du</pc></source><target>Hello</target></segment></unit></file></xliff>'
    )
    (block,) = read_bytes(text.encode(), "x.xlf").document.blocks
    assert (block.name, block.language, text[slice(*block.span)]) == (
        "n",
        "sv",
        'Hej <pc id="1">du</pc>',
    )
