"""Where a finding stands, as the outputs for other programs say it."""

from __future__ import annotations

import ntpath
import posixpath

from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.model import Edit, Finding
    from servicetone.terminal.style import Look
    from servicetone.text.lines import Lines


class Region(NamedTuple):
    """Lines and columns from 1; the end is the place right after the last code point."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(
    finding: Finding | Edit, lines: Lines | None, *, in_bytes: bool = False
) -> Region | None:
    """Return where a finding or an edit stands; None where its format has no lines.

    Columns count code points, or with ``in_bytes`` the bytes of the line in UTF-8.
    """
    if lines is None:
        return None
    place = lines.byte_place if in_bytes else lines.place
    return Region(*place(finding.start), *place(finding.end))


def shown_path(source: str | None, look: Look) -> str:
    """Return the path as it was given, with ``/``; "<text>" for a text without one."""
    if source is None:
        return "<text>"
    return source.replace("\\", "/") if _is_windows(look) else source.removeprefix("./")


def repository_path(source: str | None, look: Look) -> str:
    """Return the path from the root of the repository on, with ``/``, where it is in there."""
    if source is None or source.startswith("<") or not look.root:
        return shown_path(source, look)
    paths = ntpath if _is_windows(look) else posixpath
    try:
        inside = paths.relpath(paths.join(look.folder, source), look.root)
    except ValueError:  # another drive
        return shown_path(source, look)
    return shown_path(source if inside.split(paths.sep)[0] == ".." else inside, look)


def _is_windows(look: Look) -> bool:
    return "\\" in look.folder or look.folder[1:2] == ":"
