"""The ten executed checks: every rule proves itself on its own examples.

They are listed in ``lexicons/README.md``; check 10 (all four languages or a reason) is made when
a concept file is decoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from servicetone.checker import Checker
from servicetone.lexicon.artefact import Compiled
from servicetone.lexicon.model import Concept, Example, Rule
from servicetone.match.engine import Engine
from servicetone.match.matcher import Hit
from servicetone.match.paragraph import Piece
from servicetone.model import Applicability, Finding, Severity
from servicetone.pattern.code import MARK, StoredProgram
from servicetone.report import Report
from servicetone.text.fold import fold
from servicetone.text.tokens import Sentence
from servicetone.text.view import view_of
from servicetone.wording.template import slots

_FEWEST = 2
_FILLER = 40
"""The most common words of a language: sharing only these makes an example a filler."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A check that a rule does not pass; ``check`` is its number in the list of ten."""

    concept: str
    language: str
    check: int
    path: str
    line: int
    message: str


def verify(
    concepts: Iterable[Concept],
    lexicons: Mapping[str, Compiled],
    common: Mapping[str, Sequence[str]],
    checker: Checker | None = None,
) -> Iterator[Problem]:
    """Yield what is wrong with the rules of ``concepts``.

    ``lexicons`` hold the compiled rules of each language to verify; ``common`` the most common
    words of each. An example must be clean for every rule of ``checker``: unless given, for all
    of ``lexicons``.
    """
    checker = checker or Checker(tuple(lexicons), load=lexicons.__getitem__)
    numbers: dict[str, dict[tuple[str, int], int]] = {}
    for language, lexicon in lexicons.items():
        seen: dict[str, int] = {}
        for number, concept_id in enumerate(lexicon.concepts):
            nth = seen.get(concept_id, 0)
            seen[concept_id] = nth + 1
            numbers.setdefault(language, {})[concept_id, nth] = number
    for concept in concepts:
        for language in lexicons:
            for nth, rule in enumerate(concept.rules.get(language, ())):
                number = numbers[language][concept.id, nth]
                filler = frozenset(map(fold, common[language][:_FILLER]))
                yield from _Verification(rule, number, lexicons[language], checker, filler).run()


