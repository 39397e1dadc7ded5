"""Every rule of the lexicon proves itself on its own examples: the ten executed checks."""

from functools import lru_cache

import pytest

from servicetone.lexicon.load import concept_ids, load_compiled, load_concept, load_language
from servicetone.lexicon.verify import verify
from servicetone.model import LANGUAGES


@lru_cache(maxsize=1)
def lexicons():
    return {language: load_compiled(language) for language in LANGUAGES}


@lru_cache(maxsize=1)
def common():
    return {language: load_language(language).lists["common"] for language in LANGUAGES}


@pytest.mark.parametrize("concept_id", concept_ids())
def test_the_ten_checks(concept_id):
    problems = list(verify([load_concept(concept_id)], lexicons(), common()))
    assert not problems, "\n".join(
        f"{p.path}:{p.line}: {p.language}: check {p.check}: {p.message}" for p in problems
    )
