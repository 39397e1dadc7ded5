"""The stored lexicon is the lexicon; a damaged one is refused."""

import pytest

from servicetone.errors import LexiconError
from servicetone.lexicon import load
from servicetone.lexicon.artefact import from_bytes, to_bytes
from servicetone.lexicon.load import compile_language, source_folder
from servicetone.lexicon.shelf import shelve
from servicetone.model import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_storing_keeps_everything(language):
    built = compile_language(language, source_folder())
    stored = from_bytes(to_bytes(built))
    for name in ("language", "concepts", "owners", "words"):
        assert getattr(stored, name) == getattr(built, name)
    for name in ("tests", "programs", "parts", "stored_rules", "stored_guards", "stored_messages"):
        assert list(getattr(stored, name)) == list(getattr(built, name))
    assert stored.lookup.data[:-3] == built.lookup.data[:-3]
    for name in ("variants", "clauses", "groups"):
        assert list(getattr(stored.lookup.data, name)) == list(getattr(built.lookup.data, name))
    for name in ("known", "restore", "telltale", "maskable", "foreign"):
        assert getattr(stored.spelling, name) == getattr(built.spelling, name)


def test_a_shelf_is_a_sequence():
    shelf = shelve(["a", ("b", 1)])
    assert list(shelf) == ["a", ("b", 1)]
    assert shelf[1:] == [("b", 1)]
    assert len(shelf) == 2
    assert shelf.loaded == ["a", ("b", 1)]
    assert shelf[-1] == ("b", 1)
    with pytest.raises(IndexError):
        shelf[2]


def test_a_shelf_gives_up_what_it_has_loaded_when_it_is_much():
    shelf = shelve(range(5_000))
    loaded = shelf.loaded
    assert list(shelf) == [*range(5_000)]
    assert 0 < sum(each is not None for each in loaded) <= 2_000
    assert shelf.loaded is loaded


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"i\x01\x00\x00\x00", b"(\x00\x00\x00\x00", bytes(20)]
)
def test_damage_is_named(data):
    with pytest.raises(LexiconError, match="compiled lexicon"):
        from_bytes(data)


def test_the_stamp_changes_with_the_sources_and_not_with_what_is_made_of_them(
    tmp_path, monkeypatch
):
    sources, compiled = tmp_path / "lexicons", tmp_path / "package" / "lexicon" / "compiled"
    for folder in (sources / "blame", compiled):
        folder.mkdir(parents=True)
    monkeypatch.setattr(load, "source_folder", lambda: str(sources))
    monkeypatch.setattr(load, "_PACKAGE", str(tmp_path / "package"))
    monkeypatch.setattr(load, "COMPILED_FOLDER", str(compiled))
    stamps = [load.lexicon_stamp()]
    for path in (sources / "blame" / "x.toml", tmp_path / "package" / "y.py", compiled / "sv.bin"):
        path.write_text("")
        stamps.append(load.lexicon_stamp())
    assert stamps[0] != stamps[1] != stamps[2] == stamps[3]
    monkeypatch.setattr(load, "_PACKAGED", str(sources))
    packaged = load.lexicon_stamp()
    (compiled / "da.bin").write_text("")
    assert load.lexicon_stamp() != packaged
