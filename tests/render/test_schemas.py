"""Every output for other programs is what its own schema or its readers' rules ask for."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import report_samples as samples
from servicetone.model import Document
from servicetone.render import renderer
from servicetone.report import Checked, Problem, Report, Suppressed
from servicetone.terminal.style import Look

SCHEMAS = Path(__file__).parent.parent / "schemas"
SARIF = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))

# reviewdog's reference: what it reads, all of it known, all of it of the right kind.
POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": False,
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
}
RANGE = {
    "type": "object",
    "required": ["start"],
    "additionalProperties": False,
    "properties": {"start": POSITION, "end": POSITION},
}
SOURCE = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
}
DIAGNOSTIC = {
    "type": "object",
    "required": ["message", "location"],
    "additionalProperties": False,
    "properties": {
        "message": {"type": "string", "minLength": 1},
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "source": SOURCE,
        "code": {
            "type": "object",
            "required": ["value"],
            "additionalProperties": False,
            "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
        },
        "location": {
            "type": "object",
            "required": ["path"],
            "additionalProperties": False,
            "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
        },
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["range", "text"],
                "additionalProperties": False,
                "properties": {"range": RANGE, "text": {"type": "string"}},
            },
        },
    },
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": SOURCE,
        "diagnostics": {"type": "array", "items": DIAGNOSTIC},
    },
}

# GitLab's documentation of the Code Quality report format.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)(?!/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

ODD = st.text(st.characters(codec=None) | st.sampled_from("\0\x07%:,\r\n]]>&<\"'😀ä\ud800\ufffe"))


def odd_outcomes(before, words, name):
    """Return outcomes with ``words`` found after ``before`` in a file of any ``name``."""
    text = f"{before}{words} regler {words}"
    found = samples.finding(
        text, "regler", "stonewalling.rules-are-rules", "warning", "sv", f"m{words}", [words], words
    )
    found = found._replace(start=len(before), end=len(before + words), text=words, entry=name)
    report = Report(
        f"n{name}", "sv", findings=(found,), suppressed=(Suppressed(found, "comment", words),)
    )
    yield Checked(Document(text, f"n{name}"), report)
    yield Problem("reader", f"m{words}", path=f"n{name}", fatal=True)


def render(name, outcomes, look=None):
    return "".join(renderer(name)(outcomes, look or Look()))


def check_sarif(text):
    jsonschema.validate(json.loads(text), SARIF, jsonschema.Draft4Validator)


def check_gitlab(text):
    issues = json.loads(text)
    jsonschema.validate(issues, GITLAB)
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)
    for issue in issues:
        assert issue["description"].startswith(issue["check_name"])


def check_rdjson(text):
    jsonschema.validate(json.loads(text), RDJSON)


def check_rdjsonl(text):
    for line in text.split("\n")[:-1]:
        jsonschema.validate(json.loads(line), DIAGNOSTIC)


def check_junit(text):
    tree = etree.fromstring(text.encode())
    JUNIT.assertValid(tree)
    for suite in tree.iter("testsuite"):
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors")) == len(suite.findall("testcase/error"))


def check_checkstyle(text):
    root = ElementTree.fromstring(text.encode())
    assert (root.tag, root.attrib) == ("checkstyle", {"version": "4.3"})
    for file in root:
        assert (file.tag, set(file.attrib)) == ("file", {"name"})
        assert len(file)
        for error in file:
            assert error.tag == "error"
            assert set(error.attrib) - {"column"} == {"line", "severity", "message", "source"}
            assert error.get("severity") in ("error", "warning", "info", "ignore")
            assert int(error.get("line")) >= 0
            assert int(error.get("column", 1)) >= 1


def check_github(text):
    for line in text.split("\n")[:-1]:
        assert re.fullmatch(
            r"::(error|warning|notice) title=[^,:]*,file=[^,:]*"
            r"(,line=\d+(,col=\d+)?,endLine=\d+(,endColumn=\d+)?)?::[^\r\n]+",
            line,
        ), line


CHECKS = {
    "sarif": check_sarif,
    "gitlab": check_gitlab,
    "rdjson": check_rdjson,
    "rdjsonl": check_rdjsonl,
    "junit": check_junit,
    "checkstyle": check_checkstyle,
    "github": check_github,
}


@pytest.mark.parametrize(
    "look", [Look(), Look(baseline=True, fail_on="error", root="/r", folder="/r/a")]
)
@pytest.mark.parametrize("name", CHECKS)
def test_output_follows_its_schema(name, look):
    CHECKS[name](render(name, samples.outcomes(), look))
    CHECKS[name](render(name, [], look))


@pytest.mark.parametrize("name", [name for name in CHECKS if name != "github"])
@given(before=ODD, words=ODD.filter(bool), path=ODD)
def test_odd_text_follows_the_schema_too(name, before, words, path):
    text = render(name, odd_outcomes(before, words, path))
    CHECKS[name](text.encode("utf-8", "backslashreplace").decode())


@given(words=ODD.filter(bool), path=ODD)
def test_a_github_command_stays_one_line(words, path):
    lines = render("github", odd_outcomes("", words, path)).split("\n")
    assert len(lines) == 3
    assert all(line.startswith("::") for line in lines[:2])


def test_sarif_is_refused_where_it_is_wrong():
    log = json.loads(render("sarif", samples.outcomes()))
    log["runs"][0]["results"][0]["level"] = "info"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SARIF, jsonschema.Draft4Validator)


def test_columns_after_an_emoji_are_in_the_units_of_the_format():
    sarif = json.loads(render("sarif", samples.outcomes()))["runs"][0]["results"]
    oath = next(each for each in sarif if each["ruleId"] == "profanity.strong-oath")
    region = oath["locations"][0]["physicalLocation"]["region"]
    line = samples.LETTER.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "jävla"

    rdjson = json.loads(render("rdjson", samples.outcomes()))["diagnostics"]
    oath = next(each for each in rdjson if each["code"]["value"] == "profanity.strong-oath")
    reach = oath["location"]["range"]
    line = samples.LETTER.splitlines()[reach["start"]["line"] - 1].encode()
    assert line[reach["start"]["column"] - 1 : reach["end"]["column"] - 1] == "jävla".encode()


def test_sarif_marks_what_is_settled_and_keeps_it():
    results = json.loads(render("sarif", samples.outcomes(), Look(baseline=True)))["runs"][0][
        "results"
    ]
    by_rule = {each["ruleId"]: each for each in results}
    assert by_rule["blame.own-fault"]["suppressions"] == [{"kind": "external"}]
    assert by_rule["blame.own-fault"]["baselineState"] == "unchanged"
    assert by_rule["contempt.pest-label"]["suppressions"][0]["kind"] == "inSource"
    assert by_rule["blame.did-not-read"]["baselineState"] == "new"
    assert "suppressions" not in by_rule["blame.did-not-read"]


def test_every_result_names_its_rule():
    run = json.loads(render("sarif", samples.outcomes()))["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
