"""``servicetone draft`` on a real pseudo-terminal, and without one."""

import os
import re
import subprocess
import sys

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are a thing of Unix")
if not hasattr(pexpect, "spawn"):  # pragma: no cover - Windows
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

COLD = "Hej Kim,\r\n\r\nSom jag redan har skrivit kan du byta på lördag. Som sagt är det öppet.\r\n"
COMMAND = [sys.executable, "-m", "servicetone", "draft"]
_CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x1b\][^\x07]*\x07")


@pytest.fixture
def letter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "brev.txt"
    path.write_bytes(COLD.encode("latin-1"))
    return path


class Terminal:
    """The command on a pseudo-terminal; ``seen`` is what it has drawn so far, without codes."""

    def __init__(self, *arguments, columns=80, lines=24, shell=None, **environment):
        known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", **known, **environment}
        command = ["/bin/sh", "-c", shell] if shell else [*COMMAND, "--language", "sv", *arguments]
        self.child = pexpect.spawn(
            command[0], command[1:], dimensions=(lines, columns), env=environment, timeout=30
        )
        self.raw = b""

    def wait(self, words):
        """Wait until ``words`` are drawn."""
        self.child.expect_exact(words.encode())
        self.raw += self.child.before + self.child.after
        return self

    def press(self, *keys):
        for key in keys:
            self.child.send(key)
        return self

    def end(self):
        """Wait for the end; return the exit code."""
        self.child.expect(pexpect.EOF)
        self.raw += self.child.before
        self.child.close()
        return self.child.exitstatus

    @property
    def seen(self):
        return _CODES.sub("", self.raw.decode())


def test_a_wording_is_taken_and_written_back(letter):
    terminal = Terminal(str(letter), "-o", str(letter))
    terminal.wait("q klar").press("1").wait("u ").press("s").wait("Klart.").press("\r")
    assert terminal.end() == 0
    assert "Som jag redan har skrivit" in terminal.seen
    assert letter.read_bytes().decode("latin-1") == COLD.replace(
        "Som jag redan har skrivit kan du", "Du kan"
    )


def test_words_of_ones_own_undo_and_redo(letter):
    terminal = Terminal(str(letter), "-o", "ut.txt").wait("q klar")
    terminal.press("e").wait("Enter = klart").press("\x15", "Byt på lördag!", "\r").wait("u ")
    terminal.press("u").press("e").wait("Enter = klart").press("\x15", "Du får byta.", "\r")
    terminal.wait("u ").press("q")
    assert terminal.end() == 0
    written = (letter.parent / "ut.txt").read_bytes().decode("latin-1")
    assert written.startswith("Hej Kim,\r\n\r\nDu får byta. Som sagt")
    assert letter.read_bytes() == COLD.encode("latin-1")


def test_skip_always_writes_the_ignore(letter):
    (letter.parent / "servicetone.toml").write_text(
        '# vårt\nignore = ["coldness"] # kvar\n', "utf-8"
    )
    terminal = Terminal(str(letter), "-o", "ut.txt").wait("q klar").press("a").wait("Klart.")
    assert terminal.press("q").end() == 0
    config = (letter.parent / "servicetone.toml").read_text("utf-8")
    assert config == '# vårt\nignore = ["coldness", "impatience.as-already-said"] # kvar\n'
    assert (letter.parent / "ut.txt").read_bytes() == COLD.encode("latin-1")


def test_giving_up_changes_nothing(letter):
    terminal = Terminal(str(letter), "-o", str(letter)).wait("q klar").press("1").wait("u ")
    assert terminal.press("\x03").end() == 130
    assert letter.read_bytes() == COLD.encode("latin-1")


def test_piped_in_and_out(letter):
    shell = f"cat brev.txt | {' '.join(COMMAND)} --language sv - > ut.txt"
    terminal = Terminal(shell=shell).wait("q klar").press("1").wait("u ").press("q")
    assert terminal.end() == 0
    assert (letter.parent / "ut.txt").read_bytes().startswith(b"Hej Kim,\r\n\r\nDu kan byta")


@pytest.mark.parametrize("columns", [40, 120])
def test_without_colour_and_narrow(letter, columns):
    terminal = Terminal(str(letter), columns=columns, lines=16, NO_COLOR="1").wait("q klar")
    assert "[[Som jag redan har" in terminal.seen
    assert "\x1b[7m" not in terminal.raw.decode()
    assert terminal.press("q").end() == 0


def test_the_warm_version_without_questions(letter):
    done = subprocess.run([*COMMAND, "--no-input", str(letter)], capture_output=True)
    assert done.returncode == 0
    assert done.stdout.decode("latin-1").startswith("Hej Kim,\r\n\r\nDu kan byta på lördag.")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "name one draft"),
        (["brev.txt", "--clipboard"], "name one draft"),
        (["saknas.txt"], "no such file"),
        (["makron.json"], "many texts"),
        (["brev.txt", "--language", "se"], "sv"),
    ],
)
def test_clear_errors(letter, arguments, error):
    (letter.parent / "makron.json").write_text('{"body": "Som sagt är det öppet i dag."}', "utf-8")
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert error in done.stderr.decode()


def test_without_a_terminal(letter):
    done = subprocess.run(
        [*COMMAND, "brev.txt"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert done.returncode == 2
    assert "--no-input" in done.stderr.decode()
    assert "Warning" not in done.stderr.decode()


def test_a_text_too_long_for_the_screen(letter):
    letter.write_text(COLD * 2000, "utf-8")
    found = subprocess.run([*COMMAND, str(letter)], capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert "too long" in found.stderr
    assert "servicetone fix" in found.stderr


def test_nothing_to_change(letter):
    letter.write_text("Tack för ditt mejl!\n", "utf-8")
    done = subprocess.run([*COMMAND, "brev.txt"], capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"Tack f\xc3\xb6r ditt mejl!\n")
    assert "reads kindly" in done.stderr.decode()


def test_the_clipboard(monkeypatch, capsys):
    from servicetone.cli import main

    pyperclip = pytest.importorskip("pyperclip")
    held = ["Som jag redan har skrivit kan du byta på lördag."]
    monkeypatch.setattr(pyperclip, "paste", lambda: held[-1])
    monkeypatch.setattr(pyperclip, "copy", held.append)
    assert main.main(["draft", "--clipboard", "--no-input", "--isolated"]) == 0
    assert held[-1] == "Du kan byta på lördag."

    def broken(*_):
        raise pyperclip.PyperclipException("no clipboard")

    monkeypatch.setattr(pyperclip, "paste", broken)
    assert main.main(["draft", "--clipboard", "--isolated"]) == 2
    assert "xclip" in capsys.readouterr().err
