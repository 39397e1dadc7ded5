"""Changed lines and ignored files, with a real repository."""

import json
import os
import subprocess

import pytest

from servicetone.cli.git import changes_since
from servicetone.errors import ConfigError


def git(*arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with a commit on main; what tests change is not committed."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git("init", "-q", "-b", "main", ".")
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/å ä.txt", 'sub/"q"\t.txt', "old.txt"):
        (tmp_path / name).write_text("en\ntvå\nskit\nfyra\nfem\n", "utf-8")
    (tmp_path / ".gitignore").write_text("build/\n*.tmp.txt\n")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    return tmp_path


def rewrite(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def lines(result):
    return [":".join(line.split(":")[:2]) for line in result.out.splitlines()]


@pytest.fixture
def diff(cli):
    return lambda *arguments: cli("check", "--diff", *arguments, "--output-format", "concise")


def test_only_findings_on_changed_lines(diff, repository):
    assert lines(diff("HEAD")) == []
    rewrite(repository / "a.txt", "fem", "skit")
    rewrite(repository / "sub" / "å ä.txt", "skit", "skit och skit")
    rewrite(repository / "sub" / '"q"\t.txt', "två", "regler")
    quoted, plain = 'sub/"q"    .txt:2', "sub/å ä.txt:3"
    assert lines(diff("HEAD")) == ["a.txt:5", quoted, plain, plain]


def test_from_a_subfolder(diff, repository, monkeypatch):
    rewrite(repository / "a.txt", "fem", "skit")
    rewrite(repository / "sub" / "å ä.txt", "fem", "skit")
    monkeypatch.chdir(repository / "sub")
    assert lines(diff("HEAD")) == ["å ä.txt:5"]
    assert lines(diff("HEAD", "..")) == ["../a.txt:5", "../sub/å ä.txt:5"]


def test_new_staged_and_renamed_files(diff, repository):
    (repository / "new.txt").write_text("skit\n")
    (repository / "staged.txt").write_text("skit\n")
    git("add", "staged.txt")
    git("mv", "old.txt", "renamed.txt")
    (repository / "x.tmp.txt").write_text("skit\n")
    assert lines(diff("HEAD")) == ["new.txt:1", "staged.txt:1"]
    rewrite(repository / "renamed.txt", "fem", "skit")
    assert lines(diff("HEAD", "renamed.txt")) == ["renamed.txt:5"]


def test_a_branch_that_has_moved_on_meanwhile(diff, repository):
    git("checkout", "-q", "-b", "work")
    rewrite(repository / "a.txt", "fem", "skit")
    git("commit", "-qam", "ours")
    git("checkout", "-q", "main")
    rewrite(repository / "a.txt", "skit\n", "tre\n")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "work")
    assert lines(diff("main")) == ["a.txt:5"]


def test_options_of_the_user_do_not_matter(diff, repository):
    for name, value in (("diff.noprefix", "true"), ("color.ui", "always"), ("diff.mnemonicPrefix", "true"),
                        ("diff.relative", "true"), ("core.quotePath", "false"), ("diff.external", "false")):  # fmt: skip
        git("config", name, value)
    rewrite(repository / "a.txt", "fem", "skit")
    assert lines(diff("HEAD")) == ["a.txt:5"]


def test_a_file_without_places_counts_as_a_whole(repository):
    rewrite(repository / "a.txt", "fem", "skit")
    changes = changes_since("HEAD")
    assert changes.touches("a.txt", None, None)
    assert changes.touches("a.txt", 4, 6)
    assert not changes.touches("a.txt", 1, 4)
    assert not changes.touches("old.txt", None, None)


def test_a_file_of_bytes_counts_as_a_whole(repository):
    (repository / "a.docx").write_bytes(b"PK\0\1")
    git("add", "-A")
    git("commit", "-qm", "docx")
    (repository / "a.docx").write_bytes(b"PK\0\2")
    assert changes_since("HEAD").files == {str(repository / "a.docx"): None}


@pytest.mark.parametrize("ref", ["nope", "--output=x", "-q", "HEAD:a.txt", ""])
def test_a_reference_that_is_none(cli, repository, ref):
    result = cli("check", f"--diff={ref}")
    assert result.code == 2
    assert f"git knows no {ref!r}" in result.err
    assert not (repository / "x").exists()


def test_outside_a_repository(cli, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = cli("check", "--diff", "HEAD")
    assert result.code == 2
    assert "not a git repository" in result.err
    assert "hint: run it inside a git repository" in result.err


def test_without_git(cli, repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "git is needed for this and was not found" in cli("check", "--diff", "HEAD").err
    (repository / "x.tmp.txt").write_text("skit\n")
    assert cli("check", "--output-format", "concise").code == 1
    with pytest.raises(ConfigError):
        changes_since("HEAD")


def test_ignored_files_are_left_out_unless_they_are_named(cli, repository, monkeypatch):
    (repository / "build").mkdir()
    (repository / "build" / "a.txt").write_text("skit")
    (repository / "sub" / "x.tmp.txt").write_text("skit")
    git("add", "-f", "sub/x.tmp.txt")  # git follows it, so it is none of the ignored ones
    (repository / "y.tmp.txt").write_text("skit")

    def found(*arguments):
        return {
            line.split(":")[0]
            for line in lines(cli("check", *arguments, "--output-format", "concise"))
        }

    assert {"build/a.txt", "y.tmp.txt"} & found() == set()
    assert "sub/x.tmp.txt" in found()
    assert found("build/a.txt", "y.tmp.txt") == {"build/a.txt", "y.tmp.txt"}
    monkeypatch.chdir(repository / "sub")
    assert found("..") >= {"../a.txt"}
    assert "../y.tmp.txt" not in found("..")
    (repository / "servicetone.toml").write_text("gitignore = false")
    assert "../y.tmp.txt" in found("..")


def test_a_baseline_from_beginning_to_end(cli, repository):
    written = cli("check", "--write-baseline", "known.json")
    assert (written.code, written.out) == (0, "")
    assert "Wrote 4 findings to known.json." in written.err
    clean = cli("check", "--baseline", "known.json")
    assert (clean.code, clean.err) == (0, "")
    (repository / "sub" / "new.txt").write_text("regler")
    os.rename("a.txt", "sub/moved.txt")
    assert lines(cli("check", "--baseline", "known.json", "--output-format", "concise")) == [
        "sub/new.txt:1"
    ]
    (repository / "servicetone.toml").write_text('baseline = "known.json"')
    os.chdir("sub")
    sarif = json.loads(cli("check", "--output-format", "sarif").out)
    states = [each["baselineState"] for each in sarif["runs"][0]["results"]]
    assert sorted(states) == ["new", "unchanged", "unchanged", "unchanged"]
    (repository / "sub" / "moved.txt").write_text("")
    os.chdir("..")
    assert cli("check", "--baseline", "known.json").err.count("gone") <= 1
    both = cli("check", "--write-baseline", "x.json", "--diff", "HEAD")
    assert both.code == 2
    assert not os.path.exists("x.json")
