import json
from pathlib import Path

import jsonschema
import pytest

import report_samples as samples
from servicetone.errors import ReaderError
from servicetone.render import renderer
from servicetone.report import finding_to_dict, problem_of
from servicetone.terminal.style import Look

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "wire-schema.json").read_text("utf-8"))
KEYS = [
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "entry",
    "language",
    "audience",
    "rule",
    "category",
    "severity",
    "text",
    "message",
    "suggestions",
    "advice",
    "start",
    "end",
]


def validate(wire):
    jsonschema.Draft202012Validator(SCHEMA).validate(wire)


def first():
    return next(iter(samples.outcomes()))


def test_keys_and_their_order():
    checked = first()
    assert (
        list(checked.report._replace(text=checked.document.text).to_dict()["findings"][0]) == KEYS
    )
    described = (ROOT / "docs" / "wire-schema.md").read_text("utf-8")
    assert all(f"`{key}`" in described for key in KEYS)
    assert SCHEMA["$defs"]["finding"]["required"] == KEYS


def test_places_after_emoji_and_ä_are_in_code_points():
    checked = first()
    wire = checked.report._replace(text=checked.document.text).to_dict()["findings"]
    assert [wire[0][key] for key in ("line", "column", "end_line", "end_column")] == [3, 1, 3, 30]
    assert [wire[1][key] for key in ("line", "column", "end_line", "end_column")] == [4, 18, 4, 23]
    assert checked.document.text[wire[1]["start"] : wire[1]["end"]] == wire[1]["text"] == "jävla"


def test_without_the_text_there_are_no_places():
    wire = first().report.to_dict()
    assert wire["findings"][0]["line"] is None
    assert wire["problems"][0]["line"] is None
    validate(wire)


def number_of_findings():
    return sum(len(each.report.findings) for each in samples.outcomes() if hasattr(each, "report"))


@pytest.mark.parametrize("explain", [False, True])
def test_every_output_is_valid(explain):
    for outcome in samples.outcomes():
        if hasattr(outcome, "report"):
            validate(outcome.report._replace(text=outcome.document.text).to_dict(explain=explain))
    wire = json.loads("".join(renderer("json")(samples.outcomes(), Look(explain=explain))))
    validate(wire)
    assert len(wire["findings"]) == number_of_findings()
    assert [problem["code"] for problem in wire["problems"]] == ["other-language", "reader"]
    assert ("vetoed" in wire) == explain


def test_lines_of_json_are_findings():
    lines = "".join(renderer("json-lines")(samples.outcomes(), Look())).splitlines()
    validate({"version": 1, "findings": [json.loads(line) for line in lines], "problems": []})
    assert len(lines) == number_of_findings()


def test_an_empty_run_is_valid():
    wire = json.loads("".join(renderer("json")([], Look())))
    assert wire == {"version": 1, "findings": [], "problems": []}


def test_an_error_becomes_a_problem():
    error = ReaderError("not text", path="a.txt", offset=3, hint="save it")
    problem = problem_of(error, "other.txt")
    assert (problem.path, problem.code, problem.fatal) == ("a.txt", "reader", True)
    assert problem_of(ReaderError("not text"), "other.txt").path == "other.txt"


def test_enumerations_are_plain_strings():
    checked = first()
    wire = finding_to_dict(checked.report.findings[0], checked.report, None)
    assert type(wire["category"]) is str
    assert type(wire["suggestions"][0]["applicability"]) is str
