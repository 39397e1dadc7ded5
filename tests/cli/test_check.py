import io
import json
import os
import sys

import pytest


def paths(out):
    return [line.split(":")[0].replace(os.sep, "/") for line in out.splitlines()]


def test_a_folder_is_walked_in_order(cli, folder):
    result = cli("check", ".", "--output-format", "concise")
    assert paths(result.out) == ["a.md", "b.txt", "sub/c.txt"]
    assert result.code == 1
    assert result.err == ""


def test_no_path_is_the_current_folder(cli, folder):
    assert paths(cli("check", "--output-format", "concise").out) == ["a.md", "b.txt", "sub/c.txt"]


def test_a_named_file_of_any_kind_is_read_once(cli, folder):
    result = cli("check", "g.py", "./g.py", "g.py", "--output-format", "concise")
    assert paths(result.out) == ["g.py"]


def test_hidden_files_are_read_when_named(cli, folder):
    assert cli("check", ".f.txt", ".hidden").code == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "error"), 1),
        (("--fail-on", "error", "--ignore", "profanity"), 0),
        (("--select", "vagueness"), 0),
        (("--select", "vagueness", "--fail-on", "info"), 1),
        (("--select", "vagueness,stonewalling"), 1),
        (("--exit-zero",), 0),
    ],
)
def test_exit_codes(cli, folder, options, code):
    assert cli("check", ".", *options).code == code


def test_full_output_sums_up(cli, folder):
    result = cli("check", ".")
    assert "b.txt:1:1 error profanity.vulgar-word\n  1 | skit\n    | ~~~~\n" in result.out
    assert result.out.endswith("3 findings in 3 of 4 files: 1 error, 1 warning, 1 info.\n")


def test_quiet_leaves_the_summary_out(cli, folder):
    assert cli("check", "sub/d.markdown", "--quiet").out == ""
    assert "All clear: 1 file" in cli("check", "sub/d.markdown").out


def test_piped_text(cli):
    result = cli("check", "-", "--output-format", "concise", stdin="så skit".encode())
    assert result.out.startswith("<stdin>:1:4: error")


def test_piped_text_has_the_name_and_format_it_is_given(cli):
    text = b"```\nskit\n```\nregler\n"
    named = cli("check", "-", "--stdin-filename", "a.md", "--output-format", "json", stdin=text)
    found = json.loads(named.out)["findings"]
    assert [(each["path"], each["text"]) for each in found] == [("a.md", "regler")]


def test_json_of_a_run(cli, folder):
    (folder / "bad.txt").write_bytes(b"abc\xff")
    result = cli("check", ".", "--output-format", "json")
    wire = json.loads(result.out)
    assert [finding["path"] for finding in wire["findings"]] == [
        "a.md", "b.txt", os.path.join("sub", "c.txt"),
    ]  # fmt: skip
    assert [problem["path"] for problem in wire["problems"]] == ["bad.txt"]
    assert result.code == 1
    assert result.err.startswith(
        "error: bad.txt:1: this is not valid UTF-8: byte 3 is 0xff\n  hint:"
    )


def test_a_file_that_is_not_text_does_not_stop_the_others(cli, folder):
    (folder / "aa.txt").write_bytes(b"\x89PNG\0")
    result = cli("check", ".")
    assert result.code == 1
    assert cli("check", ".", "--strict").code == 2
    assert cli("check", ".", "aa.txt").code == 2
    assert "b.txt:1:1 error" in result.out
    assert "1 file could not be read" in result.out
    assert "zero byte at byte 4" in result.err


@pytest.mark.skipif(os.name == "nt", reason="file names are not bytes there")
def test_a_file_name_that_is_no_text(cli, folder, monkeypatch):
    with open(b"skit\xff.txt", "w") as file:
        file.write("skit")
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="cp1252"))
    cli("check", os.fsdecode(b"skit\xff.txt"), "--output-format", "json")
    sys.stdout.flush()
    wire = json.loads(buffer.getvalue().decode("utf-8"))
    assert os.fsencode(wire["findings"][0]["path"]) == b"skit\xff.txt"


def test_characters_that_the_screen_lacks(cli, folder, monkeypatch):
    (folder / "w.txt").write_text("😀 skit " + "ord " * 40, "utf-8")
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="cp850"))
    assert cli("check", "w.txt").code == 1
    sys.stdout.flush()
    assert "? skit ord" in buffer.getvalue().decode("cp850")


def test_output_file_is_written_whole(cli, folder):
    result = cli("check", "b.txt", "--output-format", "json", "--output-file", "out.json")
    assert result.out == ""
    assert len(json.loads((folder / "out.json").read_text("utf-8"))["findings"]) == 1
    assert not list(folder.glob("*.tmp"))


def test_output_file_that_cannot_be_written(cli, folder):
    result = cli("check", "b.txt", "--output-file", "nowhere/out.txt")
    assert result.code == 2
    assert result.err.startswith("error: nowhere/out.txt cannot be written")


def test_an_error_leaves_no_output_file(cli, folder, monkeypatch):
    monkeypatch.setattr("servicetone.checker.Checker.check_document", lambda *_: 1 / 0)
    result = cli("check", "b.txt", "--output-file", "out.txt")
    assert result.code == 2
    assert "servicetone itself failed: ZeroDivisionError" in result.err
    assert not (folder / "out.txt").exists()
    assert not list(folder.glob("*.tmp"))


