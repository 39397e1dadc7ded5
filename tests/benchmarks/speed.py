"""Speed of the full pipeline with the language given: rates, and ratios from one run.

    python tests/benchmarks/speed.py CORPUS.jsonl --language sv

CORPUS.jsonl holds one JSON object a line with a "text": clean prose of the language. With spaCy
installed, its PhraseMatcher runs over phrases drawn from the same patterns for comparison, on
messages that neither has seen before.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from servicetone.checker import Checker
from servicetone.lexicon.build import build
from servicetone.lexicon.load import (
    load_categories,
    load_compiled,
    load_concepts,
    load_language,
)
from servicetone.pattern.expand import Vocabulary
from servicetone.pattern.syntax import (
    Capture,
    Choice,
    Focus,
    Maybe,
    Node,
    Series,
    Swap,
    WordTest,
)


def seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """Return the median processor time of ``run`` over ``rounds`` rounds after a warm-up."""
    run()
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
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


def phrases(node: Node) -> Iterator[list[str]]:
    """Yield the ways to say what a pattern says, word by word; a gap is left out."""
    if isinstance(node, WordTest):
        any_word = {"x"}  # where a pattern asks for a name or a number
        for word in sorted(node.words | node.exact | node.heads | node.tails or any_word):
            yield [word]
    elif isinstance(node, Series):
        yield from joined(list(node.items))
    elif isinstance(node, Choice):
        for option in node.options:
            yield from phrases(option)
    elif isinstance(node, Swap):
        yield from joined([node.first, node.second])
        yield from joined([node.second, node.first])
    elif isinstance(node, (Capture, Focus)):
        yield from phrases(node.item)
    elif isinstance(node, Maybe):
        yield from phrases(node.item)
        yield []
    else:
        yield []


def joined(nodes: Sequence[Node]) -> Iterator[list[str]]:
    """Yield the ways to say ``nodes`` one after the other."""
    if not nodes:
        yield []
        return
    for first in phrases(nodes[0]):
        for rest in joined(nodes[1:]):
            yield first + rest


def all_phrases(language: str, most: int) -> list[str]:
    """Return up to ``most`` phrases for each pattern of the lexicon."""
    data = load_language(language)
    vocabulary = Vocabulary(language, data.forms, data.classes)
    return [
        " ".join(words)
        for concept in load_concepts()
        for rule in concept.rules.get(language, ())
        for pattern in rule.match
        for words in islice(phrases(vocabulary.expand(pattern)), most)
        if words
    ]


def with_spacy(
    language: str, seen: list[str], fresh: list[str], most: int
) -> tuple[float, int] | None:
    """Return the seconds that spaCy's PhraseMatcher takes on ``fresh``, and how many phrases.

    ``seen`` warms its caches. None where there is no spaCy.
    """
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    nlp = spacy.blank(language)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    texts = all_phrases(language, most)
    matcher.add("tone", list(nlp.pipe(texts)))
    for doc in nlp.pipe(seen):
        matcher(doc)
    begun = time.process_time()
    for doc in nlp.pipe(fresh):
        matcher(doc)
    return time.process_time() - begun, len(texts)


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
    look = "in C" if find_spec("servicetone.match._look") else "in Python"
    print(f"{language}: {len(load_compiled(language).programs)} patterns, the first look {look}")
    base = 0.0
    for name, batch in (
        ("300 code points", messages(clean, 300)),
        ("1,000", messages(clean, 1_000)),
        ("10,000", messages(clean, 10_000)),
        ("100,000", messages(clean, 100_000)),
        ("1 MB in paragraphs", ["\n\n".join(clean)[:1_000_000]]),
        ("10 MB in paragraphs", [("\n\n".join(clean) * 15)[:10_000_000]]),
        ("10 MB on one line", [(" ".join(clean) * 15)[:10_000_000]]),
    ):
        size = sum(len(each.encode()) for each in batch)
        took = seconds(lambda batch=batch: [checker.check(t, language) for t in batch], 3)
        rate = size / took / 1e6
        base = base or rate
        print(
            f"{name:>22}: {rate:6.2f} MB/s {len(batch) / took:9.0f} texts/s"
            f"   time per byte x{base / rate:.2f}"
        )
    batch = messages(clean, 300)
    took = seconds(lambda: [checker.check(t, language) for t in batch])
    data, categories, concepts = load_language(language), load_categories(), load_concepts()
    third = build(data, concepts[::3], categories)
    small = Checker((language,), load=lambda _: third)
    fewer = seconds(lambda: [small.check(t, language) for t in batch])
    print(f"all rules / a third of the rules: time x{took / fewer:.2f}")
    seen, fresh = batch[: len(batch) // 2], batch[len(batch) // 2 :]
    new = Checker((language,), load=lambda _: build(data, concepts, categories))
    for text in seen:
        new.check(text, language)
    begun = time.process_time()
    for text in fresh:
        new.check(text, language)
    ours = time.process_time() - begun
    print(f"messages not seen before, after as many others: {len(fresh) / ours:.0f} texts/s")
    for most in (1, 25):
        theirs = with_spacy(language, seen, fresh, most)
        if theirs is not None:
            print(
                f"spaCy PhraseMatcher over {theirs[1]} phrases (up to {most} a pattern),"
                f" the same messages: time x{theirs[0] / ours:.1f} of ours"
            )


if __name__ == "__main__":
    main()
