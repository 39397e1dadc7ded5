"""Cut a text into paragraphs and a paragraph into sentences."""

from __future__ import annotations

import re

from servicetone.text.regexes import Lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_IN_SENTENCE = 2000
"""A longer sentence is cut at a space, so that what works sentence by sentence stays linear."""

_SHORT_LINE = 60
_BLANK_LINES = Lazy(r"\n[^\S\n]*\n\s*")
_MONTH = r"(?:jan|feb|mar|apr|ma[ij]|jun|jul|aug|sep|okt|nov|de[cs])\w*"
_OWN_LINE = Lazy(
    rf"[^\S\n]*(?:[-*•‣◦·–—+][^\S\n]|\d{{1,3}}\.[^\S\n]+(?!{_MONTH}\b)|\(?(?:\d{{1,3}}|[a-zA-Z])\)[^\S\n]"
    r"|\#{1,6}[^\S\n]|\|)"
)
_CELLS = Lazy(r"\S[^\S\n]*\t[^\S\n]*\S")
_CAPITAL_NEXT = Lazy(r"[^\w\n]{0,3}[^\W\d_a-zß-öø-ÿ]")
_ENDS_CLOSED = Lazy(r"[.,:;!?…\-–—(\[/&+][\"'»«”“’*_)\]]{0,3}\Z")

_STOP = Lazy(r"[.!?…]+[\"'»«”“‘’)\]}*_~]*|[\n\t]\s*|\|")
_OPENERS = "\"'»«”“„‘’‚([{*_-–—¿¡"
_QUOTES = frozenset("\"'»«”“‘’")
_GREETING = Lazy(
    r"(?:hej|hei|hejsan|hejsa|hi|hallå|hallo|halla|heisann|heia|tjena|tja|kära|käre|kære|kjære|dear"
    r"|bästa|bäste|god(?:dag|kväll|morgon|morgen|kveld)?|morn|hello)\b",
    re.IGNORECASE,
)
_INNER = """
adm adr ang art avd bl bl.a c:a ca cf d.v.s dir dr dvs eks ekskl eksp ev evt exkl f.d f.eks f.ex f.n
feks fig fr.o.m hhv hr i.e i.f.t i.h.t ift iht inkl iflg jf jfr jmf jmfr kl m.a.o m.h.p m.h.t maks mht
mhp n:o nr o.a p.g.a pga pkt pr prof s.k s.u sml spm st t.d t.eks t.ex t.o.m td tel tlf v.h.a vedr vha
"""
_FINAL = """
abs dyl e.d e.l el etc fl ff forts ggr gnsn gr kap kr lign m.fl m.m m.v mån mdr mfl mill milj mio mm
mnd mrd mv o.d o.dyl o.l o.lign o.s.v ol osv p.t resp sek stk tim tkr u.å
"""
# Never the last word of a sentence; the last word only when a capital follows.
_ABBREVIATIONS = frozenset(_INNER.split())
_FINAL_ABBREVIATIONS = frozenset(_FINAL.split())

# The last letters of what may look like the last word of a sentence, and is an abbreviation.
UNSURE = frozenset(each[-3:] for each in _ABBREVIATIONS if len(each) > 2 and each[-3:].isalpha())

# After a single capital these begin a sentence ("hållplats C. Du …"), where a name would not.
_BEGINNING = Lazy(
    r"\s+(?:Du|Ni|Vi|Jag|Jeg|Eg|Det|Den|De|Der|Han|Hon|Hun|Ho|Om|Men|Och|Og|Så|Vil|Kan|Har|Er|Är)\b"
)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph, without the spaces at its rims. Linear.

    Paragraphs stand between blank lines; a list item, a line of a table, a heading, and lines
    quoted with ``>`` stand by themselves.
    """
    start = 0
    for gap in _BLANK_LINES.use.finditer(text):
        yield from _parts(text, start, gap.start())
        start = gap.end()
    yield from _parts(text, start, len(text))


MOST_IN_BLOCK = 1500
"""A paragraph longer than this is worked in pieces, so that no work grows with its length."""
_SURE_END = Lazy(r"[a-zß-öø-ÿ]{3}[.!?]\s(?=[A-ZÅÄÖÆØ])")


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield consecutive stretches of a paragraph or more, each of a bounded length. Linear.

    They end at blank lines; a longer stretch is cut where a sentence surely ends, or at a space
    where none does.
    """
    while start < end:
        gap = text.find("\n\n", start, end)
        stop = end if gap < 0 else gap + 2
        while stop - start > MOST_IN_BLOCK + MOST_IN_SENTENCE:
            cut = _cut(text, start + MOST_IN_BLOCK)
            yield start, cut
            start = cut
        yield start, stop
        start = stop


