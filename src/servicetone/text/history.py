"""Find the quoted history of a mail: what others wrote before, below or between the new text."""

from __future__ import annotations

import re

from servicetone.text.regexes import Lazy

_QUOTED = Lazy(r"^[ \t]{0,3}>[^\n]*(?:\n[ \t]{0,3}>[^\n]*)*", re.MULTILINE)

# "-----Original Message-----" and its kin: all that follows is history.
_DIVIDER = Lazy(
    r"^[ \t*_]*-{2,}[ \t]*(?:ursprungligt\ meddelande|originalmeddelande|oprindelig\ meddelelse"
    r"|oprindelig\ besked|opprinnelig\ melding|opphavle[gi]g?\ melding|original\ message|vidarebefordrat\ (?:mejl|meddelande)"
    r"|videresendt\ (?:meddelelse|melding|besked)|vidaresend[t]?\ melding|forwarded\ message)\b[^\n]*",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
# The header that Outlook puts above what is answered: sender, then date, with little between.
_OUTLOOK = Lazy(
    r"^[ \t*_]*(?:från|fra|frå|from|avsändare|afsender|avsender|avsendar)[ \t*_]*:[^\n]*\n"
    r"(?:[^\n]{0,300}\n){0,2}?[ \t*_]*(?:skickat|sendt|sent|datum|dato|date)[ \t*_]*:",
    re.MULTILINE | re.IGNORECASE,
)
# "Den tors 3 mars 2024 kl 10:12 skrev Kim <kim@x.se>:", which may be wrapped once before the colon.
_INTRODUCTION = Lazy(
    r"^[ \t]*(?:(?:den|på|on|le|am)\b|(?:mån|tis|ons|tor|fre|lör|sön|man|tir|tys|lør|søn|lau|sun)\w{0,6}[., ]|[0-9])"
    r"(?=[^\n]{0,80}[0-9]|(?<=[0-9]))[^\n]{0,200}(?:\n[^\n]{0,100})?"
    r"\b(?:skrev|skreiv|wrote)\b(?![ \t]+(?:du|ni|vi|jag|jeg|eg|i|de|dere|dykk|han|hon|hun|ho|you)\b)"
    r"[^\n]{0,200}(?:\n[^\n:]{0,100})?:[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
# "Kim Hansen <kim@x.se> skrev (3. mars 2024):"
_SENDER = Lazy(
    r"^[^\n<>]{0,100}<[^\s<>]{1,100}@[^\s<>]{1,100}>[^\n]{0,60}\b(?:skrev|skreiv|wrote)\b[^\n]{0,100}:[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_INK = Lazy(r"\S")


def history(text: str) -> list[tuple[int, int]]:
    """Return start and end of each stretch of quoted history, sorted. Linear in the text.

    A header ("Den 3. mars skrev Kim:") makes history of all that follows, unless lines marked
    with ``>`` follow: then these and the header are history, and what is typed between is new.
    """
    lower = text.lower()
    quoted = [found.span() for found in _QUOTED.use.finditer(text)] if ">" in text else []
    whole: list[int] = []
    if "--" in text and (found := _DIVIDER.use.search(text)):
        whole.append(found.start())
    if ":" in text and (found := _OUTLOOK.use.search(text)):
        whole.append(found.start())
    headers: list[tuple[int, int]] = []
    if "skrev" in lower or "skreiv" in lower or "wrote" in lower:
        for pattern in (_INTRODUCTION.use, _SENDER.use):
            for header in pattern.finditer(text):
                ink = _INK.use.search(text, header.end())
                if ink and ink.group() == ">":
                    headers.append(header.span())
                elif not _is_quoted(text, header.start()):
                    whole.append(header.start())
                    break
    if whole:
        first = min(whole)
        kept = [span for span in quoted + headers if span[0] < first]
        return sorted([*kept, (first, len(text))])
    return sorted(quoted + headers)


def _is_quoted(text: str, start: int) -> bool:
    return text.startswith(">", start)
