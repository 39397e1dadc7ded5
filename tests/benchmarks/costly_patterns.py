"""Which patterns are looked at most often on clean text, and how far each of them gets.

    python tests/benchmarks/costly_patterns.py CORPUS.jsonl --language nn [--top 30]

CORPUS.jsonl holds one JSON object a line with a "text": clean prose of the language. A pattern
that common words announce, or only optional words would tell from ordinary prose, is looked at in
many sentences for nothing; a rarer word that must be there, or one word less in between, mends it.
The columns: of 10,000 sentences, how many announce it, in how many its words stand in order and
near each other, and in how many it passes the sieve, so that the sentence is read word by word.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from servicetone.lexicon.artefact import Compiled
from servicetone.lexicon.load import load_compiled, load_concepts
from servicetone.match.engine import Engine
from servicetone.match.look import Look
from servicetone.match.places import Places
from servicetone.text.fold import fold
from servicetone.text.segment import sure_sentences


def patterns_of(lexicon: Compiled) -> list[str]:
    """Return the patterns as written, by number: rules and patterns keep their order."""
    rules = [
        each for concept in load_concepts() for each in concept.rules.get(lexicon.language, ())
    ]
    return [f"{rule.concept}: {pattern}" for rule in rules for pattern in rule.match]


def count(look: Look, text: str, counts: dict[str, Counter[int]]) -> int:
    """Count what the sentences of ``text`` announce, by pattern; return how many there are."""
    lookup, parts = look.lexicon.lookup, look.lexicon.parts
    folded = fold(text)
    places = sure_sentences(text)
    for start, end in places:
        words = folded[start:end].split()
        present = {*words, *(mark for mark in "?!" if mark in text[start:end])}
        variants, _ = lookup.announced(present)
        if not variants:
            continue
        told = {part for each in variants for part in lookup.data.variants[each][0]}
        counts["announced"].update({parts[part][2] for part in told})
        bits = Places(words, look.sieve.particles)
        near = lookup.patterns(variants, bits)
        counts["near"].update({parts[part][2] for part in near})
        sifting = look.sieve.over(text[start:end], bits)
        passed = {part for part in near if sifting.lets_through(*parts[part][:2])}
        counts["sieve"].update({parts[part][2] for part in passed})
    return len(places)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument("--top", type=int, default=30)
    args = parser.parse_args()
    lexicon = load_compiled(args.language)
    look = Engine.of(lexicon, frozenset(), None).look
    counts: dict[str, Counter[int]] = {name: Counter() for name in ("announced", "near", "sieve")}
    with args.corpus.open(encoding="utf-8") as lines:
        total = sum(count(look, json.loads(line)["text"], counts) for line in lines)
    sums = [sum(each.values()) * 10_000 // total for each in counts.values()]
    print(f"{args.language}: {total} sentences; for 10,000 of them:")
    print("announced {:>7}   near {:>6}   sieve {:>5}   all patterns".format(*sums))
    written = patterns_of(lexicon)
    # A pattern that gets as far as the sieve costs about ten times as much as one announced.
    cost = counts["announced"] + counts["near"] + counts["near"] + counts["near"]
    for number, _ in cost.most_common(args.top):
        rates = [each[number] * 10_000 / total for each in counts.values()]
        print("{:>17.1f}   {:>11.1f}   {:>11.1f}   ".format(*rates) + written[number])


if __name__ == "__main__":
    main()
