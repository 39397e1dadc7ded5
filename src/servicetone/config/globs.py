"""Patterns of paths, as in a .gitignore: ``*`` within a name, ``**`` over folders.

A pattern without a stroke is about names at any depth (``*.md``), one with a stroke starts at the
folder of the configuration (``macros/sv/**``), one that ends with a stroke is about a folder and
all that is in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from servicetone.text.regexes import Lazy

_PARTS = Lazy(r"\*\*/?|\*|\?|\[[!^]?\]?[^\]/]*\]|\{[^{}/]*\}|.", re.DOTALL)


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Tell whether ``path`` (relative, with ``/``) is one that a pattern is about."""
    return any(_compiled(pattern).match(path) for pattern in patterns)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = pattern.rstrip("/")
    anchored = "/" in whole
    body = "".join(_regex(part) for part in _PARTS.use.findall(whole.removeprefix("/")))
    start = "" if anchored else "(?:.*/)?"
    return re.compile(f"{start}{body}(?:/.*)?$", re.DOTALL)


def _regex(part: str) -> str:
    if part == "**/":
        return "(?:.*/)?"
    if part == "**":
        return ".*"
    if part == "*":
        return "[^/]*"
    if part == "?":
        return "[^/]"
    if part[0] == "[" and len(part) > 2:
        inside = part[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        one = f"(?!/)[{'^' + inside[1:] if inside[0] in '!^' else inside}]"
        return one if _is_valid(one) else re.escape(part)  # "[!]" holds nothing, "[z-a]" neither
    if part[0] == "{" and len(part) > 1:
        names = "|".join(re.escape(name) for name in part[1:-1].split(","))
        return f"(?:{names})"
    return re.escape(part)


def _is_valid(regex: str) -> bool:
    try:
        re.compile(regex)
    except re.error:
        return False
    return True
