import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.errors import ReaderError
from servicetone.readers.decoding import decode

NORDIC = "Vi gör så gott vi kan, på æ og ø."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_and_utf_8(codec):
    assert decode(NORDIC.encode(codec)).text == NORDIC


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
    ],
)
def test_either_byte_order(mark, codec):
    decoded = decode(mark + NORDIC.encode(codec))
    assert decoded.text == NORDIC
    assert decoded.note is None


def test_latin_1_is_read_with_a_note():
    decoded = decode(NORDIC.encode("latin-1"))
    assert (decoded.text, decoded.encoding) == (NORDIC, "Latin-1")
    assert "byte 4" in decoded.note


def test_windows_quotes_are_read_with_a_note():
    text = "Hon sa ”jag förstår” – och log"
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "Windows-1252")


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"abc\xff\xfe\xfd", 3),
        ("så här".encode() + b"\xe5", 8),  # UTF-8 with a fault is not an old file
        (b"bl\x86b\x91r", 2),  # MS-DOS letters are control characters or quotes in words
        (b"\xc3", 0),
        (b"caf\xe9", 3),  # no Nordic letter: nothing to go by
        ("gör\x01".encode("latin-1"), 1),
    ],
)
def test_what_is_no_text_is_refused_with_the_byte(data, offset):
    with pytest.raises(ReaderError) as caught:
        decode(data, "x.txt")
    assert caught.value.offset == offset
    assert caught.value.path == "x.txt"
    assert caught.value.hint


def test_zero_bytes_mean_a_binary_file():
    with pytest.raises(ReaderError, match="binary") as caught:
        decode(b"GIF89a\0\0")
    assert caught.value.offset == 6


def test_cut_off_utf_16_is_refused():
    with pytest.raises(ReaderError) as caught:
        decode(b"\xff\xfea\0b")
    assert caught.value.offset == 4


@given(st.text().filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_utf_8_comes_back(text):
    assert decode(text.encode()).text == text


@given(st.binary())
def test_any_bytes_are_text_or_refused(data):
    try:
        decoded = decode(data)
    except ReaderError as error:
        offset = error.offset
    else:
        offset = 0
        assert isinstance(decoded.text, str)
    assert 0 <= offset <= len(data)


@given(st.text("abcåäöæøÅÄÖÆØ é\n", min_size=1))
def test_nordic_latin_1_comes_back(text):
    data = text.encode("latin-1")
    try:
        data.decode()
    except UnicodeDecodeError:
        if any(letter in text for letter in "åäöæøÅÄÖÆØ"):
            assert decode(data).text == text
