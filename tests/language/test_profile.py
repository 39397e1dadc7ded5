"""The language profile: its text form, and the arithmetic on packed weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.errors import LexiconError
from servicetone.language.profile import (
    LONGEST,
    Profile,
    decode,
    encode,
    features,
    from_bytes,
    pack,
    to_bytes,
    unpack,
)

FILE = Path(__file__).parents[2] / "lexicons/languages/identify.tsv"
WEIGHTS = st.lists(st.integers(-999, 999), min_size=4, max_size=4)


@given(st.lists(WEIGHTS, min_size=1, max_size=30))
def test_packed_weights_add_up(rows: list[list[int]]) -> None:
    total = sum(pack(row) for row in rows)
    assert unpack(total, 4) == tuple(map(sum, zip(*rows, strict=True)))


@given(st.dictionaries(st.text("_abcdeåäöæø", min_size=2, max_size=5), WEIGHTS.map(pack)))
def test_both_forms_hold_the_whole_profile(weights: dict[str, int]) -> None:
    profile = Profile(("sv", "da", "nb", "nn"), 8.5, weights)
    text = encode(profile, "a comment\n\nin three lines")
    for same in (decode(text), from_bytes(to_bytes(profile))):
        assert (same.languages, same.scale, same.weights) == (
            profile.languages, profile.scale, profile.weights,
        )  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"scale=8", b"\x00", to_bytes(Profile((), 1, {}))[:-1]])
def test_a_damaged_artefact_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        from_bytes(data)


def test_the_shipped_profile_is_sorted_complete_and_small() -> None:
    data = FILE.read_bytes()
    profile = decode(data)
    assert profile.languages == ("sv", "da", "nb", "nn")
    lines = [line for line in data.decode().split("\n") if line and not line.startswith("#")]
    assert lines[1:] == sorted(lines[1:], key=lambda line: line.split("\t")[0])
    assert len(profile.weights) == len(lines) - 1
    assert len(data) < 150_000
    comment = "\n".join(line[2:] for line in data.decode().split("\n") if line.startswith("#"))
    assert encode(profile, comment) == data


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: expected a header"),
        ("# only a comment\n", "line 2: expected a header"),
        ("scale=x\tsv\n", "line 1"),
        ("scale=8\tsv\tda\n_og_\t1\n", "line 2: expected 2 weights, found 1"),
        ("scale=8\tsv\n_og_\t1\n_i_\tfive\n", "line 3: .*five"),
    ],
)
def test_a_broken_file_names_the_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode(text.encode())


def test_features_of_a_word() -> None:
    assert features("å") == ["_å", "å_", "_å_"]
    assert set(features("ikkje")) >= {
        "_i",
        "kk",
        "kkj",
        "_ikk",
        "kje_",
        "_ikkje_",
        "_ikkj",
        "kkje_",
    }
    assert len(set(features("og"))) == len(features("og"))
    assert features("x" * 1000) == features("x" * LONGEST)


def test_word_scores_do_not_depend_on_what_was_asked_before() -> None:
    fresh = decode(FILE.read_bytes())
    used = decode(FILE.read_bytes())
    for number in range(35_000):
        used.score([f"ord{number}"])
    assert used.score(["ikkje", "noko"]) == fresh.score(["ikkje", "noko"])
    assert len(used.words) <= 30_000
