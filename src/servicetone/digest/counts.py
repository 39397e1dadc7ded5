"""Count findings for a meeting, and keep small numbers back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from servicetone.records import NamedTuple

FEWEST = 5
"""The smallest number that is told: fewer could point at a person."""
_MOST_CONCEPTS = 10


class Grid(NamedTuple):
    """Counts by row and column; None where a number is kept back."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int | None]

    def row(self, name: str) -> list[int | None]:
        """Return the counts of one row, 0 where nothing was found."""
        return [self.cells.get((name, column), 0) for column in self.columns]


class Frequent(NamedTuple):
    """A concept that is found often, and how it could be said."""

    rule: str
    found: int
    wording: str


class Digest(NamedTuple):
    """What is on the page."""

    messages: int | None
    """Messages looked through; None where the table doesn't tell."""
    left_alone: int | None
    """Of these, in other languages or empty."""
    findings: int | None
    by_week: Grid
    """Findings by category and week."""
    by_group: Grid | None
    """Findings by category and group, where a column was chosen for groups."""
    frequent: tuple[Frequent, ...]
    warm: Grid
    """Warm moments by marker and week."""
    per_hundred: Mapping[str, float | None]
    """Findings in a hundred messages, by week."""


class Row(NamedTuple):
    """What is counted of a finding."""

    week: str
    category: str
    rule: str
    language: str
    group: str = ""


def count(
    rows: Iterable[Row],
    coverage: Mapping[str, int] | None,
    wordings: Mapping[tuple[str, str], str],
    *,
    grouped: bool = False,
    fewest: int = FEWEST,
) -> Digest:
    """Return the digest of ``rows``.

    ``coverage`` counts messages under ``week|language|audience`` and warm moments under
    ``warm|week|marker``. ``wordings`` holds a warmer wording for (rule, language).
    """
    rows = list(rows)
    seen = _messages(coverage)
    weeks = sorted({row.week for row in rows} | {week for week, _ in seen})
    rules = Counter(row.rule for row in rows)
    languages = Counter((row.rule, row.language) for row in rows)
    frequent = []
    for rule, number in rules.most_common(_MOST_CONCEPTS):
        if number >= fewest:
            said = max((each for each in languages if each[0] == rule), key=languages.__getitem__)
            frequent.append(Frequent(rule, number, wordings.get(said, "")))
    in_week = Counter(week for week, *_ in rows)
    sizes: Counter[str] = Counter()
    for (week, _), number in seen.items():
        sizes[week] += number
    left = sum(number for (_, language), number in seen.items() if language in ("", "other"))
    return Digest(
        sum(seen.values()) if coverage is not None else None,
        left if coverage is not None else None,
        _told(len(rows), fewest),
        _grid(((row.category, row.week) for row in rows), weeks, fewest),
        _grid(((row.category, row.group) for row in rows), None, fewest) if grouped else None,
        tuple(frequent),
        _warm(coverage or {}, weeks, fewest),
        {
            week: 100 * in_week[week] / sizes[week]
            if sizes[week] >= fewest and _told(in_week[week], fewest) is not None
            else None
            for week in weeks
        },
    )


def _messages(coverage: Mapping[str, int] | None) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for name, number in (coverage or {}).items():
        week, language, _ = name.split("|")
        if week != "warm":
            found[week, language] = found.get((week, language), 0) + number
    return found


def _warm(coverage: Mapping[str, int], weeks: Sequence[str], fewest: int) -> Grid:
    pairs: Counter[tuple[str, str]] = Counter()
    for name, number in coverage.items():
        kind, week, marker = name.split("|")
        if kind == "warm":
            pairs[marker, week] += number
    return _suppressed(pairs, weeks, fewest)


def _grid(pairs: Iterable[tuple[str, str]], columns: Sequence[str] | None, fewest: int) -> Grid:
    return _suppressed(Counter(pairs), columns, fewest)


def _suppressed(
    pairs: Mapping[tuple[str, str], int], columns: Sequence[str] | None, fewest: int
) -> Grid:
    """Keep small counts back, and a second one of a column whose sum would give the first away."""
    totals: Counter[str] = Counter()
    for (row, _), number in pairs.items():
        totals[row] += number
    rows = tuple(sorted(totals, key=lambda name: (-totals[name], name)))
    if columns is None:
        columns = sorted({column for _, column in pairs})
    cells: dict[tuple[str, str], int | None] = {
        place: _told(number, fewest) for place, number in pairs.items()
    }
    lines = [[(row, column) for row in rows if (row, column) in cells] for column in columns]
    while lonely := next((line for line in lines if _is_lonely(line, cells)), None):
        cells[min((each for each in lonely if cells[each]), key=lambda each: cells[each] or 0)] = (
            None
        )
    return Grid(rows, tuple(columns), cells)


def _is_lonely(
    line: Sequence[tuple[str, str]], cells: Mapping[tuple[str, str], int | None]
) -> bool:
    hidden = sum(cells[place] is None for place in line)
    return hidden == 1 and len(line) > 1


def _told(number: int, fewest: int) -> int | None:
    return None if 0 < number < fewest else number
