import pytest

from servicetone.terminal.place import repository_path, shown_path
from servicetone.terminal.style import Look

UNIX = Look(folder="/r/mallar", root="/r")
WINDOWS = Look(folder="C:\\r\\mallar", root="C:\\r")


@pytest.mark.parametrize(
    ("source", "look", "shown", "inside"),
    [
        ("a.md", UNIX, "a.md", "mallar/a.md"),
        ("./a.md", UNIX, "a.md", "mallar/a.md"),
        ("../b/a.md", UNIX, "../b/a.md", "b/a.md"),
        ("../../a.md", UNIX, "../../a.md", "../../a.md"),
        ("/r/x/a.md", UNIX, "/r/x/a.md", "x/a.md"),
        ("/tmp/a.md", UNIX, "/tmp/a.md", "/tmp/a.md"),
        ("a\\b.md", UNIX, "a\\b.md", "mallar/a\\b.md"),
        ("..a/b.md", UNIX, "..a/b.md", "mallar/..a/b.md"),
        ("<stdin>", UNIX, "<stdin>", "<stdin>"),
        (None, UNIX, "<text>", "<text>"),
        ("a.md", Look(), "a.md", "a.md"),
        ("sv\\a.md", WINDOWS, "sv/a.md", "mallar/sv/a.md"),
        ("D:\\a.md", WINDOWS, "D:/a.md", "D:/a.md"),
    ],
)
def test_paths(source, look, shown, inside):
    assert shown_path(source, look) == shown
    assert repository_path(source, look) == inside
