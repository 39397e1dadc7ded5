"""Speed of the full pipeline, printed as rates and ratios from one run.

    python tests/benchmarks/speed.py CORPUS.jsonl [--language sv]

CORPUS.jsonl holds one JSON object a line with a "text": clean prose of the language.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import servicetone
from servicetone.checker import Checker
from servicetone.lexicon.load import load_compiled


def seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """Return the median time of ``run`` over ``rounds`` rounds after a warm-up."""
    run()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def messages(texts: Iterable[str], size: int) -> list[str]:
    """Join short texts to messages of about ``size`` code points."""
    joined, current = [], ""
    for text in texts:
        current = f"{current} {text}".strip()
        if len(current) >= size:
            joined.append(current[:size])
            current = ""
    return joined


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--language", default="sv")
    args = parser.parse_args()
    language = args.language
    with args.corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    checker = Checker((language,))
    clean = [t for t in texts if not checker.check(t, language).findings]
    short = messages(clean, 300)
    print(f"{language}: {len(load_compiled(language).programs)} patterns")
    base = None
    for name, batch in (
        ("300", short),
        ("1 KB", messages(clean, 1_000)),
        ("10 KB", messages(clean, 10_000)),
        ("100 KB", messages(clean, 100_000)),
        ("paragraphs, 1 MB", ["\n\n".join(clean)[:1_000_000]]),
        ("paragraphs, 10 MB", [("\n\n".join(clean) * 12)[:10_000_000]]),
        ("one line, 10 MB", [(" ".join(clean) * 12)[:10_000_000]]),
    ):
        size = sum(len(each.encode()) for each in batch)
        took = seconds(lambda batch=batch: [checker.check(t, language) for t in batch], 3)
        rate = size / took / 1e6
        base = base or rate
        print(
            f"{name:>20}: {rate:6.2f} MB/s  {len(batch) / took:9.0f} texts/s  time per byte x{base / rate:.2f}"
        )


if __name__ == "__main__":
    print(f"servicetone {servicetone.__version__}")
    main()
