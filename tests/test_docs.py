"""The documentation tells the truth: generated pages are fresh, README code runs, links lead somewhere."""

import re
import subprocess
import sys

import pytest

from generated import ROOT, pages, screen

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "lexicons" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize(
    ("path", "content"), list(pages()), ids=lambda value: getattr(value, "name", "")
)
def test_generated_pages_are_fresh(path, content):
    assert path.read_text(encoding="utf-8") == content, "run: python tests/generated.py"


def test_the_readme_shows_a_real_screen():
    assert "warning" in screen("servicetone check docs/examples/svar.txt")


FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README + FORMATS, re.DOTALL))
def test_python_in_the_readme_runs(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_commands_in_the_readme_exist():
    for command in re.findall(r"^servicetone (\w+)", README, re.MULTILINE):
        done = subprocess.run(
            [sys.executable, "-m", "servicetone", command, "--help"],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, command
