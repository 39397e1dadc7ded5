"""What a person is told where a parser is not installed."""

import subprocess
import sys

import pytest

from servicetone.errors import ReaderError
from servicetone.readers import read_bytes

WITHOUT = """
import sys
sys.modules.update(yaml=None, tree_sitter=None)
from servicetone.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(("name", "module"), [("x.yml", "yaml"), ("x.toml", "tree_sitter")])
def test_the_command_to_install_it(monkeypatch, name, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ReaderError, match="not installed") as caught:
        read_bytes(b"a = 'Hej du'", name)
    assert "pip install" in caught.value.hint
    assert caught.value.path == name


def test_front_matter_is_passed_over(monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    document = read_bytes(b"---\ntitle: Hej du\n---\n\nTack!\n", "x.md").document
    assert len(document.blocks) == 1


def test_a_missing_package_is_told_once(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.yml").write_text("a: Hej du", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Hej!", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, "check", str(tmp_path), "--isolated", "--no-cache", "-q"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr.count("not installed") == 1
    assert "and 2 more files" in done.stderr
