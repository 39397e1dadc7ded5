"""Configuration as the command line finds and uses it."""

import os

import pytest

from servicetone.cli.main import main


def paths(result):
    return [line.split(":")[0].replace(os.sep, "/") for line in result.out.splitlines()]


@pytest.fixture
def concise(cli):
    return lambda *arguments: cli(
        "check", *arguments, "--output-format", "concise", "--fail-on", "info"
    )


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_closest_one_upwards_counts_and_nothing_is_merged(cli, concise, folder, monkeypatch):
    write(folder, "servicetone.toml", 'ignore = ["profanity"]\nfail-on = "error"\n')
    assert paths(concise()) == ["a.md", "sub/c.txt"]
    assert cli("check").code == 0
    assert paths(concise("sub")) == ["sub/c.txt"]
    write(folder, "sub/servicetone.toml", 'ignore = ["vagueness"]\n')
    assert paths(concise("sub")) == []
    assert paths(concise("sub", "b.txt")) == ["sub/c.txt"]
    monkeypatch.chdir(folder / "sub")
    assert paths(concise("../b.txt")) == []
    assert paths(concise("../b.txt", "--isolated")) == ["../b.txt"]
    assert paths(concise("--config", "../servicetone.toml")) == ["c.txt"]


def test_a_pyproject_counts_only_with_its_table(concise, folder):
    write(folder, "servicetone.toml", 'ignore = ["profanity"]\n')
    write(folder, "sub/pyproject.toml", "[tool.ruff]\n")
    write(folder, "sub/skit.txt", "skit")
    assert paths(concise("sub")) == ["sub/c.txt"]
    write(folder, "sub/pyproject.toml", '[tool.servicetone]\nselect = ["profanity"]\n')
    assert paths(concise("sub")) == ["sub/skit.txt"]


def test_the_command_line_counts_for_more(cli, concise, folder):
    write(
        folder, "servicetone.toml", 'select = ["profanity"]\nfail-on = "error"\nmessages = "en"\n'
    )
    assert "Hard to hear." in concise("b.txt").out
    assert paths(concise("--select", "vagueness")) == ["sub/c.txt"]
    assert cli("check", "sub", "--select", "vagueness", "--fail-on", "info").code == 1


def test_globs_say_who_reads_a_file_and_what_does_not_apply(cli, folder):
    write(
        folder,
        "servicetone.toml",
        '[files."sub/"]\nlanguage = "nn"\naudience = "internal"\nignore = ["profanity"]\n',
    )
    write(folder, "sub/c.txt", "skit regler")
    found = cli("check", "--output-format", "json-lines").out.splitlines()
    assert (
        sum('"language": "nn"' in line and '"audience": "internal"' in line for line in found) == 1
    )
    assert not any("sub" in line and "profanity" in line for line in found)
    assert any("b.txt" in line and "profanity" in line for line in found)


def test_exclusions_hold_for_folders_and_by_wish_for_named_files(concise, folder):
    write(folder, "servicetone.toml", 'exclude = ["sub/", "*.md"]\ninclude = ["*.py"]\n')
    assert paths(concise()) == ["b.txt", "g.py"]
    assert paths(concise("a.md", "sub/c.txt")) == ["a.md", "sub/c.txt"]
    assert paths(concise("a.md", "sub/c.txt", "b.txt", "--force-exclude")) == ["b.txt"]


def test_own_files_are_no_texts_to_check(concise, folder):
    write(folder, "servicetone.toml", 'packs = ["house"]\nbaseline = "known.json"\n')
    write(folder, "known.json", '{"version": 1, "findings": []}')
    (folder / "house").mkdir()
    write(folder, "house/README.md", "skit")
    result = concise("--output-file", "out.txt", "--write-baseline", "other.json")
    assert result.code == 0
    assert paths(concise("--output-file", "out.txt")) == []
    assert (folder / "out.txt").read_text("utf-8").count("\n") == 3


def test_entries_of_the_configuration(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    write(folder, "m.json", '{"late": "Hej, du är en idiot.", "early": "Hej, du är en idiot."}')
    write(folder, "servicetone.toml", '[entries]\n"la*" = ["contempt"]\n"gone" = ["contempt"]\n')
    main(["check", ".", "--output-format", "concise"])
    told = capsys.readouterr()
    assert told.out.count("m.json") == 1
    assert "note: servicetone.toml: the entry 'gone' settles nothing here any more" in told.err
    assert "'la*'" not in told.err
    main(["check", "m.json"])
    assert "gone" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('lang = "sv"', ("servicetone.toml:1", "there is no setting 'lang'", "'language'")),
        ('ignore = ["rudeness"]', ("servicetone.toml", "no category or concept 'rudeness'")),
        ('files."x".ignore = ["profanty"]', ("no category or concept 'profanty'", "profanity")),
        ('entries."x" = ["nope"]', ("no category or concept 'nope'",)),
        ('files."x".format = "word"', ("servicetone.toml", "no format 'word'", "docx")),
        ('packs = ["nowhere"]', ("nowhere", "no such house pack", "servicetone init")),
        ('baseline = "gone.json"', ("gone.json", "no such baseline", "--write-baseline")),
    ],
)
def test_mistakes_are_told_with_their_place(folder, text, words, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    write(folder, "servicetone.toml", text)
    assert main(["check", "b.txt"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    for each in words:
        assert each in told.err


def test_a_configuration_that_is_not_there_or_not_text(cli, folder):
    assert "cannot be read" in cli("check", "--config", "nope.toml").err
    (folder / "bad.toml").write_bytes(b'language = "\xff"')
    assert "not UTF-8 at byte 12" in cli("check", "--config", "bad.toml").err
    write(folder, "pyproject.toml", "")
    assert "no [tool.servicetone]" in cli("check", "--config", "pyproject.toml").err


def test_a_format_by_name(cli, folder):
    write(folder, "servicetone.toml", 'include = ["*.tpl"]\nfiles."*.tpl".format = "md"\n')
    write(folder, "x.tpl", "```\nskit\n```\nregler\n")
    found = cli("check", "--output-format", "concise").out.splitlines()
    assert [line.split(":")[1] for line in found if line.startswith("x.tpl")] == ["4"]


def test_a_folder_that_cannot_be_read_does_not_stop_the_run(cli, folder, monkeypatch):
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = cli("check", "--output-format", "concise")
    assert (result.code, paths(result)) == (1, ["a.md", "b.txt"])
    assert result.err.startswith(f"error: {os.path.join('.', 'sub')}: ")
    assert cli("check", "--strict").code == 2


def test_the_folders_around_say_nothing_of_the_language(cli, tmp_path, monkeypatch):
    home = tmp_path / "da" / "project"
    write(home, "nn/a.txt", "regler")
    write(home, "b.txt", "regler")
    monkeypatch.chdir(home)
    for paths in ([str(home)], ["."], ["../project"]):
        found = cli("check", *paths, "--output-format", "json-lines").out.splitlines()
        assert ['"language": "nn"' in line for line in found] == [False, True]
        assert not any('"language": "da"' in line for line in found)
