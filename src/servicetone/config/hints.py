"""What a path says about the language of a file: ``macros/sv/``, ``da.yml``, ``nb-NO.json``."""

from __future__ import annotations

import re

from servicetone.model import Span
from servicetone.text.regexes import Lazy

_CODES = "sv|da|nb|nn|no"
_REGION = "(?:[-_]r?[A-Za-z]{2})?"
_WHOLE = Lazy(f"(?P<all>(?:values-)?(?P<code>{_CODES}){_REGION}(?:\\.lproj)?)", re.IGNORECASE)
"""A folder or a name that is a language and nothing else."""
_TAIL = Lazy(f".*?[._](?P<all>(?P<code>{_CODES}){_REGION})", re.IGNORECASE | re.DOTALL)
"""``messages_da.properties``, ``mail.nn.md``: a language at the end of a name, set off."""
_SURE_TAIL = Lazy(
    f".*-(?P<all>(?:(?P<code>sv|nb|nn)|(?P<other>{_CODES})[-_](?:SE|FI|DK|NO)))", re.DOTALL
)
"""After a hyphen only what no word ends with: ``mail-sv.txt``, but not ``say-no.txt``."""


def language_of_path(path: str) -> str | None:
    """Return sv, da, nb, nn, ``no`` (Bokmål or Nynorsk) or None; the part nearest the file counts.

    ``path`` is relative, with ``/``.
    """
    found = _hint(path)
    return found[0] if found else None


def family_of_path(path: str) -> str:
    """Return ``path`` with ``*`` for its language: the same for a file and its translations."""
    found = _hint(path)
    return path if found is None else path[: found[1].start] + "*" + path[found[1].end :]


def _hint(path: str) -> tuple[str, Span] | None:
    """Return the language that ``path`` speaks of, and where."""
    parts = path.split("/")
    end = len(path)
    for number, part in enumerate(reversed(parts)):
        start = end - len(part)
        speaks = any(code in part.casefold() for code in _CODES.split("|"))  # most names do not
        patterns = [_WHOLE]
        if number == 0:
            dots = part.lstrip(".").count(".")
            if dots:
                part = part[: part.rindex(".")]
            patterns += [_TAIL, _SURE_TAIL]
        begin = start + len(part) - len(part.lstrip("."))
        for pattern in patterns if speaks else ():
            if found := pattern.use.fullmatch(part.lstrip(".")):
                code = found["code"] or found["other"]
                return code.lower(), Span(begin + found.start("all"), begin + found.end("all"))
        end = start - 1
    return None
