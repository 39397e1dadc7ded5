"""Messages that every table door is tried on: the rules' own examples."""

from functools import cache

import pyarrow as pa

from servicetone import Checker
from servicetone.lexicon.load import load_concepts

LANGUAGES = ("sv", "da", "nb", "nn")


@cache
def messages(limit=200):
    """Return (text, language) of examples in all languages, evenly chosen."""
    found = []
    for concept in load_concepts():
        for language, rules in concept.rules.items():
            for rule in rules:
                found += [(example.text, language) for example in (*rule.bad[:1], *rule.good[:1])]
    return tuple(found[:: max(1, len(found) // limit)])


@cache
def table():
    """Return them as a table, with a null, an empty text and a foreign language among them."""
    texts, languages = (list(column) for column in zip(*messages()))
    texts += [None, "", "We are closed.", "Du läste inte villkoren! 🙈 Åååh, <b>idiot</b>."]
    languages += ["sv", None, "en", "sv"]
    ids = [f"m{number}" for number in range(len(texts))]
    return pa.table({"id": ids, "body": texts, "lang": languages})


@cache
def expected():
    """Return (row, rule, start, end) of every finding, by the plain way in."""
    checker = Checker()
    return [
        (row, finding.rule, finding.start, finding.end)
        for row, (text, language) in enumerate(
            zip(table()["body"].to_pylist(), table()["lang"].to_pylist())
        )
        if text is not None and language != "en"
        for finding in checker.check(text, language).findings
    ]
