"""``servicetone evaluate``: precision and recall on labelled texts."""

from __future__ import annotations

import os

from servicetone.cli import options
from servicetone.errors import ReaderError
from servicetone.evaluate import Score, Slip, read_gold, score
from servicetone.terminal.cells import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from servicetone.evaluate import GoldText
    from servicetone.report import Report

DESCRIPTION = """\
Measures on labelled texts how much is found and how much of it is right.

P (precision): the share of findings that are right. R (recall): the share of
labelled places that are found. doc: is a text flagged at all. span: places with
an error or warning. info: places with an info. cat: the category is right too.
warmer: errors and warnings that come with a warmer wording.

GOLD is a file with one JSON object a line:
  {"id", "lang", "audience", "text",
   "findings": [{"text", "occurrence", "category", "severity"}]}"""

EPILOG = """\
example:
  servicetone evaluate sv.jsonl nb.jsonl --errors 20 --categories"""

_FIGURES = ("doc_P", "doc_R", "span_P", "span_R", "info_P", "info_R", "category", "suggestion")
_HEADINGS = ("doc P", "doc R", "span P", "span R", "info P", "info R", "cat", "warmer")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone evaluate GOLD... [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("gold", nargs="+", metavar="GOLD", help="files of labelled texts")
    parser.add_argument(
        "--errors",
        type=_count,
        default=0,
        metavar="N",
        help="show up to N misses and N false alarms of each file",
    )
    parser.add_argument("--categories", action="store_true", help="recall of each category")
    parser.add_argument(
        "--auto-language", action="store_true", help="find the language out, ignoring the label"
    )
    parser.add_argument(
        "--output-format",
        type=options.one_of("--output-format", "text", "json"),
        default="text",
        metavar="FORMAT",
        help="text (default) or json",
    )


def run(arguments: Namespace) -> int:
    """Score each file, print the figures, return the exit code."""
    from servicetone.checker import Checker

    checker = Checker()

    def check(text: GoldText) -> Report:
        language = None if arguments.auto_language else text.language
        return checker.check(text.text, language=language, audience=text.audience)

    scores = {path: score(_read(path), check) for path in arguments.gold}
    if arguments.output_format == "json":
        _print_json(scores)
        return options.CLEAN
    names = [os.path.basename(path) for path in scores]
    first = max(12, *map(len, names))
    print(f"{'':{first}} {'texts':>6}" + "".join(f" {name:>6}" for name in _HEADINGS))
    for name, result in zip(names, scores.values(), strict=True):
        figures = result.figures()
        cells = "".join(f" {_figure(figures[key]):>6}" for key in _FIGURES)
        print(f"{name:{first}} {result.counts['docs']:>6}{cells}")
    for name, result in zip(names, scores.values(), strict=True):
        if arguments.categories:
            _print_categories(name, result)
        if arguments.errors:
            _print_slips(f"{name}: missed", result.misses, arguments.errors)
            _print_slips(f"{name}: false alarms", result.false_alarms, arguments.errors)
    return options.CLEAN


def _read(path: str) -> list[GoldText]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return list(read_gold(file, path))
    except OSError as error:
        raise ReaderError(f"this file cannot be read: {error.strerror}", path=path) from None
    except UnicodeDecodeError as error:
        raise ReaderError(
            f"this is not valid UTF-8 ({error.reason})", path=path, hint="save it as UTF-8"
        ) from None


def _print_categories(name: str, result: Score) -> None:
    print(f"\n{name}: recall by category")
    for category in sorted(result.labelled):
        found, labelled = result.found[category], result.labelled[category]
        print(f"  {category:14}{found:>5} of {labelled:<5}{_figure(found / labelled):>7}")


def _print_slips(heading: str, slips: list[Slip], limit: int) -> None:
    print(f"\n{heading} ({len(slips)})")
    last = None
    for slip in sorted(slips[:limit], key=lambda slip: slip.category):
        if slip.category != last:
            print(f"  {slip.category}")
            last = slip.category
        rule = f" [{slip.rule}]" if slip.rule else ""
        print(f"    {slip.text_id} {slip.severity}{rule}: {clean(slip.words)}")


def _print_json(scores: dict[str, Score]) -> None:
    import json

    wire = {
        path: {
            **result.figures(),
            "recall": {
                category: {"found": result.found[category], "labelled": result.labelled[category]}
                for category in sorted(result.labelled)
            },
        }
        for path, result in scores.items()
    }
    print(json.dumps(wire, ensure_ascii=False, indent=2))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _count(value: str) -> int:
    if not value.isdecimal():
        raise options.UsageError(f"--errors cannot be {value!r}", hint="a whole number, e.g. 20")
    return int(value)
