"""The digest counts right and gives no small number away."""

from hypothesis import given
from hypothesis import strategies as st

from servicetone.digest.counts import FEWEST, Row, count


def rows(number, week="2026-W10", category="blame", language="sv"):
    return [Row(week, category, f"{category}.x", language)] * number


def test_counts_by_category_and_week():
    found = count(rows(7) + rows(9, "2026-W11") + rows(6, "2026-W11", "contempt"), None, {})
    assert found.by_week.rows == ("blame", "contempt")
    assert found.by_week.columns == ("2026-W10", "2026-W11")
    assert found.by_week.row("blame") == [7, 9]
    assert found.by_week.row("contempt") == [0, 6]
    assert found.findings == 22
    assert found.messages is None


def test_coverage_warm_moments_and_rates():
    coverage = {
        "2026-W10|sv|customer": 90, "2026-W10|other|customer": 10, "warm|2026-W10|thanks": 12,
    }  # fmt: skip
    found = count(rows(5), coverage, {})
    assert (found.messages, found.left_alone) == (100, 10)
    assert found.warm.row("thanks") == [12]
    assert found.per_hundred == {"2026-W10": 5.0}


def test_a_wording_in_the_language_that_says_it_most():
    wordings = {("blame.x", "sv"): "på svenska", ("blame.x", "da"): "på dansk"}
    found = count(rows(5, language="sv") + rows(9, language="da"), None, wordings)
    assert [(each.rule, each.found, each.wording) for each in found.frequent] == [
        ("blame.x", 14, "på dansk")
    ]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ab"), st.sampled_from("cde")), st.integers(1, 12), max_size=6
    )
)
def test_no_small_number_is_told_or_can_be_worked_out(numbers):
    found = count(
        [row for (week, category), n in numbers.items() for row in rows(n, week, category)],
        None,
        {},
    ).by_week
    for column in found.columns:
        cells = [found.cells.get((row, column), 0) for row in found.rows]
        assert all(cell is None or cell == 0 or cell >= FEWEST for cell in cells)
        present = [row for row in found.rows if (row, column) in found.cells]
        if len(present) > 1:
            assert cells.count(None) != 1
