"""The digest as one self-contained HTML page, and as Markdown."""

from __future__ import annotations

from html import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicetone.digest.counts import Digest, Grid

_HIDDEN = "–"
_INTRODUCTION = (
    "A picture of habits, not of people: habits can be changed. What went well is counted too. "
    "Numbers under five are kept back (–), and now and then a larger one that would give them away."
)
_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .7rem; text-align: right; }
th:first-child, td:first-child, td.words { text-align: left; }
svg { max-width: 100%; height: auto; background: #fff; border-radius: 6px; }
.wide { overflow-x: auto; }
"""

Table = tuple[list[str], list[list[str]]]


def markdown(digest: Digest, title: str, samples: Sequence[str] = ()) -> str:
    """Return the digest as Markdown."""
    lines = [f"# {_plain(title)}", "", _INTRODUCTION, ""]
    lines += [f"- {fact}" for fact in _facts(digest)]
    for heading, table in _tables(digest):
        lines += ["", f"## {heading}", ""]
        if table is None:
            lines.append("Nothing to count.")
            continue
        header, rows = table
        lines.append(f"| {' | '.join(header)} |")
        lines.append(f"|{' --- |' * len(header)}")
        lines += [f"| {' | '.join(map(_plain, row))} |" for row in rows]
    if samples:
        lines += ["", "## Examples", "", *(f"- {_plain(each)}" for each in samples)]
    return "\n".join(lines) + "\n"


def html(digest: Digest, title: str, charts: dict[str, str], samples: Sequence[str] = ()) -> str:
    """Return the digest as a page that needs nothing but itself; ``charts`` hold SVG by heading."""
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{_INTRODUCTION}</p>", "<ul>"]
    parts += [f"<li>{escape(fact)}</li>" for fact in _facts(digest)]
    parts.append("</ul>")
    for heading, table in _tables(digest):
        parts.append(f"<h2>{escape(heading)}</h2>")
        if table is None:
            parts.append("<p>Nothing to count.</p>")
            continue
        parts.append(charts.get(heading, ""))
        parts.append('<div class="wide"><table>')
        header, rows = table
        parts.append(f"<tr>{''.join(f'<th>{escape(name)}</th>' for name in header)}</tr>")
        parts += [f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows]
        parts.append("</table></div>")
    if samples:
        parts += [
            "<h2>Examples</h2>",
            "<ul>",
            *(f"<li>{escape(each)}</li>" for each in samples),
            "</ul>",
        ]
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


BY_WEEK, RATE, GROUPS = "Findings by week", "Findings in a hundred messages", "Findings by group"
FREQUENT, WARM = "What could be said warmer", "Warm moments"


def _tables(digest: Digest) -> Iterator[tuple[str, Table | None]]:
    yield WARM, _of_grid(digest.warm, "moment")
    yield BY_WEEK, _of_grid(digest.by_week, "category")
    rates = [[week, _rate(value)] for week, value in digest.per_hundred.items()]
    yield RATE, (["week", "findings"], rates) if digest.messages and rates else None
    if digest.by_group is not None:
        yield GROUPS, _of_grid(digest.by_group, "category")
    concepts = [[each.rule, f"{each.found:,}", each.wording] for each in digest.frequent]
    yield FREQUENT, (["rule", "findings", "a warmer way"], concepts) if concepts else None


def _of_grid(grid: Grid, name: str) -> Table | None:
    if not grid.rows:
        return None
    rows = [[row, *map(_number, grid.row(row))] for row in grid.rows]
    return [name, *(column or "no week" for column in grid.columns)], rows


def _facts(digest: Digest) -> Iterable[str]:
    if digest.messages is not None:
        yield f"{digest.messages:,} messages looked through"
    if digest.left_alone:
        yield f"{_number(digest.left_alone)} left alone (empty, or in another language)"
    yield f"{_number(digest.findings)} findings"


def _number(value: int | None) -> str:
    return _HIDDEN if value is None else f"{value:,}"


def _rate(value: float | None) -> str:
    return _HIDDEN if value is None else f"{value:.1f}"


def _cell(text: str) -> str:
    return f'<td class="words">{escape(text)}</td>' if " " in text else f"<td>{escape(text)}</td>"


def _plain(text: str) -> str:
    """Return ``text`` as it may stand in a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