def test_messages_in_english(cli, folder):
    assert "Hard to hear." in cli("check", "b.txt", "--messages", "en").out
    assert "Svårt att höra." in cli("check", "b.txt").out


def test_explain_shows_what_was_left_alone(cli, folder):
    (folder / "q.txt").write_text("citat: skit", "utf-8")
    assert "left alone" not in cli("check", "q.txt").out
    result = cli("check", "q.txt", "--explain")
    assert "q.txt:1:8 left alone profanity.vulgar-word" in result.out
    assert "Why: it quotes somebody else's words (citat)" in result.out
    assert result.code == 0


def test_notes_are_on_standard_error(cli, folder):
    (folder / "e.txt").write_text("english", "utf-8")
    assert cli("check", "e.txt").err == "note: e.txt: the text left alone\n"
    assert cli("check", "e.txt", "--quiet").err == ""


def test_many_notes_are_cut_short(cli, folder):
    for number in range(15):
        (folder / f"n{number}.txt").write_text("english", "utf-8")
    err = cli("check", ".").err.splitlines()
    assert len(err) == 11
    assert err[-1] == "note: and 5 more notes like these"


def test_an_old_encoding_is_noted(cli, folder):
    (folder / "old.txt").write_bytes("på skit".encode("latin-1"))
    result = cli("check", "old.txt", "--output-format", "concise")
    assert "old.txt:1:4: error" in result.out
    assert "read as Latin-1" in result.err


def test_an_empty_folder_is_clean_with_a_note(cli, tmp_path):
    result = cli("check", ".")
    assert result.code == 0
    assert "there is no text file to check" in result.err


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (["check", "b.tx"], "b.tx: there is no such file or folder", "did you mean b.txt?"),
        (["check", "x/y.txt"], "there is no such file", "there is no folder x either"),
        (["check", "b.txt", "missing"], "missing: there is no such", ""),
        (["chek"], "'chek' is not a command", "did you mean 'check'?"),
        (["b.txt"], "'b.txt' is not a command", "servicetone check b.txt"),
        (["check", "--langauge", "sv"], "no option --langauge", "did you mean --language?"),
        (["check", "--frobnicate"], "no option --frobnicate", "servicetone check --help"),
        (["check", "--language", "se"], "'se' is not a language", "did you mean 'sv'?"),
        (["check", "--language", "nb_NO"], "'nb_NO' is not a language", "did you mean 'nb'?"),
        (["check", "--language", "fi"], "'fi' is not a language", "sv (Swedish)"),
        (["check", "--output-format", "jsno"], "cannot be 'jsno'", "did you mean 'json'?"),
        (["check", "--fail-on", "warn"], "--fail-on cannot be 'warn'", "did you mean 'warning'?"),
        (["check", "--audience", "all"], "--audience cannot be 'all'", "customer, internal"),
        (["check", "--select", "rudeness"], "no category or concept 'rudeness'", "see the list"),
        (["check", "--color"], "--color: expected one argument", "--help"),
        (["evaluate", "b.txt", "--errors", "x"], "--errors cannot be 'x'", "a whole number"),
        (["rules"], "ACTION", "--help"),
    ],
)
def test_errors_are_words_with_a_hint(cli, folder, arguments, error, hint):
    result = cli(*arguments)
    assert result.code == 2
    assert result.out == ""
    first, second, *rest = result.err.splitlines()
    assert first.startswith("error: ")
    assert error in first
    assert second.startswith("  hint: ")
    assert hint in second
    assert not rest


def test_colour_is_as_asked_for(cli, folder, monkeypatch):
    assert "\x1b[" not in cli("check", "b.txt").out
    assert "\x1b[1;31merror\x1b[0m" in cli("check", "b.txt", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in cli("check", "b.txt").out
    assert "\x1b[" not in cli("check", "b.txt", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in cli("check", "b.txt").out


def test_a_wide_screen_may_be_used(cli, folder, monkeypatch):
    (folder / "w.txt").write_text("ord " * 50 + "skit", "utf-8")
    widths = []
    for columns in ("60", "100", "4000"):
        monkeypatch.setenv("COLUMNS", columns)
        widths.append(max(map(len, cli("check", "w.txt").out.splitlines())))
    assert widths[0] <= 60 < widths[1] <= 100 < widths[2] <= 120


def test_interrupting_is_quiet(cli, folder, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("servicetone.checker.Checker.check_document", interrupt)
    result = cli("check", "b.txt")
    assert (result.code, result.out, result.err) == (130, "", "")


def test_progress_is_shown_on_a_terminal_in_a_long_run(cli, folder, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr("servicetone.cli.screen.time.monotonic", iter(range(100)).__next__)
    cli("check", ".")
    assert "of 4 files" in shown.getvalue()
    assert shown.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["check", "--help"], ["rules", "--help"]])
def test_help_fits_a_screen(cli, arguments, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = cli(*arguments)
    assert result.code == (0 if arguments else 2)
    assert result.out.startswith("usage: servicetone")
    assert max(map(len, result.out.splitlines())) <= 80
