"""Precision and recall on labelled texts: how much is found, and how much of it is right.

The harm tier (errors and warnings) and the info tier are counted apart. A finding is right when it
overlaps a labelled stretch of either tier; a labelled stretch is found when any finding overlaps it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from servicetone.errors import ServicetoneError
from servicetone.model import AUDIENCES, LANGUAGES, Category, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from servicetone.model import Finding
    from servicetone.report import Report

_INFO = str(Severity.INFO)


class GoldError(ServicetoneError):
    """A line of a labelled file cannot be used; ``path`` and ``line`` (from 1) say where."""

    code = "gold"

    def __init__(self, message: str, *, path: str, line: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled stretch of a text: code points ``start`` to ``end``."""

    start: int
    end: int
    category: str
    severity: str


@dataclass(frozen=True, slots=True)
class GoldText:
    """A labelled text; without labels it is one to leave alone."""

    id: str
    language: str
    audience: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A labelled stretch that was missed, or a finding that overlaps none."""

    text_id: str
    category: str
    severity: str
    words: str
    rule: str | None = None


@dataclass(slots=True)
class Score:
    """Counts over many texts, and the figures made of them."""

    counts: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)
    misses: list[Slip] = field(default_factory=list)
    false_alarms: list[Slip] = field(default_factory=list)

    def figures(self) -> dict[str, float | None]:
        """Return every figure by name; None where there was nothing to count."""
        c = self.counts
        return {
            "docs": c["docs"],
            "doc_P": _ratio(c["doc_right"], c["doc_right"] + c["doc_wrong"]),
            "doc_R": _ratio(c["doc_right"], c["doc_right"] + c["doc_missed"]),
            "span_P": _ratio(c["harm_right"], c["harm_findings"]),
            "span_R": _ratio(c["harm_found"], c["harm_labels"]),
            "info_P": _ratio(c["info_right"], c["info_findings"]),
            "info_R": _ratio(c["info_found"], c["info_labels"]),
            "category": _ratio(c["category_right"], c["harm_found"] + c["info_found"]),
            "suggestion": _ratio(c["harm_suggestion"], c["harm_findings"]),
        }


def read_gold(lines: Iterable[str], path: str) -> Iterator[GoldText]:
    """Yield the labelled texts of a JSON Lines file; raise GoldError for a line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _gold_text(json.loads(line))
        except json.JSONDecodeError as error:
            raise GoldError(
                f"this line is not JSON: {error.msg} at column {error.colno}",
                path=path,
                line=number,
                hint="each line holds one object: id, lang, audience, text, findings",
            ) from None
        except KeyError as error:
            raise GoldError(f"the key {error} is missing", path=path, line=number) from None
        except (TypeError, ValueError, AttributeError, RecursionError) as error:
            raise GoldError(str(error), path=path, line=number) from None


def score(texts: Iterable[GoldText], check: Callable[[GoldText], Report]) -> Score:
    """Return how the reports of ``check`` compare with the labels."""
    result = Score()
    for text in texts:
        _add(result, text, check(text).findings)
    return result


def _add(result: Score, text: GoldText, findings: tuple[Finding, ...]) -> None:
    c = result.counts
    harm = [finding for finding in findings if str(finding.severity) != _INFO]
    labelled_harm = any(label.severity != _INFO for label in text.labels)
    c["docs"] += 1
    c["doc_right"] += bool(labelled_harm and harm)
    c["doc_missed"] += bool(labelled_harm and not harm)
    c["doc_wrong"] += bool(harm and not text.labels)
    c["harm_suggestion"] += sum(bool(finding.suggestions) for finding in harm)
    for label in text.labels:
        tier = "info" if label.severity == _INFO else "harm"
        hits = [finding for finding in findings if _overlap(label, finding)]
        c[f"{tier}_labels"] += 1
        c[f"{tier}_found"] += bool(hits)
        c["category_right"] += any(str(hit.category) == label.category for hit in hits)
        result.labelled[label.category] += 1
        result.found[label.category] += bool(hits)
        if not hits:
            words = text.text[label.start : label.end]
            result.misses.append(Slip(text.id, label.category, label.severity, words))
    for finding in findings:
        tier = "info" if str(finding.severity) == _INFO else "harm"
        right = any(_overlap(label, finding) for label in text.labels)
        c[f"{tier}_findings"] += 1
        c[f"{tier}_right"] += right
        if not right:
            result.false_alarms.append(
                Slip(
                    text.id,
                    str(finding.category),
                    str(finding.severity),
                    finding.text,
                    finding.rule,
                )
            )


def _gold_text(data: dict[str, Any]) -> GoldText:
    if not isinstance(data, dict):
        raise ValueError("each line holds one object: id, lang, audience, text, findings")
    text = data["text"]
    if not isinstance(text, str):
        raise ValueError("text is not a string")
    language = _known(data["lang"], LANGUAGES, "lang")
    audience = _known(data.get("audience", AUDIENCES[0]), AUDIENCES, "audience")
    labels = tuple(_label(text, finding) for finding in data["findings"])
    return GoldText(str(data.get("id", "")), language, audience, text, labels)


def _label(text: str, finding: dict[str, Any]) -> Label:
    words, start = finding["text"], -1
    if not isinstance(words, str) or not words:
        raise ValueError("the text of a finding is a string of at least one character")
    for _ in range(int(finding.get("occurrence") or 1)):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"the finding {words!r} does not stand in the text")
    return Label(
        start,
        start + len(words),
        _known(finding["category"], [str(each) for each in Category], "category"),
        _known(finding["severity"], [str(each) for each in Severity], "severity"),
    )


def _known(value: object, known: Sequence[str], key: str) -> str:
    if value not in known:
        raise ValueError(f"{key} cannot be {value!r}: it is one of {', '.join(known)}")
    return str(value)


def _overlap(label: Label, finding: Finding) -> bool:
    return label.start < finding.end and finding.start < label.end


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
