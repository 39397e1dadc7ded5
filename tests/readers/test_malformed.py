"""Broken and hostile files of every format: one clear error, soon, and no other exception."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.checker import Checker
from servicetone.errors import ReaderError
from servicetone.readers import read, read_bytes, suffixes
from servicetone.readers.writing import write_back

SOUND = {
    "x.txt": "Hej då!\n",
    "x.md": "---\ntitle: Hej där du\n---\n# Hej\n\n| a | b |\n|---|---|\n| c `d` | e |\n",
    "x.html": '<!doctype html><html lang="sv"><p>Hej <b title="så där">du</b> &amp; jag<br></p>',
    "x.mjml": "<mjml><mj-body><mj-text>Hej du där</mj-text></mj-body></mjml>",
    "x.json": '{"macros": [{"id": 1, "title": "å\\u00e4", "actions": [{"field": "comment_value", "value": "Hej du"}]}]}',
    "x.arb": '{"@@locale": "sv", "n": "{n, plural, one{en sak} other{{n} saker}}"}',
    "x.yaml": "a: &x |\n  Hej du\n   där\nb: 'it''s så'\nc: [\"\\u00e4 b\", *x]\n",
    "x.toml": 'a = "Hej \\u00e4 du"\n[b."c d"]\ne = [1, \'\'\'så där\'\'\', {f = """g h"""}]\n',
    "x.csv": 'id;text\n1;"Hej ""du"""\n2;så där\n',
    "x.tsv": "id\ttext\n1\tså där\n",
    "x.po": 'msgid ""\nmsgstr "Language: sv\\n"\n\n#: a\nmsgctxt "c"\nmsgid "d"\nmsgstr ""\n"Hej "\n"du"\n',
    "x.properties": "# å\na.b = Hej \\\n   d\\u00e4r\nc: d\n",
    "x.strings": '/* å */ "a" = "Hej \\"du\\""; b = "så där";\n',
    "x.resx": "<root><data name='a'><value>Hej &amp; du</value></data></root>",
    "strings.xml": "<resources><string name='a'>Hej <b>du</b> \\' <![CDATA[<p>]]></string></resources>",
    "x.xlf": "<xliff><file target-language='sv'><trans-unit id='1'><target>Hej <x id='1'/> du</target></trans-unit></file></xliff>",
    "x.xml": "<a><b>Hej du där.</b></a>",
    "x.eml": 'Subject: =?utf-8?q?Hej_d=C3=A5?=\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
    "Content-Transfer-Encoding: quoted-printable\n\nHej d=C3=A5 =\ndu\n--b\nContent-Transfer-Encoding: base64\n\nSGVqIGR1\n--b--\n",
}  # fmt: skip
DEEP = {
    "x.json": "[" * 100_000,
    "x.arb": '{"a":' * 100_000,
    "x.yaml": "[" * 100_000,
    "x.yml": "".join(" " * depth + "a:\n" for depth in range(700)),
    "x.toml": "a = " + "[" * 100_000,
    "x.resx": "<a>" * 100_000,
    "strings.xml": "<resources>" * 1000 + "</resources>" * 1000,
    "x.eml": "".join(
        f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n'
        for depth in range(999)
    ),
}
LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY lol "lol">\n'
    + "".join(f'<!ENTITY l{i} "&l{i - 1};&l{i - 1};">\n' for i in range(1, 40))
    + "]>\n<root>&l39;</root>"
)
LINES = {
    "x.json": ('{"a":\n "b"\n"c"}', 3),
    "x.yaml": ("a: b\nc: [d\ne: f\n", 3),
    "x.toml": ('a = 1\nb = "c\n', 2),
    "x.csv": ('a,b\nc,"d\n', 2),
    "x.po": ('msgid "a"\nmsgstr "b\n', 2),
    "x.strings": ('"a" = "b";\n"c" = "d"\n', 2),
    "x.resx": ("<root>\n<data>\n</root>", 3),
    "x.xlf": (LAUGHS, 3),
}


def read_or_refuse(content, name):
    """Return the reading, None where it was refused as it should be."""
    try:
        return read_bytes(content, name)
    except ReaderError as error:
        assert error.path
        assert error.path.startswith(name)
        assert error.message
        assert (
            error.line is None or 1 <= error.line <= content.count(b"\n") + content.count(b"\r") + 2
        )
        return None


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_read(name):
    content = SOUND[name].encode()
    reading = read_bytes(content, name)
    assert reading.document.blocks != ()
    assert write_back(reading, []).data == content


