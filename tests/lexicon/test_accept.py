"""The results of wordings are written into the rule files as the checks want them."""

import re
from pathlib import Path

import pytest

from servicetone.checker import Checker
from servicetone.lexicon.accept import accepted
from servicetone.lexicon.load import load_concept


@pytest.mark.parametrize(
    "concept_id", ["blame.did-not-read", "deflection.no-idea", "impatience.as-already-said"]
)
def test_results_are_written_where_they_are_missing_or_wrong(concept_id):
    concept = load_concept(concept_id)
    source = Path(concept.path).read_text(encoding="utf-8")
    bare = re.sub(r' -> (?:[^"\\]|\\.)*"', '"', source)
    wrong = re.sub(r' -> (?:[^"\\]|\\.)*"', ' -> fel"', source)
    assert bare != source
    for start in (bare, wrong, source):
        assert accepted(start, concept, Checker()) == source
