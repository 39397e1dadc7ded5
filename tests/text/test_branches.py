"""The ways in which a template can read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone import check
from servicetone.text.branches import MOST, readings
from servicetone.text.view import TextView


def ways(text):
    return [TextView(text, text).rewritten(edits).text for edits in readings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hej!", ["Hej!"]),
        ("{% if a %}A{% endif %}.", ["A.", "."]),
        ("{% if a %}A{% elsif b %}B{% else %}C{% endif %}.", ["A.", "B.", "C."]),
        ("{%- unless a -%}A{%- else -%}B{%- endunless -%}", ["A", "B"]),
        ("{% case a %}{% when 1 %}A{% when 2 %}B{% else %}C{% endcase %}", ["A", "B", "C"]),
        ("{% if a %}A{% else %}{% if b %}B{% else %}C{% endif %}{% endif %}", ["A", "B", "C"]),
        ("{{#if a}}A{{else}}B{{/if}} {{^c}}C{{/c}}", ["A C", "B "]),
        ("{n, plural, =0{A} one{B} other{# {name}}}.", ["A.", "B.", "# {name}."]),
        ("{a, select, x{A {b, select, y{B} other{C}}} other{D}}", ["A B", "A C", "D"]),
        ('Hej {{first_name | fallback: "du"}}', ['Hej {{first_name | fallback: "du"}}', "Hej du"]),
        ("{{ a | default('du') }}", ["{{ a | default('du') }}", "du"]),
        ("{%customer.firstName,fallback=du%}", ["{%customer.firstName,fallback=du%}", "du"]),
        ('<attribute key="a" default="du"/>', ['<attribute key="a" default="du"/>', "du"]),
        ('{{ name or "du" }}', ['{{ name or "du" }}', "du"]),
        ("{% if a %}A", ["{% if a %}A"]),
        ("A{% endif %}{{/if}}}}", ["A{% endif %}{{/if}}}}"]),
    ],
)
def test_readings(text, expected):
    assert ways(text) == expected


def test_many_branches_are_read_up_to_a_bound_and_as_they_stand():
    text = "{% case a %}" + "".join(f"{{% when {i} %}}A{i}." for i in range(30)) + "{% endcase %}"
    assert ways(text) == [*(f"A{i}." for i in range(MOST)), text]


PARTS = ["{% if a %}", "{% else %}", "{% endif %}", "{{#if a}}", "{{else}}", "{{/if}}", "{a, plural,",
         " one {", "}", "{{a | default: 'du'}}", "text ", "{", "}}"]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_edits_are_sorted_and_disjoint(text):
    found = readings(text)
    assert 1 <= len(found) <= MOST + 1
    for edits in found:
        assert all(edit.start < edit.end for edit in edits)
        assert all(one.end <= other.start for one, other in pairwise(edits))


@pytest.mark.parametrize(
    "text",
    [
        "Det är {% if a %}inte{% else %}aldrig{% endif %} mitt bord.",
        "{n, plural, one{Hej} other{Det är inte mitt bord}}",
        'Hej {{name | fallback: "din jävla idiot"}}!',
        "Det är inte {{product}} mitt bord.",
    ],
)
def test_what_a_customer_may_read_is_checked(text):
    (finding,) = check(text, "sv").findings
    assert text[finding.start : finding.end] == finding.text


def test_words_of_different_branches_make_no_phrase():
    assert check("Du har {% if a %}inte{% else %}läst mejlet{% endif %}.", "sv").findings == ()
