"""Every output format, byte for byte. To accept a change: SERVICETONE_GOLDEN=write pytest."""

import os
from pathlib import Path

import pytest

import report_samples as samples
from servicetone.render import formats, renderer
from servicetone.statistics import render_json, render_table
from servicetone.terminal.style import Look

GOLDEN = Path(__file__).parent.parent / "golden" / "render"
LOOKS = {
    "plain": Look(),
    "explain": Look(explain=True),
    "color": Look(color=True),
    "narrow": Look(width=46),
    "quiet": Look(summary=False),
    "ci": Look(folder="/r/mall", root="/r", fail_on="error", baseline=True, rationale=str.title),
}
SHOWN = {  # what a format makes of the other looks is what it makes of the plain one
    "full": ("plain", "explain", "color", "narrow", "quiet"),
    "concise": ("plain", "color"),
    "json": ("plain", "explain"),
    "json-lines": ("plain",),
}


def output(name, look):
    return "".join(renderer(name)(samples.outcomes(), look)).encode()


@pytest.mark.parametrize(
    ("name", "look"),
    [(name, look) for name in formats() for look in SHOWN.get(name, ("plain", "ci"))],
)
def test_output_is_as_stored(name, look):
    path = GOLDEN / f"{name}.{look}.txt"
    if os.environ.get("SERVICETONE_GOLDEN") == "write":
        path.write_bytes(output(name, LOOKS[look]))
    assert output(name, LOOKS[look]) == path.read_bytes()


@pytest.mark.parametrize("name", formats())
def test_only_what_is_stored_depends_on_the_look(name):
    plain = output(name, LOOKS["plain"])
    for look in LOOKS.keys() - set(SHOWN.get(name, ("plain", "ci"))):
        assert output(name, LOOKS[look]) == plain, look


@pytest.mark.parametrize("name", ["table", "json"])
def test_statistics_are_as_stored(name):
    render = {"table": render_table, "json": render_json}[name]
    shown = "".join(render(samples.outcomes(), Look(width=60))).encode()
    path = GOLDEN / f"statistics.{name}.txt"
    if os.environ.get("SERVICETONE_GOLDEN") == "write":
        path.write_bytes(shown)
    assert shown == path.read_bytes()


def test_no_statistics():
    assert "".join(render_table(samples.clear(), Look())) == "No findings in 3 files.\n"


def test_formats_are_those_of_the_folder():
    assert formats() == (
        "checkstyle", "concise", "full", "github", "gitlab", "json", "json-lines", "junit", "rdjson",
        "rdjsonl", "sarif",
    )  # fmt: skip


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