@dataclass(frozen=True)
class _Verification:
    """One rule under test."""

    rule: Rule
    number: int
    lexicon: Compiled
    checker: Checker
    filler: frozenset[str]

    def run(self) -> Iterator[Problem]:
        yield from self._counts()
        for example in self.rule.bad:
            yield from self._bad(example)
        for example in self.rule.good:
            yield from self._good(example)
        yield from self._every_line()

    def _problem(self, check: int, message: str, line: int | None = None) -> Problem:
        rule = self.rule
        return Problem(rule.concept, rule.language, check, rule.path, line or rule.line, message)

    def _counts(self) -> Iterator[Problem]:
        rule = self.rule
        for name, examples in (("bad", rule.bad), ("good", rule.good)):
            if len(examples) < _FEWEST:
                yield self._problem(1, f"{len(examples)} {name} examples; {_FEWEST} are needed")
        if not rule.advice and not any((*rule.suggest.values(), *rule.instead.values())):
            yield self._problem(
                1, "no suggest, instead or advice: the writer is left without a way out"
            )
        captures = self._captures()
        lists = [*rule.suggest.values(), *rule.instead.values()]
        for template in dict.fromkeys(template for each in lists for template in each):
            for name in sorted(slots(template) - captures):
                yield self._problem(9, f"{template!r} uses {{{name}}}, which no pattern captures")

    def _captures(self) -> set[str]:
        return {
            operation[1]
            for code, *_ in self._programs()
            for operation in code
            if operation[0] == MARK
        }

    def _report(self, text: str, audience: str) -> Report:
        return self.checker.check(text, self.rule.language, audience)

    def _bad(self, example: Example) -> Iterator[Problem]:
        for audience in self.rule.severity:
            report = self._report(example.text, audience)
            own = [f for f in self._found(example, audience, report) if f.rule == self.rule.concept]
            if len(own) != 1 or (own[0].start, own[0].end) != example.span:
                yield self._problem(3, self._expected(example, audience, report, own), example.line)
            elif self.rule.keep:
                yield from self._rewrite(example, audience, own[0])
            return  # the audiences differ in severity only

    def _found(self, example: Example, audience: str, report: Report) -> Sequence[Finding]:
        """Return the findings, or, of a rule that counts only when analysed, its matches."""
        if self.rule.keep:
            return report.findings
        explained = Checker(explain=True, load=lambda _: self.lexicon)
        vetoed = explained.check(example.text, self.rule.language, audience).vetoed
        return [each.finding for each in vetoed if each.reason == "where"]

    def _expected(
        self, example: Example, audience: str, report: Report, own: Sequence[Finding]
    ) -> str:
        assert example.span is not None
        wanted = example.text[slice(*example.span)]
        if own:
            came = "it flags " + " and ".join(repr(f.text) for f in own)
        elif report.findings:
            came = "found instead: " + ", ".join(f"{f.rule} {f.text!r}" for f in report.findings)
        else:
            came = "nothing is found"
            explained = Checker(explain=True, load=lambda _: self.lexicon)
            for veto in explained.check(example.text, self.rule.language, audience).vetoed:
                if veto.finding.rule == self.rule.concept:
                    came = f"vetoed as {veto.reason} by {veto.evidence!r}: {veto.finding.text!r}"
        return f"bad {example.text!r} should flag {wanted!r} ({audience}): {came}"

    def _rewrite(self, example: Example, audience: str, finding: Finding) -> Iterator[Problem]:
        usable = [
            each for each in finding.suggestions if each.applicability is not Applicability.DISPLAY
        ]
        if not usable:
            if example.rewritten is not None:
                yield self._problem(5, f"{example.text!r}: no suggestion fits it", example.line)
            return
        (start, end), replacement, *_ = usable[0]
        after = example.text[:start] + replacement + example.text[end:]
        if example.rewritten is None:
            yield self._problem(5, f"add what it becomes: -> {after}", example.line)
        elif after != example.rewritten:
            yield self._problem(5, f"the suggestion gives {after!r}", example.line)
        end = start + len(replacement)
        for again in self._report(after, audience).findings:
            if again.start < end and start < again.end:
                yield self._problem(
                    6, f"{after!r} is flagged again: {again.rule} {again.text!r}", example.line
                )

    def _good(self, example: Example) -> Iterator[Problem]:
        words = set(fold(example.text).split())
        if not self._shares(words):
            yield self._problem(2, f"good {example.text!r} shares no content word with a pattern")
        for audience in self.rule.severity:
            for finding in self._report(example.text, audience).findings:
                if finding.severity is not Severity.INFO:
                    yield self._problem(
                        4, f"good {example.text!r} is flagged: {finding.rule} {finding.text!r}"
                    )
                    return

    def _shares(self, words: set[str]) -> bool:
        content = words - self.filler
        return any(
            not plain.isdisjoint(content)
            or any(word.startswith(heads) or word.endswith(tails) for word in content)
            for _, _, clauses, _ in self._programs()
            for plain, heads, tails in clauses
        )

    def _programs(self) -> Iterator[StoredProgram]:
        for owner, program in zip(self.lexicon.owners, self.lexicon.programs):
            if owner == self.number:
                yield program

    def _every_line(self) -> Iterator[Problem]:
        """Check 7 and 8: each pattern has a bad example, each exception a good one."""
        engine = Engine.of(self.lexicon, frozenset({self.number}), None)
        numbers = [n for n, owner in enumerate(self.lexicon.owners) if owner == self.number]
        hit = {n for example in self.rule.bad for n, _, _ in self._hits(example.text, engine)}
        for number, pattern in zip(numbers, self.rule.match):
            if number not in hit:
                line = self.rule.lines.get(pattern)
                yield self._problem(7, f"no bad example hits {pattern!r}", line)
        goods = [found for each in self.rule.good for found in self._hits(each.text, engine)]
        exceptions = self.lexicon.rule(self.number).exceptions
        for pattern, program in zip(self.rule.exceptions, exceptions):
            if not any(
                other.from_ <= found.last and found.first <= other.to
                for _, sentence, found in goods
                for other in engine.vetoes.hits((program,), sentence)
            ):
                line = self.rule.lines.get(pattern)
                yield self._problem(8, f"no good example needs except {pattern!r}", line)

    def _hits(self, text: str, engine: Engine) -> Iterator[tuple[int, Sentence, Hit]]:
        piece = Piece(view_of(text))
        for paragraph, pattern, span, hit in engine.matches(piece, 0, len(piece.view.text)):
            if self.lexicon.owners[pattern] == self.number:
                yield pattern, paragraph.sentence(span), hit
