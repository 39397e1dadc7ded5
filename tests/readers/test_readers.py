import os

import pytest

from servicetone.errors import ReaderError
from servicetone.readers import read, read_bytes, suffixes


def test_formats_are_found_in_the_folder():
    assert {".txt", ".md", ".markdown"} <= set(suffixes())


def test_a_file_is_read_by_its_ending(tmp_path):
    for name, has_blocks in (("a.txt", False), ("a.MD", True), ("a.log", False), ("a", False)):
        path = tmp_path / name
        path.write_bytes("Hej å\n".encode())
        document, _, notes = read(str(path))
        assert document.text == "Hej å\n"
        assert document.source == str(path)
        assert (document.blocks is not None) == has_blocks
        assert notes == ()


def test_an_old_encoding_is_noted():
    reading = read_bytes("på gensyn".encode("latin-1"), "brev.txt")
    assert [note.code for note in reading.notes] == ["encoding"]


def test_line_ends_are_kept():
    assert read_bytes(b"a\r\nb\rc").document.text == "a\r\nb\rc"


@pytest.mark.parametrize("name", ["missing.txt", "a\0b.txt"])
def test_a_missing_file_is_a_reader_error(tmp_path, name):
    with pytest.raises(ReaderError) as caught:
        read(str(tmp_path / name))
    assert caught.value.path.endswith(name)


def test_a_folder_is_a_reader_error(tmp_path):
    with pytest.raises(ReaderError):
        read(str(tmp_path))


def test_what_never_ends_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("servicetone.readers._LARGEST", 1_000)
    (tmp_path / "a.txt").write_bytes(b"a" * 1_001)
    (tmp_path / "b.txt").write_bytes(b"a" * 1_000)
    assert len(read(str(tmp_path / "b.txt")).document.text) == 1_000
    for name in (str(tmp_path / "a.txt"), *(["/dev/zero"] if os.path.exists("/dev/zero") else [])):
        with pytest.raises(ReaderError, match="larger than"):
            read(name)
