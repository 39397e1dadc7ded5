"""Suggestions fit the place they are spliced into, or are only shown."""

import pytest

from servicetone.model import Applicability, Span
from servicetone.suggest import fill, slots, suggestions


def test_captures_are_carried_over():
    assert slots("svaret finns i {text}, {who}") == {"text", "who"}
    assert fill("svaret finns i {text}", {"text": "villkoren"}) == "svaret finns i villkoren"
    assert fill("svaret finns i {text}", {}) is None


@pytest.mark.parametrize(
    ("template", "capital", "safe", "whole", "replacement", "applicability"),
    [
        ("svaret finns här", True, False, True, "Svaret finns här", Applicability.UNSAFE),
        ("svaret finns här", False, True, False, "svaret finns här", Applicability.SAFE),
        ("jag hör med dem nu", False, True, True, "jag hör med dem nu", Applicability.SAFE),
        ("jag hör med dem nu", False, True, False, "jag hör med dem nu", Applicability.DISPLAY),
    ],
)
def test_a_clause_is_only_spliced_in_for_a_clause(
    template, capital, safe, whole, replacement, applicability
):
    [found] = suggestions((template,), {}, Span(3, 9), capital=capital, safe=safe, whole=whole)
    assert (found.span, found.replacement, found.applicability) == (
        Span(3, 9),
        replacement,
        applicability,
    )


def test_a_template_without_its_capture_is_left_out():
    found = suggestions(
        ("se {text}", "se här"), {}, Span(0, 1), capital=True, safe=False, whole=True
    )
    assert [each.replacement for each in found] == ["Se här"]
