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
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from servicetone.lexicon.load import load_concepts
from servicetone.readers import read

LANGUAGES = ("sv", "da", "nb", "nn")
SENTENCES = Path(__file__).parent / "identify_sentences"
QUOTED = {"'": "\\'"}
IN_A_FILE = 100
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


def toml(chosen: list[Macro]) -> str:
    return "".join(
        f"[makro_{each.number}]\ntitle = {json.dumps(each.title)}\n"
        f'text = """\n{each.text.replace(chr(92), chr(92) * 2)}"""\n'
        for each in chosen
    )


def strings(chosen: list[Macro]) -> str:
    return "".join(
        f'"makro.{each.number}" = {json.dumps(each.text, ensure_ascii=False)};\n' for each in chosen
    )


def arb(chosen: list[Macro]) -> str:
    messages = {f"makro{each.number}": each.text for each in chosen}
    return json.dumps({"@@locale": chosen[0].language, **messages}, indent=1, ensure_ascii=False)


def android(chosen: list[Macro]) -> str:
    rows = (
        f'<string name="makro_{each.number}">{escape(each.text, QUOTED)}</string>'
        for each in chosen
    )
    return "\n".join(["<resources>", *rows, "</resources>"])


def resx(chosen: list[Macro]) -> str:
    rows = (
        f'<data name="makro_{each.number}"><value>{escape(each.text)}</value></data>'
        for each in chosen
    )
    return "\n".join(["<root>", *rows, "</root>"])


def xliff(chosen: list[Macro]) -> str:
    rows = (
        f'<trans-unit id="{each.number}"><target>{escape(each.text)}</target></trans-unit>'
        for each in chosen
    )
    head = f'<xliff version="1.2"><file target-language="{chosen[0].language}"><body>'
    return "\n".join([head, *rows, "</body></file></xliff>"])


def mail(chosen: list[Macro]) -> str:
    (each,) = chosen
    message = EmailMessage()
    message["Subject"] = each.title
    message.set_content(each.text, cte="quoted-printable")
    message.add_alternative(each.html, subtype="html", cte="quoted-printable")
    return message.as_string()


def word(chosen: list[Macro]) -> bytes:
    (each,) = chosen
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{escape(one)}</w:t></w:r></w:p>" for one in each.text.split("\n\n")
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        body = f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
        archive.writestr("word/document.xml", body)
    return file.getvalue()


def markdown(chosen: list[Macro]) -> str:
    (each,) = chosen
    return f"# {each.title}\n\n{each.text}\n"


def plain(chosen: list[Macro]) -> str:
    (each,) = chosen
    return f"{each.text}\n"


def html(chosen: list[Macro]) -> str:
    (each,) = chosen
    return f"<!doctype html>\n<html><body>\n{each.html}\n</body></html>\n"


Makes = Callable[[list[Macro]], "str | bytes"]
MANY: list[tuple[str, Makes]] = [
    (".json", zendesk), (".yml", yaml), (".po", po), (".csv", table), (".properties", properties),
    (".toml", toml), (".strings", strings), (".arb", arb), (".strings.xml", android), (".resx", resx),
    (".xlf", xliff),
]  # fmt: skip
ONE: list[tuple[str, Makes]] = [
    (".md", markdown), (".txt", plain), (".html", html), (".eml", mail), (".docx", word),
]  # fmt: skip


def write(folder: Path, count: int) -> tuple[int, int]:
    """Write ``count`` macros, half of them in files of their own; return files and bytes."""
    files = size = 0
    waiting: dict[str, list[Macro]] = {each: [] for each in LANGUAGES}

    def put(suffix: str, make: Makes, chosen: list[Macro]) -> None:
        nonlocal files, size
        path = folder / chosen[0].language / f"makro-{chosen[0].number}{suffix}"
        path.parent.mkdir(exist_ok=True)
        made = make(chosen)
        path.write_bytes(made.encode() if isinstance(made, str) else made)
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


def measure_readers(folder: Path) -> None:
    """Print for each format how long reading a file takes, and how fast that is."""
    took: dict[str, list[float]] = {}
    for path in sorted(folder.rglob("*.*")):
        begun = time.process_time()
        read(str(path))
        took.setdefault(path.suffix, []).append(time.process_time() - begun)
    for suffix, seconds in took.items():
        size = sum(path.stat().st_size for path in folder.rglob(f"*{suffix}"))
        middle = sorted(seconds)[len(seconds) // 2]
        print(
            f"  {suffix:12} {len(seconds):5} files of {size / len(seconds) / 1000:6.1f} kB"
            f"  {middle * 1000:7.2f} ms each  {size / sum(seconds) / 1e6:6.1f} MB/s"
        )


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
            if count == arguments.macros:
                measure_readers(folder)


if __name__ == "__main__":
    main()