def _cut(text: str, place: int) -> int:
    """Return where to cut a long stretch, from ``place`` on."""
    for found in _SURE_END.use.finditer(text, place, place + MOST_IN_SENTENCE):
        if found.group()[:3].lower() not in UNSURE:
            return found.end()
    space = text.rfind(" ", place, place + MOST_IN_SENTENCE)
    return space + 1 if space >= 0 else _between_clusters(text, place + MOST_IN_SENTENCE)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    if text.find("\n", start, end) >= 0:
        position = start
        before = ""
        while (newline := text.find("\n", position, end)) >= 0:
            before = text[position:newline].strip()
            position = newline + 1
            if _begins_part(text, first, position, end, before):
                yield from _stripped(text, first, position)
                first = position
    yield from _stripped(text, first, end)


def _begins_part(text: str, first: int, position: int, end: int, before: str) -> bool:
    """Tell whether the line at ``position`` begins a part; ``before`` is the line above it."""
    if _OWN_LINE.use.match(text, position, end) or before.startswith(("|", "#")):
        return True
    if (text[position : position + 1] == ">") != before.startswith(">"):
        return True
    newline = text.find("\n", position, position + 1000)
    line_end = end if newline < 0 else newline
    if _CELLS.use.search(text, position, min(line_end, end)) or "\t" in before:
        return True
    is_first_line = text.find("\n", first, position - 1) < 0
    return (
        is_first_line
        and 0 < len(before) <= _SHORT_LINE
        and not _ENDS_CLOSED.use.search(before)
        and _CAPITAL_NEXT.use.match(text, position, end) is not None
        and len(before) + 1 + _first_word_length(text, position, end) <= _SHORT_LINE
    )


def _first_word_length(text: str, start: int, end: int) -> int:
    space = _SPACE.use.search(text, start, min(end, start + _SHORT_LINE))
    return (space.start() if space else min(end, start + _SHORT_LINE)) - start


_SPACE = Lazy(r"\s")
_INK = Lazy(r"\S")


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    ink = _INK.use.search(text, start, end)
    if ink:
        yield ink.start(), start + len(text[start:end].rstrip())


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return start and end of each sentence of the paragraph ``text[start:end]``. Linear.

    Closing punctuation belongs to the sentence, and each character that is not a space to exactly
    one sentence.
    """
    found: list[tuple[int, int]] = []
    first = line = start
    width = 0
    is_table = text.startswith("|", start)
    for stop in _STOP.use.finditer(text, start, end):
        mark = text[stop.start()]
        if mark == "\n" or mark == "\t":
            if "\n" in stop.group():
                width = width or max(map(len, text[start:end].split("\n")))
                ends = _ends_at_newline(text, line, stop, end, width)
                line = stop.end()
            else:
                ends = stop.start() > line
        elif mark == "|":
            ends = is_table
        else:
            ends = _ends_at_mark(text, first, stop, end)
        if ends:
            _append(found, text, first, stop.end())
            first = stop.end()
    _append(found, text, first, end)
    return found


def sure_sentences(text: str) -> list[tuple[int, int]]:
    """Cut ``text`` at the sentence ends beyond doubt; each stretch holds one sentence or more.

    ``sentences`` ends one at each of these places too, and takes five times as long.
    """
    parts = text.replace("\n", " ").replace("! ", ". ").replace("? ", ". ").split(". ")
    found = []
    start = at = 0
    last = parts.pop()
    for part, following in zip(parts, [*parts[1:], last]):
        at += len(part) + 2
        tail = part[-3:]
        if (
            following[:1].isupper()
            and tail.isalpha()
            and len(tail) == 3
            and tail.lower() not in UNSURE
        ):
            found.append((start, at))
            start = at
    found.append((start, len(text)))
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add ``text[start:end]`` without the spaces at its rims, in pieces if it is too long."""
    for first, last in _stripped(text, start, end):
        while last - first > MOST_IN_SENTENCE:
            space = text.rfind(" ", first + 1, first + MOST_IN_SENTENCE)
            cut = space if space > 0 else _between_clusters(text, first + MOST_IN_SENTENCE)
            found += _stripped(text, first, cut)
            ink = _INK.use.search(text, cut, last)
            if ink is None:  # pragma: no cover - the last character is never a space
                return
            first = ink.start()
        found.append((first, last))


