"""``servicetone fix``, as its users run it."""

import json
import os
import stat
import subprocess
import sys
from collections import namedtuple

import pytest

COLD = "Hej Kim,\r\n\r\nSom jag redan har skrivit kan du byta på lördag.\r\n"
WARM = "Hej Kim,\r\n\r\nDu kan byta på lördag.\r\n"


Result = namedtuple("Result", "code out err raw")


@pytest.fixture
def real():
    """Run the command in a process of its own."""

    def run(*arguments, stdin=b""):
        done = subprocess.run(
            [sys.executable, "-m", "servicetone", *arguments], input=stdin, capture_output=True
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode(), done.stdout)

    return run


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "brev.txt"
    path.write_bytes(COLD.encode("latin-1"))
    return path


def test_a_file_keeps_its_encoding_line_ends_and_permissions(real, letter):
    letter.chmod(0o640)
    done = real("fix", "--unsafe", str(letter))
    assert (done.code, done.out) == (0, "")
    assert "1 place in 1 file became warmer" in done.err
    assert letter.read_bytes() == WARM.encode("latin-1")
    if os.name != "nt":
        assert stat.S_IMODE(letter.stat().st_mode) == 0o640
    again = real("fix", "--unsafe", str(letter))
    assert "nothing to change" in again.err
    assert letter.read_bytes() == WARM.encode("latin-1")


def test_only_what_is_safe_unless_asked(real, letter):
    done = real("fix", str(letter))
    assert done.code == 1
    assert "1 more with --unsafe" in done.err
    assert letter.read_bytes() == COLD.encode("latin-1")


def test_a_diff_changes_nothing(real, letter):
    done = real("fix", "--unsafe", "--diff", str(letter))
    assert done.code == 1
    assert "-Som jag redan har skrivit kan du byta på lördag." in done.out
    assert "+Du kan byta på lördag." in done.out
    assert letter.read_bytes() == COLD.encode("latin-1")


def test_piped_text_goes_to_the_screen(real):
    done = real("fix", "--unsafe", "-", stdin=COLD.encode())
    assert done.raw == WARM.encode()


def test_escapes_of_the_format_are_kept(real, tmp_path):
    path = tmp_path / "makron.json"
    cold = r'{"id": 7, "body": "<p>Hej!<\/p>\n<p>Som jag redan har skrivit kan du byta p\u00e5 l\u00f6rdag.<\/p>"}'
    path.write_text(cold, encoding="utf-8")
    done = real("fix", "--unsafe", str(path))
    assert done.code == 0
    warm = path.read_text(encoding="utf-8")
    assert warm == cold.replace("Som jag redan har skrivit kan du byta", "Du kan byta")
    assert json.loads(warm)["id"] == 7


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link(real, letter, tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(letter)
    real("fix", "--unsafe", str(link))
    assert link.is_symlink()
    assert letter.read_bytes() == WARM.encode("latin-1")


def test_a_file_that_is_no_text_stops_no_other(real, letter, tmp_path):
    broken = tmp_path / "bild.txt"
    broken.write_bytes(b"\x00\x01")
    done = real("fix", "--unsafe", str(tmp_path))
    assert done.code == 2
    assert "bild.txt" in done.err
    assert letter.read_bytes() == WARM.encode("latin-1")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["bild.txt", "brev.txt"]