def test_every_format_has_a_sample():
    known = {"x.htm", "x.yml", "x.markdown", "x.docx", "x.xliff", "arrays.xml", "plurals.xml"}
    names = {suffix if suffix[0] != "." else f"x{suffix}" for suffix in suffixes()}
    assert names <= SOUND.keys() | known


@pytest.mark.parametrize("name", SOUND)
@given(data=st.data())
def test_damaged_files_are_read_or_refused(name, data):
    content = SOUND[name].encode(data.draw(st.sampled_from(["utf-8", "latin-1", "utf-16"])))
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    new = data.draw(
        st.binary(max_size=3)
        | st.sampled_from([b"\0", b'"', b"'", b"<", b"&", b"\\", b"{", b"\n", b"\xe5", b"\xff\xfe"])
    )
    content = content[:start] + new + content[end:]
    if reading := read_or_refuse(content, name):
        assert write_back(reading, []).data == content


@pytest.mark.parametrize("name", SOUND)
@given(content=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(name, content):
    read_or_refuse(content, name)


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_refused_with_the_line(name):
    begun = time.process_time()
    with pytest.raises(ReaderError) as caught:
        read_bytes(DEEP[name].encode(), name)
    assert caught.value.line
    assert time.process_time() - begun < 20  # not a measure of speed: it would take hours otherwise


@pytest.mark.parametrize("name", LINES)
def test_the_line_of_a_mistake_is_told(name):
    text, line = LINES[name]
    with pytest.raises(ReaderError) as caught:
        read_bytes(text.encode(), name)
    assert (caught.value.path, caught.value.line) == (name, line)


@pytest.mark.parametrize(
    "content", [b"Hej\n\xff\xfe\xfd", b"Hej\n\0", "Hej\nd".encode("utf-16")[:-1]]
)
def test_the_line_of_a_wrong_encoding_is_told(content):
    with pytest.raises(ReaderError) as caught:
        read_bytes(content, "x.txt")
    assert caught.value.line == 2


def test_yaml_aliases_are_not_followed():
    rows = ["a0: &a0 Hej du", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40))]
    text = "\n".join([*rows, "b: &b [*b, Hej du]\n"])
    assert len(read_bytes(text.encode(), "x.yaml").document.blocks) == 2


@pytest.mark.parametrize(
    "text",
    ["<!--" * 50_000, "<a " * 50_000, '<a b="' * 50_000, "<p>" * 50_000, "<script>" * 50_000,
     "{% if a %}" * 50_000, "{{a | default: '" * 50_000, "{a, plural, one {" * 50_000, "<" * 200_000],
)  # fmt: skip
@pytest.mark.parametrize("name", ["x.html", "x.txt"])
def test_time_is_bounded(name, text):
    reading = read_bytes(text.encode(), name)
    assert Checker().check_document(reading.document._replace(language="sv")).findings == ()


MANY = [
    " ", "\t ", "\n", "\r", " \n", "a", "å ", '"', "'", "\\", '\\"', "<", "<a>", "<!--", "&", "&amp;", "[", "{", "//", "/*", "*/",
    "// ", "#", ":", "- ", "a: ", ",", ";", '","', "=", "=\n", "=C3", "=?utf-8?q?", "--b\n", "{% if a %}", "]]>", "<![CDATA[", "|", "%s",
]  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_a_sign_that_never_ends_takes_no_time(name):
    sound = SOUND[name]
    for sign in MANY:
        for place in (len(sound) // 2, len(sound)):
            content = (sound[:place] + sign * 10_000 + sound[place:]).encode()
            begun = time.process_time()
            read_or_refuse(content, name)
            assert time.process_time() - begun < 10, (sign, place)  # quadratic would be minutes


def test_links_in_a_circle_are_refused(tmp_path):
    os.symlink(tmp_path / "a.json", tmp_path / "b.json")
    os.symlink(tmp_path / "b.json", tmp_path / "a.json")
    with pytest.raises(ReaderError, match="link"):
        read(str(tmp_path / "a.json"))
