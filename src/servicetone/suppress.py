"""What a person has settled in the text itself: comments that ask servicetone to leave it be.

``<!-- servicetone: ignore[blame.did-not-read] agreed with legal -->`` is about its own line, or,
alone on a line, about the paragraph or entry that follows; ``disable[…]`` reaches to ``enable[…]``
and ``file-ignore[…]`` is about the whole file. In YAML, PO and .properties the comment starts
with ``#``. Every comment names what it is about: a rule, a category, or how it begins.
"""

from __future__ import annotations

import re

from servicetone.fingerprint import title_and_id
from servicetone.model import Note, Span
from servicetone.records import NamedTuple
from servicetone.report import Suppressed
from servicetone.text.lines import Lines
from servicetone.text.masks import masks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from servicetone.model import Block, Document, Finding
    from servicetone.report import Report

KEYWORD = "servicetone:"
_VERBS = ("ignore", "disable", "enable", "file-ignore")
_MARKS = {
    "#": (".yaml", ".yml", ".po", ".pot", ".properties", ".toml"),
    "!": (".properties",),
    "//": (".strings",),
    "/*": (".strings",),
    "<!--": (),
}
_COMMENT = re.compile(
    r"(?P<mark><!--|/\*|//|[#!])[ \t.,:~|]*servicetone:[ \t]*(?P<verb>[\w-]*)[ \t]*"
    r"(?:\[(?P<codes>[^\]\n]*)\])?(?P<reason>(?:(?!-->|\*/).)*)(?P<end>-->|\*/)?"
)


class Comment(NamedTuple):
    """One comment; ``scope`` is what it is about, in code points of the document."""

    verb: str
    codes: tuple[str, ...]
    reason: str
    span: Span
    scope: Span

    def is_about(self, finding: Finding) -> bool:
        """Tell whether the comment settles ``finding``."""
        start, end = self.scope
        return start <= finding.start < end and finding.rule.startswith(self.codes)


def apply_comments(
    document: Document,
    report: Report,
    suffix: str,
    rules: Sequence[str],
    is_enabled: Callable[[str], bool],
) -> Report:
    """Return ``report`` with what the comments of ``document`` settle taken out of its findings.

    ``suffix`` is the ending of the file name (``.po``); ``rules`` are the ids of all rules;
    ``is_enabled`` tells whether one that begins so was looked for. Comments that
    settle nothing, name no rule or cannot be read become notes.
    """
    if KEYWORD not in document.text:
        return report
    notes: list[Note] = []
    comments = _scoped(list(_comments(document.text, suffix)), document, notes)
    kept: list[Finding] = []
    settled: list[Suppressed] = []
    used: set[Comment] = set()
    for finding in report.findings:
        about = [comment for comment in comments if comment.is_about(finding)]
        used.update(about)
        if about:
            settled.append(Suppressed(finding, "comment", about[-1].reason))
        else:
            kept.append(finding)
    for comment in comments:
        known = [code for code in comment.codes if any(rule.startswith(code) for rule in rules)]
        for code in comment.codes:
            if code not in known:
                message = f"the comment names {code!r}, which is no category or rule"
                notes.append(Note("unknown-rule", message, *comment.span))
        if comment not in used and any(map(is_enabled, known)):
            what = f"{comment.verb}[{', '.join(comment.codes)}]"
            message = f"{what} settles nothing here any more and can go"
            notes.append(Note("unused-ignore", message, *comment.span))
    notes.sort(key=lambda note: note.start)
    return report._replace(
        findings=tuple(kept),
        suppressed=(*report.suppressed, *settled),
        notes=(*report.notes, *notes),
    )


