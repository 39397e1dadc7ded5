"""The files that other systems read: their form, and their scripts run for real."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_manifest

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "templates" / "servicetone.gitlab-ci.yml").read_text("utf-8"))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts are for bash")
BAD = "Hej! Du har ju inte läst vårt mejl.\n"


def run(script, folder, **environment):
    """Run a script as a CI system does: bash, stopping at the first command that fails."""
    path = os.pathsep.join((os.path.dirname(sys.executable), os.environ["PATH"]))
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**kept, "PATH": path, **environment}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def git(folder, *arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    """A clone whose branch adds a finding to a file that has one on main already."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    origin.mkdir()
    git(origin, "init", "-q", "-b", "main", ".")
    (origin / "två mallar").mkdir()
    (origin / "två mallar" / "a.txt").write_text(BAD, "utf-8")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "first")
    git(tmp_path, "clone", "-q", str(origin), "clone")
    with (clone / "två mallar" / "a.txt").open("a", encoding="utf-8") as file:
        file.write("\nTack!\n\nDet är inte mitt bord.\n")
    return clone


def check_step(folder, **inputs):
    settings = {name: str(spec["default"]) for name, spec in ACTION["inputs"].items()} | inputs
    names = {
        "PATHS": "paths",
        "ARGS": "args",
        "CHANGED_LINES": "changed-lines",
        "SARIF_FILE": "sarif-file",
    }
    step = ACTION["runs"]["steps"][1]
    assert step["env"] == {key: f"${{{{ inputs.{name} }}}}" for key, name in names.items()}
    environment = {key: settings[name] for key, name in names.items()}
    return run(
        step["run"], folder, GITHUB_BASE_REF="main", GITHUB_WORKSPACE=str(folder), **environment
    )


def test_the_action_is_a_composite_one():
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input in a script is code of a stranger"


def test_the_action_annotates_and_fails(repository):
    done = check_step(repository, paths="två mallar\n\n.\n")
    assert done.returncode == 1
    assert done.stdout.count("::warning ") == 2
    assert "file=två mallar/a.txt,line=1," in done.stdout


def test_the_action_on_changed_lines(repository):
    done = check_step(repository, **{"changed-lines": "true"})
    assert [line.split("line=")[1][0] for line in done.stdout.splitlines()] == ["5"]


def test_the_action_with_options_and_sarif(repository):
    options = "--ignore\n  deflection --fail-on=error"
    done = check_step(repository, args=options, **{"sarif-file": "out.sarif"})
    assert (done.returncode, done.stdout.count("::warning ")) == (0, 1)
    results = json.loads((repository / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == ["blame.did-not-read"]


def test_the_action_tells_what_went_wrong(repository):
    done = check_step(repository, paths="nowhere")
    assert done.returncode == 2
    assert "there is no such file or folder" in done.stderr


def test_the_gitlab_template(repository):
    job = GITLAB["servicetone"]
    assert set(job) == {
        "stage", "image", "variables", "cache", "before_script", "script", "artifacts",
    }  # fmt: skip
    variables = {
        name: value.replace("$CI_PROJECT_DIR", str(repository))
        for name, value in job["variables"].items()
    }
    done = run("\n".join(job["script"]), repository, CI_PROJECT_DIR=str(repository), **variables)
    assert done.returncode == 1
    assert "blame.did-not-read" in done.stdout
    report = json.loads(
        (repository / job["artifacts"]["reports"]["codequality"]).read_text("utf-8")
    )
    assert [each["location"] for each in report] == [
        {"path": "två mallar/a.txt", "lines": {"begin": line}} for line in (1, 5)
    ]
    clean = run(
        "\n".join(job["script"]),
        repository,
        **{**variables, "SERVICETONE_ARGS": "--select contempt"},
    )
    assert clean.returncode == 0


def test_the_hooks_run_a_command_that_exists(repository):
    hooks = {hook["id"]: hook for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")}
    assert set(hooks) == {"servicetone", "servicetone-fix"}
    codes = {}
    for name, hook in hooks.items():
        assert hook["language"] == "python"
        command = " ".join([hook["entry"], *hook["args"], "'två mallar/a.txt'"])
        codes[name] = run(command, repository).returncode
    assert codes["servicetone"] == 1
    assert codes["servicetone-fix"] in (0, 1)
