"""Compare the language identification with lingua, on labelled text, in one run.

    pip install lingua-language-detector
    python tests/benchmarks/identify.py SHARED [--others DIR] [--no-lingua] [--errors SET]

``SHARED`` is a folder with ``corpora/langid``, ``corpora/neutral``, ``gold/bank`` and ``gold/dev``:
JSON lines with ``lang`` and ``text``. ``DIR`` is the unpacked wheel of Wagtail 8, whose message
catalogues (no part of the training) are the samples of other languages. Prints accuracy per
language. Each program has to answer: where servicetone says ``None``, its likeliest language
counts. "either" counts an answer as right when the language or the runner-up is; "silent" is how
often it says ``None``.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from servicetone.language.detect import identify, identify_blocks
from servicetone.language.profile import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OTHERS = {
    "English": "en", "German": "de", "Dutch": "nl", "Finnish": "fi", "Icelandic": "is_IS",
    "French": "fr", "Spanish": "es", "Polish": "pl", "Estonian": "et", "Lithuanian": "lt",
    "Hungarian": "hu", "Czech": "cs",
}  # fmt: skip
LANGUAGES = ("sv", "da", "nb", "nn")
PROFILE = Path(__file__).parents[2] / "lexicons" / "languages" / "identify.tsv"


Answer: TypeAlias = "tuple[str | None, str | None]"
"""A language and a runner-up."""


def read(paths: list[Path]) -> list[tuple[str, str]]:
    """Return (language, text) of every line."""
    rows = [
        json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line
    ]
    return [(row["lang"], row["text"]) for row in rows]


def data_sets(shared: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (name, rows) for each set."""
    langid = shared / "corpora" / "langid"
    yield "sentences", read([langid / "lingua.sentences.jsonl"])
    yield "word pairs", read([langid / "lingua.word-pairs.jsonl"])
    yield "bank", read(sorted((shared / "gold" / "bank").glob("*.jsonl")))
    yield "documents", read(sorted((shared / "gold" / "dev").glob("*.jsonl")))
    neutral: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted((shared / "corpora" / "neutral").glob("*.jsonl")):
        for line in filter(None, path.read_text("utf-8").split("\n")):
            row = json.loads(line)
            neutral[f"neutral {row['kind']}"].append((row["lang"], row["text"]))
    yield from sorted(neutral.items())


def catalogue(root: Path, language: str) -> list[str]:
    """Return the messages of four words or more of Wagtail's catalogues; "en" gives the originals."""
    found: dict[str, None] = {}
    key = "msgid" if language == "en" else "msgstr"
    name = "de" if language == "en" else language
    for path in sorted(root.glob(f"wagtail/**/locale/{name}/LC_MESSAGES/*.po")):
        for entry in re.split(r"\n\s*\n", path.read_text("utf-8")):
            for quoted in re.findall(rf'^{key}(?:\[0\])? ((?:".*"\n?)+)', entry, re.M):
                text = "".join(ast.literal_eval(line) for line in quoted.split("\n") if line)
                text = re.sub(r"%\(\w+\)\w|%\w|\{\w*\}|<[^>]*>", "", text).strip()
                if len(text.split()) >= 4 and "Project-Id-Version" not in text:
                    found[text] = None
    return list(found)


def ours() -> Callable[[str], Answer]:
    """Return a function text -> (language, runner-up)."""
    profile = decode(PROFILE.read_bytes())

    def answer(text: str) -> Answer:
        blocks = [block for block in text.split("\n\n") if block.strip()]
        if len(blocks) < 2:
            guess = identify(text, profile)
            return guess.language, guess.runner_up
        votes: Counter[str | None] = Counter()
        for block, guess in zip(blocks, identify_blocks(blocks, profile), strict=True):
            votes[guess.language] += len(block)
        ranked = [name for name, _ in votes.most_common(2)] + [None]
        return ranked[0], ranked[1]

    return answer


def lingua() -> Callable[[str], Answer]:
    """Return the same of lingua, restricted to the four languages and English."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, name.upper()) for name in (*LANGUAGES, "en")]
    detector = (
        LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
        .with_preloaded_language_models()
        .build()
    )

    def answer(text: str) -> Answer:
        found = detector.detect_language_of(text)
        return (found.iso_code_639_1.name.lower() if found else None), None

    return answer


@dataclass(frozen=True, slots=True)
class Result:
    """How often the answers for one set were right, by language, and what was mixed up."""

    right: dict[str, float]
    either: dict[str, float]
    silent: float
    confused: Counter[tuple[str, str | None]]
    wrong: list[tuple[str, Answer, str]]
    speed: float


def measure(rows: list[tuple[str, str]], answer: Callable[[str], Answer]) -> Result:
    """Ask for every row."""
    begun = time.perf_counter()
    answers = [answer(text) for _, text in rows]
    spent = time.perf_counter() - begun
    total = Counter(language for language, _ in rows)
    right: Counter[str] = Counter()
    either: Counter[str] = Counter()
    wrong = []
    for (language, text), found in zip(rows, answers, strict=True):
        best = found[0] or found[1]
        right[language] += best == language
        either[language] += language in found
        if best != language:
            wrong.append((language, found, text))
    return Result(
        {name: right[name] / total[name] for name in total},
        {name: either[name] / total[name] for name in total},
        sum(best is None for best, _ in answers) / len(rows),
        Counter((language, best or second) for language, (best, second), _ in wrong),
        wrong,
        sum(len(text.encode()) for _, text in rows) / 1e6 / spent,
    )


def line(name: str, who: str, found: dict[str, float], speed: float) -> str:
    """Return one row of the table."""
    parts = " | ".join(f"{found[name]:.3f}" if name in found else "-" for name in LANGUAGES)
    mean = sum(found.values()) / len(found)
    return f"| {name} | {who} | {parts} | {mean:.3f} | {speed:.2f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--others", type=Path)
    parser.add_argument("--no-lingua", action="store_true")
    parser.add_argument("--errors", help="list the mistakes in this set")
    options = parser.parse_args()
    rivals = [("servicetone", ours())]
    if not options.no_lingua:
        rivals.append(("lingua", lingua()))
    print("| set | who | sv | da | nb | nn | mean | MB/s |\n|---|---|---|---|---|---|---|---|")
    confusions = []
    for name, rows in data_sets(options.shared):
        for who, answer in rivals:
            result = measure(rows, answer)
            print(line(name, who, result.right, result.speed), flush=True)
            if who == "servicetone":
                print(
                    line(name, f"either (silent {result.silent:.1%})", result.either, result.speed)
                )
                confusions.append((name, result.confused))
                if options.errors == name:
                    for language, found, text in result.wrong:
                        print(language, found, text[:150].replace("\n", " "))
    if options.others:
        print("\n| other language | strings | left alone | taken for |\n|---|---|---|---|")
        for name, code in OTHERS.items():
            texts = catalogue(options.others, code)
            answers = Counter(rivals[0][1](text)[0] for text in texts)
            wrong = ", ".join(
                f"{a} {n}" for a, n in answers.most_common() if a not in ("other", None)
            )
            alone = 1 - sum(n for a, n in answers.items() if a in LANGUAGES) / len(texts)
            print(f"| {name} | {len(texts)} | {alone:.3f} | {wrong} |")
    print("\nConfusions (true, answered, count):")
    for name, confused in confusions:
        found = ", ".join(f"{a}→{b} {n}" for (a, b), n in confused.most_common(8))
        print(f"- {name}: {found}")


if __name__ == "__main__":
    main()
