"""``servicetone rules``: list, show, find, check and start the rules of the lexicon."""

from __future__ import annotations

import os
import sys

from servicetone.cli import options, screen
from servicetone.errors import ConfigError
from servicetone.model import LANGUAGES, Category, Severity
from servicetone.terminal.style import BOLD, SEVERITY, Look
from servicetone.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from servicetone.lexicon.model import Concept
    from servicetone.lexicon.verify import Problem

DESCRIPTION = """\
The rules behind the findings. A rule has an id such as blame.did-not-read:
its category, and what it is about."""

EPILOG = """\
examples:
  servicetone rules list --category blame
  servicetone rules show blame.did-not-read --language da
  servicetone rules find "det är inte mitt bord"
  servicetone rules check blame.did-not-read
  servicetone rules new blame.did-not-call"""

_ACTIONS = {
    "list": "a table of all rules",
    "show": "everything about one rule (the same as: servicetone explain ID)",
    "find": "which rules react to a text, or speak of its words",
    "check": "test rules on their own examples (all, those named, or those of a house pack)",
    "new": "start the file of a new rule",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command and its actions."""
    parser.usage = "servicetone rules ACTION ..."
    parser.epilog = EPILOG
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", parser_class=options.Parser, required=True
    )
    parsers = {
        name: actions.add_parser(name, help=text, description=text)
        for name, text in _ACTIONS.items()
    }
    parsers["list"].add_argument("--category", type=_category, help="only rules of this category")
    options.add_language(parsers["list"], "only rules that have this language")
    parsers["show"].add_argument("id", metavar="ID", help="id of the rule")
    options.add_language(parsers["show"], "only this language")
    parsers["find"].add_argument(
        "text", metavar="TEXT", nargs="+", help="a sentence or a few words"
    )
    options.add_language(parsers["find"], "the language of the text (default: try all four)")
    options.add_audience(parsers["find"])
    parsers["check"].add_argument(
        "ids", metavar="ID", nargs="*", help="rules, categories or house packs (default: all rules)"
    )
    parsers["check"].add_argument(
        "--accept",
        action="store_true",
        help="first write into the rule files what the wordings make of the examples (read it!)",
    )
    parsers["new"].add_argument("id", metavar="ID", help="category.name, e.g. blame.did-not-call")
    parsers["new"].add_argument(
        "--directory", metavar="DIR", help="the lexicons folder (default: the one you are in)"
    )


def run(arguments: Namespace) -> int:
    """Do the action that was asked for and return the exit code."""
    action = {"list": _list, "show": show, "find": _find, "check": _check, "new": _new}
    return action[arguments.action](arguments)


def show(arguments: Namespace) -> int:
    """Print everything about one rule."""
    from servicetone.cli.rule_page import rule_page
    from servicetone.lexicon.load import load_categories, load_concept

    if arguments.id in tuple(Category):
        raise ConfigError(
            f"{arguments.id!r} is a category of rules",
            hint=f"see its rules with: servicetone rules list --category {arguments.id}",
        )
    concept = _house_concept(arguments.id) or load_concept(arguments.id)
    languages = _languages(arguments.language)
    page = rule_page(concept, load_categories()[concept.category], languages, _look())
    print("\n".join(page))
    return options.CLEAN


def _house_concept(name: str) -> Concept | None:
    """Return the concept of that name in the house packs of the configuration here, if any."""
    from servicetone.cli.project import Project, load_config

    project = Project(load_config([]))
    if not project.config.packs:
        return None
    from servicetone.cli.house import house_concept

    return house_concept(name, project.packs)


def _list(arguments: Namespace) -> int:
    from servicetone.lexicon.load import load_compiled

    # The compiled rules know enough, and load in a hundredth of the time of the sources.
    severities: dict[str, dict[str, Severity]] = {}
    for language in LANGUAGES:
        lexicon = load_compiled(language)
        for number in range(len(lexicon.concepts)):
            rule = lexicon.rule(number)
            if arguments.category in (None, rule.category):
                found = severities.setdefault(rule.concept, {})
                gravest = min(map(Severity, rule.severity.values()), key=_rank)
                found[language] = min(gravest, found.get(language, gravest), key=_rank)
    wanted = _languages(arguments.language)
    rules = [
        name for name in sorted(severities) if any(each in severities[name] for each in wanted)
    ]
    look = _look()
    column = max([20, *map(len, rules)])
    print(look.paint(f"{'rule':{column}}  {'severity':8}  languages", BOLD))
    for name in rules:
        severity = str(min(severities[name].values(), key=_rank))
        languages = " ".join(each if each in severities[name] else "  " for each in LANGUAGES)
        shown = look.paint(f"{severity:8}", SEVERITY[severity])
        print(f"{name:{column}}  {shown}  {languages}".rstrip())
    print(f"{len(rules)} rule{'' if len(rules) == 1 else 's'}. More: servicetone explain ID")
    return options.CLEAN


def _rank(severity: Severity) -> int:
    return severity.rank


def _find(arguments: Namespace) -> int:
    from servicetone.checker import Checker
    from servicetone.lexicon.load import load_concepts

    text, look = " ".join(arguments.text), _look()
    checker = Checker(explain=True)
    matched: list[str] = []
    for language in _languages(arguments.language):
        report = checker.check(text, language=language, audience=arguments.audience)
        matched += [
            f'  {finding.rule} ({language} {finding.severity}): "{finding.text}"'
            for finding in report.findings
        ]
        matched += [
            f"  {vetoed.finding.rule} ({language}, left alone: {vetoed.reason}): "
            f'"{vetoed.finding.text}"'
            for vetoed in report.vetoed
            if vetoed.reason != "covered"
        ]
    words = _words(text)
    speaking = [
        concept.id
        for concept in load_concepts()
        if words and _speaks_of(words, concept, _languages(arguments.language))
    ]
    _section("Rules that react to this text:", matched, look)
    _section("Rules that speak of these words:", [f"  {name}" for name in speaking], look)
    if not matched and not speaking:
        print("No rule reacts to this text or speaks of these words.")
    return options.CLEAN


def _section(heading: str, lines: Iterable[str], look: Look) -> None:
    lines = list(lines)
    if lines:
        print(look.paint(heading, BOLD), *lines, sep="\n")


def _speaks_of(words: set[str], concept: Concept, languages: Iterable[str]) -> bool:
    """Tell whether the id or one pattern holds all the words."""
    rules = [rule for name in languages for rule in concept.rules.get(name, ())]
    lines = [concept.id, *(line for rule in rules for line in rule.match)]
    return any(words <= _words(line) for line in lines)


def _words(text: str) -> set[str]:
    return set(fold(text).split())


def _check(arguments: Namespace) -> int:
    from servicetone.lexicon.load import concept_ids, load_compiled, load_concepts, load_language
    from servicetone.lexicon.verify import verify

    packs = [name for name in arguments.ids if os.path.isdir(name)]
    if packs:
        from servicetone.cli.house import verify_packs

        if len(packs) < len(arguments.ids) or arguments.accept:
            raise ConfigError("house packs are checked by themselves", hint="name only folders")
        concepts, problems = verify_packs(packs)
        return _tell(problems, len(concepts))
    known = concept_ids()
    for name in arguments.ids:
        if name not in known and name not in tuple(Category):
            near = options.closest(name, [*known, *Category])
            hint = f"did you mean {near!r}?" if near else "see: servicetone rules list"
            raise ConfigError(f"there is no category or rule {name!r}", hint=hint)
    concepts = [
        concept
        for concept in load_concepts()
        if not arguments.ids or concept.id in arguments.ids or concept.category in arguments.ids
    ]
    lexicons = {language: load_compiled(language) for language in LANGUAGES}
    if arguments.accept:
        from servicetone.cli.rule_template import accept_results

        concepts = accept_results(concepts, lexicons)
    common = {language: load_language(language).lists["common"] for language in LANGUAGES}
    return _tell(verify(concepts, lexicons, common), len(concepts))


def _tell(problems: Iterable[Problem], checked: int) -> int:
    """Print the problems of ``checked`` rules and return the exit code."""
    count = 0
    for problem in problems:
        count += 1
        print(
            f"{os.path.relpath(problem.path)}:{problem.line}: "
            f"check {problem.check} ({problem.language}): {problem.message}"
        )
    rules = f"{checked} rule{'' if checked == 1 else 's'}"
    if count:
        print(f"{count} problem{'' if count == 1 else 's'} in {rules}", file=sys.stderr)
        return options.FOUND
    print(f"All clear: {rules}, every check passed.")
    return options.CLEAN


def _new(arguments: Namespace) -> int:
    from servicetone.cli.rule_template import write_template

    path = write_template(arguments.id, arguments.directory)
    print(f"Wrote {path}. Fill it in, then: servicetone rules check {arguments.id}")
    return options.CLEAN


def _category(name: str) -> str:
    return options.one_of("--category", *(str(each) for each in Category))(name)


def _languages(asked: str | None) -> tuple[str, ...]:
    if asked is None:
        return LANGUAGES
    return ("nb", "nn") if asked == "no" else (asked,)


def _look() -> Look:
    color = screen.wants_color("auto", sys.stdout)
    return Look(color=color, width=screen.screen_width(sys.stdout))
