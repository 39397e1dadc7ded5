"""The stored lexicon is the lexicon; a damaged one is refused."""

import pytest

from servicetone.errors import LexiconError
from servicetone.lexicon.artefact import Compiled, from_bytes, to_bytes
from servicetone.lexicon.load import load_compiled
from servicetone.model import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_storing_keeps_everything(language):
    compiled = load_compiled(language)
    stored = from_bytes(to_bytes(compiled))
    for name in Compiled._fields:
        assert getattr(stored, name) == getattr(compiled, name), name


@pytest.mark.parametrize("data", [b"", b"\xff", b"i\x01\x00\x00\x00", b"(\x00\x00\x00\x00"])
def test_damage_is_named(data):
    with pytest.raises(LexiconError, match="compiled lexicon"):
        from_bytes(data)
