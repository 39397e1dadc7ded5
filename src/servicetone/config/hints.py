"""What a path says about the language of a file: ``macros/sv/``, ``da.yml``, ``nb-NO.json``."""

from __future__ import annotations

import re

_CODES = "sv|da|nb|nn|no"
_REGION = "(?:[-_]r?[A-Za-z]{2})?"
_WHOLE = re.compile(f"(?:values-)?({_CODES}){_REGION}(?:\\.lproj)?", re.IGNORECASE)
"""A folder or a name that is a language and nothing else."""
_TAIL = re.compile(f".*[._]({_CODES}){_REGION}", re.IGNORECASE | re.DOTALL)
"""``messages_da.properties``, ``mail.nn.md``: a language at the end of a name, set off."""
_SURE_TAIL = re.compile(f".*-(sv|nb|nn|(?:{_CODES})[-_](?:SE|FI|DK|NO))", re.DOTALL)
"""After a hyphen only what no word ends with: ``mail-sv.txt``, but not ``say-no.txt``."""


def language_of_path(path: str) -> str | None:
    """Return sv, da, nb, nn, ``no`` (Bokmål or Nynorsk) or None; the part nearest the file counts.

    ``path`` is relative, with ``/``.
    """
    *folders, name = path.split("/")
    stem = name.lstrip(".").partition(".")[0] if name.count(".") < 2 else name.rpartition(".")[0]
    for pattern in (_WHOLE, _TAIL, _SURE_TAIL):
        if found := pattern.fullmatch(stem):
            return found[1][:2].lower()
    for folder in reversed(folders):
        if found := _WHOLE.fullmatch(folder):
            return found[1].lower()
    return None
