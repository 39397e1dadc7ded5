"""A rule as a page of text: why it is there, what it finds in each language, what works better."""

from __future__ import annotations

from servicetone.cli.options import LANGUAGE_NAMES
from servicetone.principles import PRINCIPLES
from servicetone.terminal.cells import clean, width, wrap
from servicetone.terminal.style import BOLD, SEVERITY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from servicetone.lexicon.model import CategoryInfo, Concept, Example, Rule
    from servicetone.terminal.style import Look

_LABEL = 12
_READERS = {"customer": "customers", "internal": "colleagues"}


def rule_page(
    concept: Concept, category: CategoryInfo, languages: Iterable[str], look: Look
) -> Iterator[str]:
    """Yield the lines of the page of ``concept`` with the given languages."""
    yield f"{look.paint(concept.id, BOLD)}: {_severities(concept, look)}"
    yield from _filled("why", concept.rationale, look)
    yield from _filled("heard as", category.messages["en"], look)
    principle = PRINCIPLES.get(concept.principle, "")
    yield from _filled("serves", f"{concept.principle}. {principle}", look)
    for language in languages:
        yield ""
        yield look.paint(LANGUAGE_NAMES[language], BOLD)
        if language in concept.absent:
            yield from _filled("no rule", concept.absent[language], look)
        for number, rule in enumerate(concept.rules.get(language, ())):
            if number:
                yield ""
            yield from _rule(rule, look)


def _rule(rule: Rule, look: Look) -> Iterator[str]:
    yield from _list("finds", rule.match, look)
    yield from _list("but not", rule.exceptions, look)
    yield from _wordings("warmer", rule.suggest, look)
    yield from _wordings("or a clause", rule.instead, look)
    yield from _filled("advice", rule.advice, look)
    for number, example in enumerate(rule.bad):
        yield from _bad("" if number else "instead of", example, look)
    yield from _list("left alone", (example.text for example in rule.good), look)


def _wordings(label: str, wordings: Mapping[str, tuple[str, ...]], look: Look) -> Iterator[str]:
    """Yield the wordings once where all audiences share them, else for each audience."""
    if len(set(wordings.values())) == 1:
        wordings = {"": next(iter(wordings.values()))}
    shown = [
        f"{each or '(nothing)'}{f' (to {_READERS[audience]})' if audience else ''}"
        for audience, templates in wordings.items()
        for each in templates
    ]
    yield from _list(label, shown, look)


def _bad(label: str, example: Example, look: Look) -> Iterator[str]:
    """Yield a flagged example with its span in brackets, and under it the rewritten text."""
    text = example.text
    if example.span:
        start, end = example.span
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    yield from _filled(label, text, look, bullet="- ")
    if example.rewritten:
        yield from _filled("", example.rewritten, look, bullet="  write: ")


def _list(label: str, items: Iterable[str], look: Look) -> Iterator[str]:
    for number, item in enumerate(items):
        yield from _filled("" if number else label, item, look, bullet="- ")


def _filled(label: str, text: str, look: Look, bullet: str = "") -> Iterator[str]:
    """Yield ``text`` wrapped beside its label."""
    room = max(20, look.width - 2 - _LABEL - width(bullet))
    for number, line in enumerate(wrap(clean(text), room)):
        shown = f"{'' if number else label:{_LABEL}}"
        lead = " " * width(bullet) if number else bullet
        yield f"  {look.paint(shown, BOLD) if shown.strip() else shown}{lead}{line}"


def _severities(concept: Concept, look: Look) -> str:
    """Return how much it matters, and to whom."""
    readers: dict[str, list[str]] = {}
    for audience, severity in concept.severity.items():
        readers.setdefault(str(severity), []).append(_READERS.get(audience, audience))
    return ", ".join(
        f"{look.paint(severity, BOLD, SEVERITY[severity])} in text to {' and '.join(names)}"
        for severity, names in readers.items()
    )
