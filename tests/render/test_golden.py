"""Every output format, byte for byte. To accept a change: SERVICETONE_GOLDEN=write pytest."""

import os
from pathlib import Path

import pytest

import report_samples as samples
from servicetone.render import formats, renderer
from servicetone.terminal.style import Look

GOLDEN = Path(__file__).parent.parent / "golden" / "render"
LOOKS = {
    "plain": Look(),
    "explain": Look(explain=True),
    "color": Look(color=True),
    "narrow": Look(width=46),
    "quiet": Look(summary=False),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", formats())
def test_output_is_as_stored(name, look):
    output = "".join(renderer(name)(samples.outcomes(), LOOKS[look])).encode()
    path = GOLDEN / f"{name}.{look}.txt"
    if os.environ.get("SERVICETONE_GOLDEN") == "write":
        path.write_bytes(output)
    assert output == path.read_bytes()


def test_formats_are_those_of_the_folder():
    assert formats() == ("concise", "full", "json", "json-lines")


def test_all_clear_is_said_kindly():
    output = "".join(renderer("full")(samples.clear(), Look()))
    assert output == "All clear: 3 files, nothing to change.\n"


def test_nothing_at_all():
    assert "".join(renderer("full")([], Look())) == "Nothing to check.\n"
    assert "".join(renderer("concise")([], Look())) == ""


@pytest.mark.parametrize("name", formats())
def test_output_comes_as_files_come(name):
    taken = []

    def outcomes():
        for outcome in samples.outcomes():
            taken.append(outcome)
            yield outcome

    pieces = iter(renderer(name)(outcomes(), Look()))
    while "blame" not in next(pieces):
        pass
    assert len(taken) == 1
