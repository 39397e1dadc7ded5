"""How many findings on labelled texts carry a wording, and what the wordings make of the texts.

    python tests/benchmarks/wordings.py GOLD.jsonl... [--sample 100] [--seed 1] [--lexicons FOLDER]

Counts harm findings (error and warning) by audience: with any suggestion, with one that can be
spliced in, with none and no advice either; how many rewritten stretches are flagged again, and
by which rules; and whether ``fix --unsafe`` leaves something to fix, or changes its own result.
``--sample`` prints so many rewrites, drawn at random, for a native reader to judge.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from servicetone.checker import Checker
from servicetone.fixing import fix
from servicetone.lexicon.load import compile_language, load_compiled
from servicetone.model import Applicability, Edit, Severity
from servicetone.text.edits import spliced


def main() -> None:
    """Print the figures of each file, and the sample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lexicons", help="a folder of lexicon sources (default: the checkout's)")
    options = parser.parse_args()
    for path in options.gold:
        documents = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
        lexicon = (
            compile_language(documents[0]["lang"], options.lexicons)
            if options.lexicons
            else load_compiled(documents[0]["lang"])
        )
        checker = Checker((lexicon.language,), load=lambda _, found=lexicon: found)
        counts, again, rows = measured(documents, checker)
        print(Path(path).name, *(figures(counts, each) for each in ("customer", "internal")))
        share = 1 - counts["again"] / max(1, counts["rewritten"])
        print(f"  not flagged again: {share:.1%} of {counts['rewritten']}")
        for rules, number in sorted(again.items()):
            print(f"    {number} {' is flagged by '.join(rules)}")
        print(
            "  fix --unsafe: {} texts, {} changed, {} changed again, {} with a new finding, "
            "{} findings left to fix".format(*fixed(documents, checker))
        )
        random.seed(options.seed)
        for row in random.sample(rows, min(options.sample, len(rows))):
            print("  " + row)


def measured(documents: list[dict], checker: Checker) -> tuple[Counter, Counter, list[str]]:
    """Return what was counted, the rules flagged again with by what, every rewrite as a line."""
    counts: Counter = Counter()
    again: Counter = Counter()
    rows = []
    for document in documents:
        text, language, audience = (document[key] for key in ("text", "lang", "audience"))
        findings = checker.check(text, language, audience).findings
        for finding in findings:
            if finding.severity is Severity.INFO:
                continue
            usable = [
                each
                for each in finding.suggestions
                if each.applicability is not Applicability.DISPLAY
            ]
            counts[audience] += 1
            counts[audience, "any"] += bool(finding.suggestions)
            counts[audience, "usable"] += bool(usable)
            counts[audience, "nothing"] += not finding.suggestions and not finding.advice
            if usable:
                (start, end), words = usable[0].span, usable[0].replacement
                after = spliced(text, [Edit(start, end, words)])
                counts["rewritten"] += 1
                before = {
                    (each.rule, each.text.casefold()) for each in findings if each is not finding
                }
                found = [
                    each.rule
                    for each in checker.check(after, language, audience).findings
                    if (each.rule, each.text.casefold()) not in before
                    and each.severity is not Severity.INFO
                    and each.start < start + len(words)
                    and start < each.end
                ]
                counts["again"] += bool(found)
                again.update((finding.rule, rule) for rule in found)
                row = f"{text[max(0, start - 40) : start]}⟦{text[start:end]}⟧→⟦{words}⟧{text[end : end + 40]}"
                rows.append(f"{audience[0]} {finding.rule} | {row}".replace("\n", "⏎"))
    return counts, again, rows


def fixed(documents: list[dict], checker: Checker) -> tuple[int, int, int, int, int]:
    """Return how many texts there are, change, change again, get a new finding; findings left."""
    changed = unstable = new = left = 0
    for document in documents:
        text, where = document["text"], (document["lang"], document["audience"])
        once = fix(text, *where, unsafe=True, checker=checker)
        changed += once != text
        unstable += fix(once, *where, unsafe=True, checker=checker) != once
        before, after = (checker.check(each, *where).findings for each in (text, once))
        new += bool(Counter(each.rule for each in after) - Counter(each.rule for each in before))
        left += sum(
            any(each.applicability is not Applicability.DISPLAY for each in finding.suggestions)
            for finding in after
        )
    return len(documents), changed, unstable, new, left


def figures(counts: Counter, audience: str) -> str:
    """Return the shares of one audience."""
    total = max(1, counts[audience])
    return (
        f"{audience}: {counts[audience]} findings, {counts[audience, 'usable'] / total:.0%} to splice in, "
        f"{counts[audience, 'any'] / total:.0%} with any wording, {counts[audience, 'nothing']} with nothing;"
    )


if __name__ == "__main__":
    main()
