"""The ``.forms`` files against people who counted words for other reasons.

simplemma's dictionaries and wordfreq's word lists say which forms nobody else knows, and which
common forms a paradigm lacks. ``tests/golden/forms`` lists the ones that were looked at and left
as they are (slang, dialect, homographs: *boll* is no form of *bolla*); a new one fails the test.
``SERVICETONE_GOLDEN=write`` writes the lists anew: read the difference before you commit it.
"""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from servicetone.lexicon.load import load_language
from servicetone.model import LANGUAGES

if not (find_spec("simplemma") and find_spec("wordfreq")):
    pytest.skip("needs simplemma and wordfreq", allow_module_level=True)

GOLDEN = Path(__file__).parent.parent / "golden" / "forms"
COMMON = 2.6
"""Zipf frequency from which on a missing form matters: four in ten million words."""


def others(language):
    """Return form → headword as simplemma has it, and the frequency of a word."""
    import wordfreq
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    def plain(word):
        return word.decode() if isinstance(word, bytes) else word

    heads = {
        plain(form): plain(head)
        for form, head in DefaultDictionaryFactory().get_dictionary(language).items()
    }
    counted = language if language != "nn" else "nb"  # nobody has counted Nynorsk
    return heads, lambda word: wordfreq.zipf_frequency(word, counted)


@cache
def differences(language):
    """Return "unknown head form" and "missing head form" lines, sorted."""
    return sorted(set(_differences(language)))


def _differences(language):
    heads, frequency = others(language)
    known = {*heads, *heads.values()}
    forms = load_language(language).forms
    ours = {form for paradigm in forms.values() for form in paradigm}
    for head, paradigm in forms.items():
        for form in paradigm:
            if form not in known and not frequency(form):
                yield f"unknown {head} {form}"
    for form, head in heads.items():
        common = frequency(form) >= COMMON or language == "nn"
        if head in forms and form not in ours and form.isalpha() and form.islower() and common:
            yield f"missing {head} {form}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_differences_are_looked_at(language):
    found = differences(language)
    listed = GOLDEN / f"{language}.txt"
    if os.environ.get("SERVICETONE_GOLDEN") == "write":
        listed.parent.mkdir(exist_ok=True)
        listed.write_text("\n".join(found) + "\n", encoding="utf-8")
    new = set(found) - set(listed.read_text(encoding="utf-8").splitlines())
    assert not new, f"look at these, then mend {language}.forms or list them"


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_forms_are_known_to_others(language):
    forms = load_language(language).forms
    total = sum(len(set(paradigm)) for paradigm in forms.values())
    unknown = sum(line.startswith("unknown") for line in differences(language))
    # nb and nn list side forms and genitives that dictionaries leave out.
    assert unknown / total < {"sv": 0.08, "da": 0.16, "nb": 0.30, "nn": 0.52}[language]