def apply_entries(
    report: Report, entries: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[Report, frozenset[str]]:
    """Return ``report`` without what a configuration settles for its entries, and which did so.

    Each of ``entries`` is the name of an entry, in which ``*`` stands for anything, and the codes.
    An entry answers to its whole name, its title, its id, and these with ``macro:`` before them.
    """
    patterns = [(name, _entry_pattern(name), codes) for name, codes in entries]
    used: set[str] = set()
    kept: list[Finding] = []
    settled: list[Suppressed] = []
    for finding in report.findings:
        names = [
            name
            for name, pattern, codes in patterns
            if finding.entry is not None
            and finding.rule.startswith(codes)
            and any(map(pattern.fullmatch, _names_of(finding.entry)))
        ]
        used.update(names)
        if names:
            settled.append(Suppressed(finding, "config", f"entries: {names[0]}"))
        else:
            kept.append(finding)
    report = report._replace(findings=tuple(kept), suppressed=(*report.suppressed, *settled))
    return report, frozenset(used)


def _entry_pattern(name: str) -> re.Pattern[str]:
    parts = name.removeprefix("macro:").split("*")
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


def _names_of(entry: str) -> Iterator[str]:
    title, number = title_and_id(entry)
    yield from (name for name in (entry, title, number) if name)


def _comments(text: str, suffix: str) -> Iterator[re.Match[str]]:
    place = 0
    code = [mask for mask in masks(text) if mask.kind == "code"]
    while found := _COMMENT.search(text, place):
        allowed = _MARKS[found["mark"]]
        shown = any(mask.start <= found.start() < mask.end for mask in code)  # in a manual
        if not shown and (not allowed or suffix in allowed):
            yield found
            place = found.end()
        else:
            place = found.start("verb")


def _scoped(found: Iterable[re.Match[str]], document: Document, notes: list[Note]) -> list[Comment]:
    """Return what each comment is about; add notes for those that cannot be read."""
    comments: list[Comment] = []
    open_ones: list[Comment] = []
    lines = Lines(document.text)
    for match in found:
        span = Span(*match.span())
        verb = match["verb"]
        codes = tuple(filter(None, (code.strip() for code in (match["codes"] or "").split(","))))
        if verb not in _VERBS:
            message = f"a comment says {verb!r}; it can say {', '.join(_VERBS)}"
            notes.append(Note("bad-ignore", message, *span))
            continue
        if not codes:
            message = f"{verb} needs to say what: {verb}[blame.did-not-read], or {verb}[blame]"
            notes.append(Note("bad-ignore", message, *span))
            continue
        if verb == "enable":
            ended = [each for each in open_ones if any(c.startswith(codes) for c in each.codes)]
            if not ended:
                message = f"enable[{', '.join(codes)}] has no disable before it"
                notes.append(Note("bad-ignore", message, *span))
            for each in ended:
                open_ones.remove(each)
                comments.append(each._replace(scope=Span(each.scope.start, span.start)))
            continue
        comment = Comment(verb, codes, match["reason"].strip(), span, Span(0, len(document.text)))
        if verb == "disable":
            open_ones.append(comment._replace(scope=Span(span.end, len(document.text))))
        elif verb == "ignore":
            comments.append(comment._replace(scope=_reach(document, lines, span)))
        else:
            comments.append(comment)
    return [*comments, *open_ones]


def _reach(document: Document, lines: Lines, span: Span) -> Span:
    """Return what an ``ignore`` is about: its line, or the entry or paragraph after it."""
    text = document.text
    first, last = lines.place(span.start)[0], lines.place(max(span.start, span.end - 1))[0]
    start, end = lines.span(first).start, lines.span(last).end
    alone = not (text[start : span.start].strip() or text[span.end : end].strip())
    around = _around(document.blocks or (), span)
    if not alone:
        if around is not None:  # a value of one line may hold the whole file
            return Span(max(start, around.start), min(end, around.end))
        return Span(start, end)
    if around is None and (entry := _next_entry(document.blocks or (), end)) is not None:
        return entry
    line = last + 1
    while line <= len(lines) and not _filled(text, lines, line):
        line += 1
    begin = min(line, len(lines))
    while line < len(lines) and _filled(text, lines, line + 1):
        line += 1
    return Span(lines.span(begin).start, lines.span(min(line, len(lines))).end)


def _filled(text: str, lines: Lines, line: int) -> bool:
    return bool(text[slice(*lines.span(line))].strip())


def _around(blocks: Iterable[Block], span: Span) -> Span | None:
    for block in blocks:
        if block.span.start <= span.start and span.end <= block.span.end:
            return block.span
    return None


def _next_entry(blocks: Sequence[Block], after: int) -> Span | None:
    """Return the first named entry that begins past ``after``, with all its blocks."""
    later = sorted((b for b in blocks if b.name and b.span.start >= after), key=lambda b: b.span)
    own = [block for block in later if block.name == later[0].name]
    return Span(own[0].span.start, own[-1].span.end) if own else None
