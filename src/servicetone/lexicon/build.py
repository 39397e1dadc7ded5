"""Compile concepts and language files to the artefact that the checker works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from servicetone.errors import PatternError
from servicetone.lexicon.artefact import GUARDS, Compiled, CompiledRule, Guard
from servicetone.lexicon.conditions import compile_condition
from servicetone.lexicon.model import CategoryInfo, Concept, LanguageData, Rule
from servicetone.match.filing import build_index
from servicetone.match.flat import flatten
from servicetone.model import Category
from servicetone.pattern.announce import ENDINGS
from servicetone.pattern.code import StoredPart, StoredProgram, TestData, Variant
from servicetone.pattern.compile import Program, WordTests, compile_pattern
from servicetone.pattern.expand import Vocabulary
from servicetone.pattern.syntax import WordTest
from servicetone.text.fold import fold
from servicetone.text.spelling import Spelling, make_restore

_RARE = 2e-6
"""Share of running words that a word outside the list of common words is taken to have."""
_COMMON = 0.06
"""Share of the most common word; the others follow Zipf's law."""
_ENDING = 0.01
"""Question or exclamation marks for each running word."""


def build(
    data: LanguageData,
    concepts: Iterable[Concept],
    categories: Mapping[Category, CategoryInfo],
) -> Compiled:
    """Compile the rules that ``concepts`` have in the language of ``data``.

    Raises ``PatternError`` with file, line and column of the first pattern that does not compile.
    """
    vocabulary = Vocabulary(data.language, data.forms, data.classes)
    table = WordTests()
    frequency = _frequencies(data.lists["common"])
    maskable: set[str] = set()

    def program(pattern: str, path: str, line: int | None) -> Program:
        try:
            compiled = compile_pattern(vocabulary.expand(pattern), table, frequency)
        except PatternError as error:
            raise _placed(error, pattern, path, line) from None
        if not compiled.parts:
            raise PatternError(
                "nothing in this pattern announces it",
                pattern=pattern,
                column=0,
                path=path,
                line=line,
                hint="add a word that must be there, beside @NAME, @NUM or @WORD",
            )
        return compiled

    owners: list[int] = []
    programs: list[StoredProgram] = []
    parts: list[StoredPart] = []
    announced: list[tuple[Variant, ...]] = []
    rules: list[CompiledRule] = []
    for concept in concepts:
        info = categories[concept.category]
        for rule in concept.rules.get(data.language, ()):
            first_new = len(table.tests)
            for pattern in rule.match:
                made = program(pattern, rule.path, rule.lines.get(pattern))
                owners.append(len(rules))
                programs.append(_stored(made))
                for part in made.parts:
                    parts.append((part.code, part.entry, len(programs) - 1))
                    announced.append(part.announced)
            if concept.category is Category.PROFANITY:
                maskable |= _words(table.tests[first_new:])
            exceptions = [
                _stored(program(each, rule.path, rule.lines.get(each))) for each in rule.exceptions
            ]
            where = [compile_condition(each, vocabulary) for each in rule.where]
            rules.append(_rule(rule, info, exceptions, where))
    guards = [
        _guard(
            [program(each, f"languages/{data.language}.toml", None) for each in data.lists[name]]
        )
        for name in GUARDS
    ]
    known = frozenset(_words(table.tests))
    restore, telltale = make_restore(known, data.lists["common"])
    spelling = Spelling.of(known, restore, telltale, frozenset(maskable))
    signs = {word for word in known if not word[0].isalnum()}
    index = build_index(announced, signs, frequency)
    tests = tuple(map(_test_data, table.tests))
    words = {
        name: frozenset(map(fold, listed))
        for name, listed in data.lists.items()
        if name not in (*GUARDS, "common", "names")
    }
    words["names"] = frozenset(
        fold(name + end) for name in data.lists["names"] for end in ("", "s")
    )
    return Compiled(
        data.language,
        tuple(rule.concept for rule in rules),
        tuple(owners),
        tests,
        tuple(programs),
        tuple(parts),
        tuple((*rule,) for rule in rules),
        index,
        words,
        guards,
        spelling,
        [
            {
                str(category): {
                    name: info.messages[name] for name in dict.fromkeys((data.language, "en"))
                }
                for category, info in categories.items()
            }
        ],
        [data.grammar],
        flatten(index.data, tests, parts, words["particles"], words["clause-starters"], spelling),
    )


def _placed(error: PatternError, pattern: str, path: str, line: int | None) -> PatternError:
    """Say where the pattern stands; an error inside a class entry names the entry too."""
    if error.pattern != pattern:
        return PatternError(
            f"{error.message} (in an entry of a class that {pattern!r} uses)",
            pattern=error.pattern,
            column=error.column,
            hint=error.hint,
            path=path,
            line=line,
        )
    return PatternError(
        error.message,
        pattern=pattern,
        column=error.column,
        hint=error.hint,
        path=path,
        line=line,
    )


def _rule(
    rule: Rule,
    info: CategoryInfo,
    exceptions: Sequence[StoredProgram],
    where: Sequence[tuple[str, str, bool, frozenset[str]]],
) -> CompiledRule:
    return CompiledRule(
        rule.concept,
        str(info.id),
        {audience: str(severity) for audience, severity in rule.severity.items()},
        rule.suggest,
        rule.instead,
        rule.advice,
        rule.safe,
        info.whole if rule.whole is None else rule.whole,
        info.counts,
        frozenset(info.vetoes),
        tuple(exceptions),
        tuple(where),
        rule.keep,
    )


def _guard(programs: Sequence[Program]) -> Guard:
    """Return what a veto looks for, with the words that one of its patterns needs at least."""
    rarest = [program.clauses[0] if program.clauses else None for program in programs]
    stored = tuple(map(_stored, programs))
    if any(clause is None or clause[1] or clause[2] for clause in rarest):
        return None, stored
    return frozenset().union(*(clause[0] for clause in rarest if clause)), stored


def _stored(program: Program) -> StoredProgram:
    return (program.code, program.entry, program.clauses, program.first)


def _test_data(test: WordTest) -> TestData:
    heads, tails = tuple(sorted(test.heads)), tuple(sorted(test.tails))
    return (test.words, test.exact, heads, tails, test.flags)


def _words(tests: Iterable[WordTest]) -> set[str]:
    return {word for test in tests for word in (*test.words, *map(fold, test.exact))}


def _frequencies(common: Sequence[str]) -> Callable[[str], float]:
    """Estimate how often a word occurs from its rank among the common words (Zipf's law)."""
    known = {fold(word): _COMMON / (rank + 1) for rank, word in reversed([*enumerate(common)])}
    known.update(dict.fromkeys(ENDINGS, _ENDING))
    return lambda word: known.get(word, _RARE)
