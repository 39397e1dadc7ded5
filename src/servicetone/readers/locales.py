"""Language tags of files, as the languages that are checked."""

from __future__ import annotations

import re

from servicetone.model import LANGUAGES

FOREIGN = "other"
"""The language of what is left alone, because the file says that it is none of ours."""

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*(?:[.@][\w-]+)*")
_SYNONYMS = {"swe": "sv", "dan": "da", "nob": "nb", "nno": "nn"}
_NORWEGIAN = frozenset(("no", "nor"))


def language_of(tag: str | None) -> str | None:
    """Return the language that a tag such as ``nb-NO`` or ``sv_SE`` stands for.

    None where the tag does not settle it: there is none, or it says ``no``, either Norwegian.
    ``FOREIGN`` for every other language.
    """
    found = _TAG.fullmatch(tag.strip()) if tag else None
    if found is None:
        return None
    code = found[1].lower()
    code = _SYNONYMS.get(code, code)
    if code in _NORWEGIAN:
        return None
    return code if code in LANGUAGES else FOREIGN
