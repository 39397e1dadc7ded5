"""Write into the source of a concept what the wordings of its rules make of the examples.

A linguist changes a wording, has the results written, and reads them: a result that does not
read well means that the wording, or the frame of the pattern, is not right yet.
"""

from __future__ import annotations

import re

from servicetone.model import Applicability

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.checker import Checker
    from servicetone.lexicon.model import Concept, Example, Rule


def accepted(source: str, concept: Concept, checker: Checker) -> str:
    """Return ``source``, the file of ``concept``, with `` -> `` and the result in each bad example.

    An example that is not found as marked is left alone: there is no result yet.
    """
    for rules in concept.rules.values():
        for rule in rules:
            for example in rule.bad:
                if example.span is not None:
                    source = _with_result(source, rule, example, checker)
    return source


def _with_result(source: str, rule: Rule, example: Example, checker: Checker) -> str:
    audience = next(iter(rule.severity))
    found = [
        each
        for each in checker.check(example.text, rule.language, audience).findings
        if each.rule == rule.concept and (each.start, each.end) == example.span
    ]
    if len(found) != 1:
        return source
    start, end = found[0].start, found[0].end
    marked = _escaped(f"{example.text[:start]}<{example.text[start:end]}>{example.text[end:]}")
    usable = [s for s in found[0].suggestions if s.applicability is not Applicability.DISPLAY]
    result = ""
    if usable:
        (start, end), wording, *_ = usable[0]
        result = " -> " + _escaped(example.text[:start] + wording + example.text[end:])
    begin = sum(map(len, source.splitlines(keepends=True)[: rule.line - 1]))
    written = re.compile(rf'"{re.escape(marked)}\s*(?: -> (?:[^"\\]|\\.)*)?"')
    return source[:begin] + written.sub(lambda _: f'"{marked}{result}"', source[begin:], count=1)


def _escaped(text: str) -> str:
    """Return ``text`` as it stands in a basic string of TOML."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
