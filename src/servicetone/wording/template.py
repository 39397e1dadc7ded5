"""What a rule suggests, as written: captures to fill in, blanks to leave, forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from servicetone.text.regexes import Lazy
from servicetone.wording.grammar import Grammar, Register

_SLOT = Lazy(r"\{([a-z-]+)\}")
_BLANK = Lazy(r"\[[^\[\]]+\]")
_INSIDE = r"(?<=[^\W\d_A-ZÅÄÖÆØ][ ,;]|[,;:] )"
"""Before a word that is not the first of its sentence."""


def slots(template: str) -> set[str]:
    """Return the names of the captures that ``template`` uses (``{text}``)."""
    return set(_SLOT.use.findall(template))


def fill(template: str, captures: Mapping[str, str]) -> str | None:
    """Return ``template`` with its captures in place, or None when one is not there."""
    if not slots(template) <= captures.keys():
        return None
    return _SLOT.use.sub(lambda slot: captures[slot.group(1)], template)


def has_blank(wording: str) -> bool:
    """Tell whether ``wording`` leaves a blank for the writer: ``[dato]``."""
    return _BLANK.use.search(wording) is not None


def register_of(scopes: Iterable[str], grammar: Grammar) -> Register:
    """Return how ``scopes`` (texts, the nearest first) speak to the reader; du where none does.

    The first scope with any form of address decides, by majority.
    """
    for scope in scopes:
        counts = [_count(register, scope) for register in grammar.registers]
        most = max(counts, default=0)
        if most:
            return grammar.registers[counts.index(most)]
    return grammar.registers[0]


def _count(register: Register, text: str) -> int:
    number = 0
    small = text.lower()
    for sign in register.signs:
        if sign in text or sign.lower() in small:
            if sign[0].isupper():
                number += len(re.findall(rf"{_INSIDE}{sign}\b", text))
            else:
                number += len(re.findall(rf"(?i:\b{sign}\b)", text))
    return number


def address(template: str, register: Register) -> str:
    """Return ``template``, written with du-forms, with the forms of ``register``.

    Captures are left alone: they come from the text.
    """
    if not register.changes:
        return template
    changes = dict(register.changes)
    words = "|".join(re.escape(form) for form, _ in register.changes)

    def change(found: re.Match[str]) -> str:
        form = found.group(1)
        if form in changes:
            return changes[form]
        new = changes[form[:1].lower() + form[1:]]
        return new[:1].upper() + new[1:]

    return re.sub(rf"(?<![\w{{])((?i:{words}))(?![\w}}])", change, template)
