"""Turn the suggestions of a rule into wordings that fit the place they are spliced into."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servicetone.model import Applicability, Span, Suggestion

_CLAUSE = 5
"""Words from which on a wording is taken for a clause."""
_SLOT = re.compile(r"\{([a-z-]+)\}")


def slots(template: str) -> set[str]:
    """Return the names of the captures that ``template`` uses (``{text}``)."""
    return set(_SLOT.findall(template))


def fill(template: str, captures: Mapping[str, str]) -> str | None:
    """Return ``template`` with its captures in place, or None when one is not there."""
    if not slots(template) <= captures.keys():
        return None
    return _SLOT.sub(lambda slot: captures[slot.group(1)], template)


def suggestions(
    templates: tuple[str, ...],
    captures: Mapping[str, str],
    span: Span,
    *,
    capital: bool,
    safe: bool,
    whole: bool,
) -> tuple[Suggestion, ...]:
    """Return the wordings for ``span``, in the order of ``templates``.

    ``capital``: the span begins a sentence, so the wording does too. ``whole``: the span is a
    clause of its own. A wording of the length of a clause would break any other sentence it was
    spliced into, so there it is only shown.
    """
    found = []
    for template in templates:
        wording = fill(template, captures)
        if wording is not None:
            if capital:
                wording = wording[:1].upper() + wording[1:]
            applicability = Applicability.SAFE if safe else Applicability.UNSAFE
            if not whole and len(template.split()) >= _CLAUSE:
                applicability = Applicability.DISPLAY
            found.append(Suggestion(span, wording, applicability))
    return tuple(found)
