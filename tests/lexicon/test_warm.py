"""Every warm marker proves itself on its own examples."""

import pytest

from servicetone.errors import LexiconError
from servicetone.lexicon.warm import MARKERS, load_markers
from servicetone.model import LANGUAGES, Document
from servicetone.warm import ITEMS, markers


def kinds(text, language):
    return {each.kind for each in markers(Document(text), language)}


@pytest.mark.parametrize("kind", MARKERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_examples(kind, language):
    written = load_markers(kind)[language]
    assert len(written.found) >= 2
    assert len(written.other) >= 2
    for text in written.found:
        assert kind in kinds(text, language), text
    for text in written.other:
        assert kind not in kinds(text, language), text


def test_a_checklist_asks_for_markers_that_exist():
    assert {kind for needed in ITEMS.values() for kind in needed} == set(MARKERS)


def test_a_file_that_is_no_marker(tmp_path):
    (tmp_path / "warm").mkdir()
    (tmp_path / "warm" / "thanks.toml").write_text('marker = "thanks"\nx = 1\n', "utf-8")
    with pytest.raises(LexiconError, match="all four languages"):
        load_markers("thanks", str(tmp_path))
