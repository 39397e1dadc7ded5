"""Charts as SVG, drawn with matplotlib, readable in print and without colour vision."""

from __future__ import annotations

import io

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from servicetone.digest.counts import Grid

_HATCHES = ("", "//", "..", "xx", "\\\\", "--", "oo", "++")
_SHADES = ("#4a6fa5", "#c97b4a", "#6b9a6b", "#a35d7a", "#8a7fb8", "#b8a24a", "#5d9ea3", "#888888")


def stacked(grid: Grid, most: int = 8) -> str:
    """Return a stacked bar a column of ``grid``; rows beyond ``most`` are left out."""
    figure, axes = _figure(len(grid.columns))
    below = [0] * len(grid.columns)
    for place, row in enumerate(grid.rows[:most]):
        heights = [number or 0 for number in grid.row(row)]
        axes.bar(
            grid.columns, heights, bottom=below, label=row,
            color=_SHADES[place % len(_SHADES)], hatch=_HATCHES[place % len(_HATCHES)],
            edgecolor="white", linewidth=0.5,
        )  # fmt: skip
        below = [one + other for one, other in zip(below, heights)]
    if grid.rows:
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=9)
    return _svg(figure)


def line(values: Mapping[str, float | None]) -> str:
    """Return a line through ``values``; what is kept back is a gap."""
    figure, axes = _figure(len(values))
    heights = [float("nan") if value is None else value for value in values.values()]
    axes.plot(list(values), heights, marker="o", color=_SHADES[0])
    axes.set_ylim(bottom=0)
    return _svg(figure)


def _figure(columns: int) -> tuple[Figure, matplotlib.axes.Axes]:
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", labelrotation=45 if columns > 6 else 0, labelsize=9)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return figure, axes


def _svg(figure: Figure) -> str:
    held = io.StringIO()
    # Text stays text; without a date and with fixed ids the same counts give the same page.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "servicetone"}):
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    svg = held.getvalue()
    return svg[svg.index("<svg") :]
