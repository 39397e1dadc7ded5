"""What a rule suggests: captures, blanks, forms of address."""

import pytest

from servicetone.wording.template import address, fill, has_blank, register_of, slots
from wording_samples import grammar


def test_captures_are_carried_over():
    assert slots("svaret finns i {text}, {who}") == {"text", "who"}
    assert fill("svaret finns i {text}", {"text": "villkoren"}) == "svaret finns i villkoren"
    assert fill("svaret finns i {text}", {}) is None


def test_a_blank_is_seen():
    assert has_blank("jag ringer [dag]")
    assert not has_blank("jag ringer (snart)")


@pytest.mark.parametrize(
    ("language", "texts", "name"),
    [
        ("sv", ["Vi ser det.", "Ni har rätt."], "ni"),
        ("sv", ["Du har rätt.", "Ni och ni"], "du"),
        ("sv", [""], "du"),
        ("da", ["I mandags ringede vi."], "du"),
        ("da", ["Det har I ret i."], "I"),
        ("da", ["De har ringet. Vi svarer Dem."], "De"),
        ("da", ["De kommer i morgen."], "du"),
        ("nb", ["Takk for at dere skrev."], "dere"),
        ("nb", ["Vi takker Dem for brevet."], "De"),
        ("nn", ["Takk for at de skreiv."], "de"),
        ("nn", ["Dei kjem i morgon."], "du"),
    ],
)
def test_the_nearest_form_of_address_counts(language, texts, name):
    assert register_of(texts, grammar(language)).name == name


@pytest.mark.parametrize(
    ("language", "name", "template", "said"),
    [
        ("sv", "du", "du är välkommen", "du är välkommen"),
        ("sv", "ni", "du är välkommen med din fråga", "ni är välkomna med er fråga"),
        ("sv", "ni", "Dina svar, {dig}", "Era svar, {dig}"),
        ("da", "I", "jeg hjælper dig gerne med dit svar", "jeg hjælper jer gerne med jeres svar"),
        ("da", "De", "jeg ringer til dig om din sag", "jeg ringer til Dem om Deres sag"),
        ("nb", "dere", "du finner svaret på siden din", "dere finner svaret på siden deres"),
        ("nn", "de", "du finn svaret hos deg", "de finn svaret hos dykk"),
    ],
)
def test_du_forms_follow_the_text(language, name, template, said):
    [register] = [each for each in grammar(language).registers if each.name == name]
    assert address(template, register) == said
