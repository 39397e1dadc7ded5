"""The real command in a process of its own, with the lexicons of the package."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "servicetone"]
SOURCE = Path(__file__).parents[2] / "src"


def run(*arguments, stdin=b"", cwd=None, command=COMMAND):
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"}
    environment.pop("FORCE_COLOR", None)
    return subprocess.run(
        [*command, *arguments], input=stdin, capture_output=True, cwd=cwd, env=environment
    )


def test_version():
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"servicetone 0.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Hej! Du har ju inte läst vårt mejl."),
        ("da", "Hej! Du har jo ikke læst vores mail."),
        ("nb", "Hei! Du har jo ikke lest e-posten vår."),
        ("nn", "Hei! Du har jo ikkje lese e-posten vår."),
    ],
)
def test_piped_text_without_a_path(language, text, tmp_path):
    done = run(
        "check",
        "--language",
        language,
        "--output-format",
        "concise",
        stdin=text.encode(),
        cwd=tmp_path,
    )
    assert done.returncode == 1, done
    assert b"<stdin>:1:6: warning blame.did-not-read" in done.stdout
    assert done.stderr == b""


def test_an_empty_pipe_means_the_current_folder(tmp_path):
    (tmp_path / "a.txt").write_text("Tack!", "utf-8")
    done = run("check", "--language", "sv", cwd=tmp_path)
    assert done.stdout.replace(b"\r", b"") == b"All clear: 1 file, nothing to change.\n"
    assert done.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with pipes that close")
def test_a_closed_pipe_is_quiet(tmp_path):
    (tmp_path / "a.txt").write_text("Du har ju inte läst vårt mejl.\n\n" * 5_000, "utf-8")
    shell = f'"{sys.executable}" -m servicetone check a.txt --language sv | head -n 1'
    done = run(command=["sh", "-c", shell], cwd=tmp_path)
    assert done.stdout.startswith(b"a.txt:1:1 warning")
    assert done.stderr == b""


def test_odd_files_end_in_words(tmp_path):
    (tmp_path / "nul.txt").write_bytes(b"abc\0def")
    (tmp_path / "one-line.txt").write_bytes(b"tack " * 200_000)
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("check", ".", "--language", "sv", "--strict", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: nul.txt:1: this looks like a binary file")
    assert b"Traceback" not in done.stderr
    assert done.stdout.startswith(b"All clear: 2 files")


def test_a_small_run_loads_nothing_that_only_large_ones_need(tmp_path):
    (tmp_path / "a.txt").write_text("Hej! Du har ju inte läst vårt mejl.\n", "utf-8")
    code = (
        "import sys; from servicetone.cli.main import main; "
        "main(['check', 'a.txt', '--output-format', 'concise']); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(done.stdout.split())
    heavy = {
        "tomllib",
        "tomli",
        "subprocess",
        "pickle",
        "typing",
        "multiprocessing",
        "concurrent.futures",
        "difflib",
        "json",
    }
    assert not heavy & loaded
    assert not {
        name
        for name in loaded
        if name.startswith(("servicetone.cli.cache", "servicetone.cli.pool"))
    }
