"""A repository of macros in mixed formats: time and memory of a run without, and with a cache.

    python tests/benchmarks/macros.py [--macros 10000] [--keep FOLDER]

The macros are made of the sentences in ``identify_sentences``; one in twenty gets a sentence that a
rule finds. A fifth of the number is checked as well, to show that memory does not grow with it.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from servicetone.lexicon.load import load_concepts

LANGUAGES = ("sv", "da", "nb", "nn")
SENTENCES = Path(__file__).parent / "identify_sentences"
IN_A_FILE = 200
"""Macros in a file that holds many."""


class Macro(NamedTuple):
    number: int
    language: str
    title: str
    sentences: list[str]

    @property
    def text(self) -> str:
        return "\n\n".join(
            " ".join(self.sentences[i : i + 3]) for i in range(0, len(self.sentences), 3)
        )

    @property
    def html(self) -> str:
        paragraphs = self.text.replace("&", "&amp;").split("\n\n")
        return "".join(f"<p>{each}</p>" for each in paragraphs)


def macros(count: int) -> Iterator[Macro]:
    """Yield ``count`` macros of about 400 characters, the same ones every time."""
    chance = random.Random(5)
    good = {each: (SENTENCES / f"{each}.txt").read_text("utf-8").splitlines() for each in LANGUAGES}
    bad = {
        each: [
            example.text
            for concept in load_concepts()
            for rule in concept.rules.get(each, ())
            for example in rule.bad
        ]
        for each in LANGUAGES
    }
    for number in range(count):
        language = LANGUAGES[number % 4]
        sentences = ["Hej {{ticket.requester.first_name}}!", *chance.sample(good[language], 6)]
        if number % 20 == 0:
            sentences.insert(3, chance.choice(bad[language]))
        yield Macro(number, language, f"Makro {number}", sentences)


def zendesk(chosen: list[Macro]) -> str:
    actions = (
        [
            {"field": "comment_value_html", "value": each.html},
            {"field": "status", "value": "solved"},
        ]
        for each in chosen
    )
    return json.dumps(
        {
            "macros": [
                {"id": each.number, "title": each.title, "active": True, "actions": action}
                for each, action in zip(chosen, actions)
            ]
        },
        indent=1,
        ensure_ascii=chosen[0].number % 400 == 0,
    )


def yaml(chosen: list[Macro]) -> str:
    rows = []
    for each in chosen:
        rows.append(f"makro_{each.number}: |")
        rows += [f"  {line}" if line else "" for line in each.text.splitlines()]
    return "\n".join(rows) + "\n"


def po(chosen: list[Macro]) -> str:
    rows = [f'msgid ""\nmsgstr "Language: {chosen[0].language}\\n"\n']
    for each in chosen:
        text = each.text.replace('"', '\\"').replace("\n", "\\n")
        rows.append(f'msgid "makro_{each.number}"\nmsgstr "{text}"\n')
    return "\n".join(rows)


def table(chosen: list[Macro]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["id", "title", "body"])
    writer.writerows((each.number, each.title, each.text) for each in chosen)
    return sheet.getvalue()


def properties(chosen: list[Macro]) -> str:
    return "".join(
        f"makro.{each.number} = {each.text.replace(chr(10), chr(92) + 'n')}\n" for each in chosen
    )


def markdown(chosen: list[Macro]) -> str:
    (each,) = chosen
    return f"# {each.title}\n\n{each.text}\n"


def plain(chosen: list[Macro]) -> str:
    (each,) = chosen
    return f"{each.text}\n"


def html(chosen: list[Macro]) -> str:
    (each,) = chosen
    return f"<!doctype html>\n<html><body>\n{each.html}\n</body></html>\n"


MANY: list[tuple[str, Callable[[list[Macro]], str]]] = [
    (".json", zendesk), (".yml", yaml), (".po", po), (".csv", table), (".properties", properties),
]  # fmt: skip
ONE: list[tuple[str, Callable[[list[Macro]], str]]] = [
    (".md", markdown), (".txt", plain), (".html", html),
]  # fmt: skip


def write(folder: Path, count: int) -> tuple[int, int]:
    """Write ``count`` macros, half of them in files of their own; return files and bytes."""
    files = size = 0
    waiting: dict[str, list[Macro]] = {each: [] for each in LANGUAGES}

    def put(suffix: str, make: Callable[[list[Macro]], str], chosen: list[Macro]) -> None:
        nonlocal files, size
        path = folder / chosen[0].language / f"makro-{chosen[0].number}{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(make(chosen), encoding="utf-8")
        files, size = files + 1, size + path.stat().st_size

    for macro in macros(count):
        if macro.number // 4 % 2:
            put(*ONE[macro.number // 8 % len(ONE)], [macro])
            continue
        waiting[macro.language].append(macro)
        if len(waiting[macro.language]) == IN_A_FILE:
            put(*MANY[files % len(MANY)], waiting[macro.language])
            waiting[macro.language] = []
    for rest in filter(None, waiting.values()):
        put(*MANY[0], rest)
    return files, size


class Run(NamedTuple):
    """Wall time, processor time of all processes, peak memory of the largest one, and output."""

    seconds: float
    work: float
    megabytes: float
    output: bytes

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s  (processor {self.work:6.2f} s)  {self.megabytes:5.0f} MB"


def measure(folder: Path, cache: Path, *options: str) -> Run:
    """Run the command line over ``folder``."""
    command = [sys.executable, "-m", "servicetone", "check", str(folder), "--isolated"]
    command += ["--output-format", "json-lines", "--quiet", *options]
    environment = {**os.environ, "SERVICETONE_CACHE_DIR": str(cache)}
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), "the run failed"
    took = time.perf_counter() - begun
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Run(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--macros", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="write the macros there and measure nothing")
    arguments = parser.parse_args()
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        print(*write(arguments.keep, arguments.macros))
        return
    for count in (arguments.macros // 5, arguments.macros):
        with tempfile.TemporaryDirectory() as place:
            folder, cache = Path(place) / "repository", Path(place) / "cache"
            folder.mkdir()
            files, size = write(folder, count)
            print(f"{count} macros in {files} files, {size / 1e6:.1f} MB")
            one = measure(folder, cache, "--no-cache", "--jobs", "1")
            print(f"  one job: {one}  {one.output.count(b'rule')} findings")
            cold = measure(folder, cache)
            assert cold.output == one.output, "the number of jobs changes what is found"
            print(f"  cold:    {cold}")
            warm = measure(folder, cache)
            assert warm.output == one.output, "the cache changes what is found"
            print(f"  cached:  {warm}  x{cold.seconds / warm.seconds:.1f} faster")


if __name__ == "__main__":
    main()