_CLUSTER = 64
"""Code points around a cut in which grapheme clusters are looked for."""


def _between_clusters(text: str, place: int) -> int:
    """Return the last place up to ``place`` where no grapheme cluster (a family emoji) is torn."""
    import regex  # type: ignore[import-untyped,unused-ignore]  # long texts without spaces are rare

    clusters = regex.compile(r"\X").finditer(text, place - _CLUSTER, place + _CLUSTER)
    bounds = [found.end() for found in clusters if found.end() <= place]
    return bounds[-1] if bounds else place


def _ends_at_newline(text: str, line: int, stop: re.Match[str], end: int, width: int) -> bool:
    """Tell whether a sentence ends with the line that begins at ``line``.

    A line break is a choice, not a wrap, when the next word would have fitted in the line.
    """
    if stop.end() >= end or stop.group().count("\n") > 1:
        return True
    length = stop.start() - line
    before = text[max(line, stop.start() - 200) : stop.start()].rstrip()
    if (
        length <= _SHORT_LINE
        and before.endswith((",", "!"))
        and _GREETING.use.match(before.lstrip())
    ):
        return True
    if before.endswith((",", "-", "–", "—", "(", "/", "&")):
        return False
    if not _CAPITAL_NEXT.use.match(text, stop.end(), end):
        return False
    room = length + 1 + _first_word_length(text, stop.end(), end)
    return room <= max(width, _SHORT_LINE)


def _ends_at_mark(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether the run of marks ``stop`` (with what closes after it) ends the sentence."""
    if stop.end() >= end:
        return True
    marks = stop.group()
    core = marks.rstrip("\"'»«”“‘’)]}*_~")
    following = text[stop.end()]
    if not following.isspace():
        return _sloppy_end(text, stop, end, core)
    begins = _next_letter(text, stop.end(), end)
    is_lower = begins.islower()
    if len(marks) > len(core) and is_lower and not _QUOTES.isdisjoint(marks):
        return False  # "Nej!" sa han.
    if "!" in core or "?" in core:
        return True
    if len(core) > 1 or core == "…":
        return not is_lower
    return _ends_at_period(text, first, stop.start(), begins)


def _next_letter(text: str, start: int, end: int) -> str:
    """Return the first character after ``start`` that is neither a space nor an opening mark."""
    for char in text[start : min(end, start + 12)]:
        if not char.isspace() and char not in _OPENERS:
            return char
    return ""


def _sloppy_end(text: str, stop: re.Match[str], end: int, core: str) -> bool:
    """Tell whether a sentence ends here and the next begins without a space: "Nej!Du"."""
    after = text[stop.end() : min(end, stop.end() + 2)]
    if not after[0].isupper():
        return False
    if "!" in core or "?" in core:
        return True
    before = text[max(0, stop.start() - 2) : stop.start()]
    return len(after) == 2 and after[1].islower() and before.isalpha() and before.islower()


def _ends_at_period(text: str, first: int, period: int, begins: str) -> bool:
    """Tell whether the single period at ``period`` ends a sentence; ``begins`` is what follows."""
    tail = text[max(first, period - 16) : period].rsplit(None, 1)
    word = tail[-1].lstrip("\"'»«”“„‘’(*_[-") if tail else ""
    if not word:
        return True
    if word.isdigit():
        # "3. mars" goes on; "1. Skriv" is an item; "kl. 16. Vi" ends.
        return not begins.islower() and period - first > len(word)
    if len(word) == 1 and word.isupper():
        return not begins or _BEGINNING.use.match(text, period + 1) is not None
    lower = word.lower()
    if lower in _FINAL_ABBREVIATIONS:
        return begins.isupper()
    return lower not in _ABBREVIATIONS
