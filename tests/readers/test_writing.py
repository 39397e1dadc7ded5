"""What may be written back, and what is left as it is."""

import base64
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.checker import Checker
from servicetone.errors import ConfigError
from servicetone.model import Edit
from servicetone.readers import read_bytes
from servicetone.readers.writing import write_back
from servicetone.text.view import view_of


def edited(text, words, new, name="x.json", codec="utf-8", **more):
    reading = read_bytes(text.encode(codec), name)
    reading = reading._replace(document=reading.document._replace(**more))
    start = text.index(words)
    return write_back(reading, [Edit(start, start + len(words), new)])


@pytest.mark.parametrize(
    ("name", "text", "words", "new", "expected"),
    [
        ("x.json", '{"a": "<p>Hej du</p> där"}', "Hej du", 'A & "B"', '{"a": "<p>A &amp; \\"B\\"</p> där"}'),
        ("x.json", '{"a": "\\u003cb\\u003eHej du\\u003c/b\\u003e d\\u00e4r"}', "du\\u003c/b\\u003e d", "ö", '{"a": "\\u003cb\\u003eHej \\u00f6</b>\\u00e4r"}'),
        ("x.json", '{"a": "Hej <b>du</b> {{namn}} där <i>jag</i>"}', "du</b> {{namn}} där <i>jag", "{{namn}}", '{"a": "Hej <b>{{namn}}</b><i></i>"}'),
        ("x.yaml", "a: 'it''s så där'\n", "så", "'n'", "a: 'it''s ''n'' där'\n"),
        ("x.yaml", "a: så där\n", "där", "a: b", None),
        ("x.yaml", "a: så där\n", "där", "a # b", None),
        ("x.yaml", "a: |\n  Hej du\n", "Hej", "", None),
        ("x.yaml", "a: |\n  Hej du\n", "Hej", "Tja", "a: |\n  Tja du\n"),
        ("x.toml", "a = 'så där'\n", "där", "d'r", None),
        ("x.toml", 'a = "så där"\n', "där", 'd"r', 'a = "så d\\"r"\n'),
        ("x.csv", "a,b\nc d,e f\n", "e", "x,y", None),
        ("x.csv", 'a,b\nc,"e f"\n', "e", 'x,"y', 'a,b\nc,"x,""y f"\n'),
        ("x.po", 'msgid "a"\nmsgstr "Hej "\n"du"\n', 'ej "\n"d', 'a"\\', 'msgid "a"\nmsgstr "Ha\\"\\\\u"\n'),
        ("x.properties", "a = Hej d\\u00e4r\n", "Hej", "Åk", "a = \\u00c5k d\\u00e4r\n"),
        ("strings.xml", "<resources><string name='a'>Hej du</string></resources>", "du", "\"d'u\" <", "<resources><string name='a'>Hej \\\"d\\'u\\\" &lt;</string></resources>"),
        ("x.xlf", "<xliff><file><trans-unit id='1'><target>Hej <ph id='1'/> du</target></trans-unit></file></xliff>", "Hej <ph id='1'/> du", "Tja", None),
        ("x.html", '<img alt="Hej du">', "du", 'a "b"', '<img alt="Hej a &quot;b&quot;">'),
        ("x.html", "<p>Hej du <script>a b</script>", "a b", "c", None),
        ("x.txt", "Hej {{namn}} du", "{{namn}} du", "du", None),
        ("x.md", "```\nHej du\n```\n", "du", "ni", None),
    ],
)  # fmt: skip
def test_new_words_are_escaped_or_refused(name, text, words, new, expected):
    written = edited(text, words, new, name)
    assert written.text == (text if expected is None else expected)
    assert bool(written.refused) == (expected is None)
    assert written.data == written.text.encode()


def test_what_the_encoding_cannot_hold_is_refused():
    assert edited("Hej på dig", "dig", "er…", "x.txt", "latin-1").refused
    assert edited("Hej på dig", "dig", "åt", "x.txt", "latin-1").data == "Hej på åt".encode(
        "latin-1"
    )


def test_edits_that_overlap_are_refused():
    reading = read_bytes(b"Hej du", "x.txt")
    written = write_back(reading, [Edit(2, 6, "b"), Edit(0, 3, "a")])
    assert (written.text, written.refused) == ("a du", (Edit(2, 6, "b"),))


def test_a_team_has_placeholders_of_its_own():
    text = "Det är §PRODUKT§ inte mitt bord."
    document = read_bytes(text.encode(), "x.txt").document._replace(language="sv")
    own = document._replace(placeholders="§\\w+§")
    (finding,) = Checker().check_document(own).findings
    assert finding.text == "Det är §PRODUKT§ inte mitt bord"
    assert edited(text, finding.text, "Hej", "x.txt", placeholders="§\\w+§").refused
    with pytest.raises(ConfigError, match="regular expression"):
        Checker().check_document(document._replace(placeholders="("))


MACRO = '[{"type": "macro", "id": 1, "name": "N", "body": %s, "body_text": %s}]'
MAIL = (
    'Content-Type: multipart/alternative; boundary="x"\n\n'
    "--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {0}\n\n{1}\n"
    "--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {0}\n\n{2}\n--x--\n"
)
words = st.lists(
    st.sampled_from(["Hej", "då", "(så", "där)", "ja,", "nej!", "om", "den."]),
    min_size=1,
    max_size=8,
)


@given(
    words,
    st.lists(st.sampled_from([" ", "<br>", "</p><p>", "\n", " <b></b>"]), min_size=8, max_size=8),
    st.data(),
)
def test_twins_change_together(text, gaps, data):
    """The same words as HTML and plain text are told once and change at both places."""
    html = "".join(part for pair in zip(gaps, text, strict=False) for part in pair)
    plain = " ".join(text)
    reading = read_bytes(
        (MACRO % (json.dumps(f"<p>{html}</p>"), json.dumps(plain))).encode(), "x.json"
    )
    block = next(block for block in reading.document.blocks if block.twins)
    view = view_of(reading.document.text[slice(*block.span)], block.edits)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text) - 1))
    at = [found.span() for found in re.finditer(r"\S+", view.text)]
    place = view.original_span(at[start][0], at[end][1])
    base = block.span.start
    written = write_back(reading, [Edit(base + place.start, base + place.end, "nytt & bra")])
    assert not written.refused
    (after,) = json.loads(written.data)
    expected = [*text[:start], "nytt", "&", "bra", *text[end + 1 :]]
    assert after["body_text"].split() == expected
    assert view_of(after["body"]).text.split() == expected


@pytest.mark.parametrize("encoding", ["8bit", "base64"])
def test_twins_in_mail_change_together(encoding):
    def made(plain, html):
        if encoding == "base64":
            plain, html = (base64.b64encode(each.encode()).decode() for each in (plain, html))
        return MAIL.format(encoding, plain, html).encode()

    content = made("Hej! Det är så.", "<p>Hej!</p><p>Det är <b>så</b>.</p>")
    reading = read_bytes(content, "x.eml")
    assert len(reading.document.blocks) == 1
    start = reading.document.text.index("Det är så.")
    written = write_back(reading, [Edit(start, start + len("Det är så."), "A & B.")])
    assert written.data == made("Hej! A & B.", "<p>Hej!</p><p>A &amp; B.</p>")
