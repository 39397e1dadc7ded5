"""Findings in a table: pyarrow, pandas, Polars and whatever else narwhals knows, by one code path.

Needs the extra ``servicetone[tables]``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from servicetone.errors import ExtraError, TableError

try:
    import narwhals as nw
    import pyarrow as pa

    from servicetone.tables.annotate import annotate_batch, findings_schema
    from servicetone.tables.columns import choose
except ImportError:
    raise ExtraError("working with tables", "tables") from None

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.checker import Checker

Table = TypeVar("Table")


def annotate(
    table: Table,
    text: str | None = None,
    language: str | None = None,
    audience: str | None = None,
    *,
    keep: Iterable[str] = (),
    checker: Checker | None = None,
    redact: bool = False,
) -> Table:
    """Return the findings in ``table`` as a table of the same kind, one row a finding.

    ``text`` names the column of messages; ``language`` and ``audience`` name a column or say what
    holds for all rows. ``keep`` names columns to carry over (an id, a time). ``row`` counts the
    rows of ``table`` from 0, ``start`` and ``end`` are code points of the message. ``redact``
    keeps no words. Raises ``TableError`` for a column that is not there or holds something else.
    """
    from servicetone.checker import Checker

    frame = nw.from_native(table, eager_only=True)  # type: ignore[call-overload]  # any kind of frame
    arrow: pa.Table = _arrow(frame)
    columns = choose(arrow.schema, text, language, audience, keep)
    arrow = arrow.select(columns.read())
    schema = findings_schema(columns, arrow.schema, numbered=True, redact=redact)
    found, row = [], 0
    checker = checker or Checker()
    for batch in arrow.to_batches(max_chunksize=4096):
        found.append(annotate_batch(batch, columns, checker, first_row=row, redact=redact).findings)
        row += batch.num_rows
    findings = pa.Table.from_batches(found, schema)
    native = nw.from_arrow(findings, backend=frame.implementation).to_native()
    return native  # type: ignore[no-any-return]  # the kind that was given


def _arrow(frame: nw.DataFrame[Any]) -> pa.Table:
    try:
        return frame.to_arrow()
    except (pa.ArrowException, TypeError, UnicodeError) as error:
        raise TableError(
            f"this table cannot be read as Arrow: {str(error).splitlines()[0]}",
            hint="a column of mixed kinds (text and numbers) is the usual reason",
        ) from None
