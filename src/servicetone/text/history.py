"""Find the quoted history of a mail: what others wrote before, below or between the new text."""

from __future__ import annotations

import re

from servicetone.text.regexes import Lazy

# Each begins with the line break before its line, not with "^": so re can skip from line to line.
_QUOTED = Lazy(r"\n[ \t]{0,3}>[^\n]*(?:\n[ \t]{0,3}>[^\n]*)*")

# "-----Original Message-----" and its kin: all that follows is history.
_DIVIDER = Lazy(
    r"\n[ \t*_]*-{2,}[ \t]*(?:ursprungligt\ meddelande|originalmeddelande|oprindelig\ meddelelse"
    r"|oprindelig\ besked|opprinnelig\ melding|opphavle[gi]g?\ melding|original\ message|vidarebefordrat\ (?:mejl|meddelande)"
    r"|videresendt\ (?:meddelelse|melding|besked)|vidaresend[t]?\ melding|forwarded\ message)\b[^\n]*",
    re.IGNORECASE | re.VERBOSE,
)
# The header that Outlook puts above what is answered: sender, then date, with little between.
_OUTLOOK = Lazy(
    r"\n[ \t*_]*(?:från|fra|frå|from|avsändare|afsender|avsender|avsendar)[ \t*_]*:[^\n]*\n"
    r"(?:[^\n]{0,300}\n){0,2}?[ \t*_]*(?:skickat|sendt|sent|datum|dato|date)[ \t*_]*:",
    re.IGNORECASE,
)
# "Den tors 3 mars 2024 kl 10:12 skrev Kim <kim@x.se>:", which may be wrapped once before the colon.
_INTRODUCTION = Lazy(
    r"\n[ \t]*(?:(?:den|på|on|le|am)\b|(?:mån|tis|ons|tor|fre|lör|sön|man|tir|tys|lør|søn|lau|sun)\w{0,6}[., ]|[0-9])"
    r"(?=[^\n]{0,80}[0-9]|(?<=[0-9]))[^\n]{0,200}(?:\n[^\n]{0,100})?"
    r"\b(?:skrev|skreiv|wrote)\b(?![ \t]+(?:du|ni|vi|jag|jeg|eg|i|de|dere|dykk|han|hon|hun|ho|you)\b)"
    r"[^\n]{0,200}(?:\n[^\n:]{0,100})?:[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
# "Kim Hansen <kim@x.se> skrev (3. mars 2024):"
_SENDER = Lazy(
    r"\n[^\n<>]{0,100}<[^\s<>]{1,100}@[^\s<>]{1,100}>[^\n]{0,60}\b(?:skrev|skreiv|wrote)\b[^\n]{0,100}:[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_WROTE = ("skrev", "skreiv", "wrote", "Skrev", "Skreiv", "Wrote", "SKREV", "SKREIV", "WROTE")
_INK = Lazy(r"\S")


def history(text: str) -> list[tuple[int, int]]:
    """Return start and end of each stretch of quoted history, sorted. Linear in the text.

    A header ("Den 3. mars skrev Kim:") makes history of all that follows, unless lines marked
    with ``>`` follow: then these and the header are history, and what is typed between is new.
    """
    lines = (
        "\n" + text
    )  # a match in it starts where its line starts in the text, and ends one later
    found = [each.span() for each in _QUOTED.use.finditer(lines)] if ">" in text else []
    whole: list[int] = []
    if "--" in text and (divider := _DIVIDER.use.search(lines)):
        whole.append(divider.start())
    if ":" in text and (header := _OUTLOOK.use.search(lines)):
        whole.append(header.start())
    if any(word in text for word in _WROTE):
        for pattern in (_INTRODUCTION.use, _SENDER.use):
            for header in pattern.finditer(lines):
                ink = _INK.use.search(lines, header.end())
                if ink and ink.group() == ">":
                    found.append(header.span())
                elif not text.startswith(">", header.start()):
                    whole.append(header.start())
                    break
    if whole:
        first = min(whole)
        found = [*(span for span in found if span[0] < first), (first, len(lines))]
    return sorted((start, end - 1) for start, end in found)
