import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servicetone.config.globs import matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.md", "a.md", True),
        ("*.md", "x/y/a.md", True),
        ("*.md", "a.md.txt", False),
        ("macros/*.json", "macros/a.json", True),
        ("macros/*.json", "macros/x/a.json", False),
        ("macros/*.json", "x/macros/a.json", False),
        ("macros/**", "macros/x/y/a.json", True),
        ("macros/**/sv.json", "macros/sv.json", True),
        ("macros/**/sv.json", "macros/x/y/sv.json", True),
        ("**/sv/*.txt", "sv/a.txt", True),
        ("**/sv/*.txt", "a/b/sv/a.txt", True),
        ("macros/", "macros/x/a.json", True),
        ("archive/", "x/archive/a.json", True),
        ("/archive", "archive/a.json", True),
        ("macros", "macros/a.json", True),
        ("mac", "macros/a.json", False),
        ("{sv,da}.json", "da.json", True),
        ("{sv,da}.json", "nb.json", False),
        ("mail-?.txt", "mail-ä.txt", True),
        ("mail-[0-9].txt", "mail-7.txt", True),
        ("mail-[!0-9].txt", "mail-7.txt", False),
        ("a[b.txt", "a[b.txt", True),
        ("a.b", "aXb", False),
        ("*", ".hidden", True),
        ("", "a", False),
    ],
)
def test_paths(pattern, path, expected):
    assert matches((pattern,), path) is expected


NAMES = st.text("ab.*?[]{}!-,^\\ä", min_size=1, max_size=6)


@example(["[!]"], ["a"])
@example(["[^]"], ["a"])
@example(["[b-a]"], ["a"])
@given(st.lists(NAMES, min_size=1, max_size=3), st.lists(NAMES, min_size=1, max_size=3))
def test_no_pattern_breaks(pattern, path):
    matches(("/".join(pattern),), "/".join(path))


def test_it_is_what_git_does(tmp_path):
    """On patterns without braces, which git does not know."""
    paths = ["a.md", "x/a.md", "macros/a.json", "macros/x/a.json", "x/macros/b", "archive/c", "b[c"]
    patterns = [
        "*.md",
        "/a.md",
        "macros/*.json",
        "macros/**",
        "**/macros/**",
        "archive/",
        "x/",
        "a.?d",
        "[!b]*",
    ]
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    for pattern in patterns:
        (tmp_path / ".gitignore").write_text(pattern + "\n")
        done = subprocess.run(
            ["git", "check-ignore", "--no-index", "--stdin"],
            cwd=tmp_path,
            input="\n".join(paths),
            capture_output=True,
            text=True,
            check=False,
        )
        ignored = set(done.stdout.split())
        assert {path for path in paths if matches((pattern,), path)} == ignored, pattern
