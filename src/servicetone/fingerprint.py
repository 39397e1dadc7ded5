"""What a finding is known by from one run to the next, wherever its text has moved to meanwhile."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.model import Finding


_ENTRY = re.compile(r"(.*?) *\(([^()\s]*\d[^()\s]*)\)", re.DOTALL)
"""A macro as readers name it: its title, and its id, which has a digit."""


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]|<[^<>]{1,200}>")
"""What JSON and HTML put between the words, or in place of a letter."""


def title_and_id(entry: str) -> tuple[str, str | None]:
    """Return the title and the id of an entry such as ``Late delivery (1234)``."""
    found = _ENTRY.fullmatch(entry)
    return (found[1], found[2]) if found else (entry, None)


def fingerprint(finding: Finding) -> str:
    """Return 32 hexadecimal digits made of rule, normalised text and entry; never of the place.

    Case, spacing, tags, escapes and the composition of letters do not count: they change when a
    file is formatted anew. Nor does the title of an entry that has an id. Two findings may share a fingerprint; ``Numbering`` tells them apart.
    """
    text = " ".join(unicodedata.normalize("NFC", _plain(finding.text)).casefold().split())
    title, number = title_and_id(finding.entry or "")
    known_by = "\0".join((finding.rule, text, number or title))
    return blake2b(known_by.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plain(text: str) -> str:
    if "\\" in text or "<" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
        # A pair of escapes may have been one character.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    if "&" in text:
        from html import unescape

        text = unescape(text)
    return text


class Numbering:
    """Counts the findings of one fingerprint over a run, from 1."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, name: str) -> int:
        """Return which finding of the fingerprint ``name`` this one is."""
        self._seen[name] = self._seen.get(name, 0) + 1
        return self._seen[name]
