"""One batch of messages to one batch of findings: the step that every table door shares."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from servicetone.errors import TableError
from servicetone.model import AUDIENCES, LANGUAGES, Document
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.checker import Checker
    from servicetone.report import Report
    from servicetone.tables.columns import Columns

_KNOWN = frozenset((*LANGUAGES, "no"))
_SUGGESTION = pa.struct([("replacement", pa.string()), ("applicability", pa.string())])
_WHAT = [
    ("language", pa.string()), ("audience", pa.string()), ("rule", pa.string()),
    ("category", pa.string()), ("severity", pa.string()),
    ("start", pa.int64()), ("end", pa.int64()),
]  # fmt: skip
_WORDS = [
    ("text", pa.string()), ("message", pa.string()),
    ("suggestions", pa.list_(_SUGGESTION)), ("advice", pa.string()),
]  # fmt: skip


class Annotated(NamedTuple):
    """The findings of one batch, and what each message of it was checked as."""

    findings: pa.RecordBatch
    languages: list[str | None]
    """The language of each message; None where there was no text, "other" where it was left alone."""
    audiences: list[str]
    warm: list[tuple[str, ...]]
    """The kinds of warm markers in each message, where they were asked for."""


def findings_schema(
    columns: Columns, source: pa.Schema, *, numbered: bool, redact: bool
) -> pa.Schema:
    """Return the schema of the findings in a table with the schema ``source``.

    The kept columns come first, with their own types. ``numbered`` adds the row of the message,
    from 0; ``redact`` leaves out all words (text, message, suggestions, advice).
    """
    kept = [source.field(name) for name in columns.keep]
    row = [pa.field("row", pa.int64())] if numbered else []
    what = [pa.field(name, kind) for name, kind in _WHAT + ([] if redact else _WORDS)]
    return pa.schema([*row, *kept, *what])


_VALUES = 100_000
"""Values made before Python looks for cycles among them."""


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles more seldom: there are none, and it takes 5 to 9 % of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_VALUES)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_few_collections()
def annotate_batch(
    batch: pa.RecordBatch,
    columns: Columns,
    checker: Checker,
    *,
    first_row: int | None = None,
    redact: bool = False,
    warm: bool = False,
) -> Annotated:
    """Return the findings in ``batch``, in the order of its rows and then of their places.

    ``start`` and ``end`` are code points of the message. A null text has no findings; a message
    in a language that is not checked is left alone. ``warm`` looks for warm markers too. Raises ``TableError`` for an audience that is
    neither customer nor internal.
    """
    schema = findings_schema(columns, batch.schema, numbered=first_row is not None, redact=redact)
    rows: list[int] = []
    found: list[tuple[object, ...]] = []
    languages: list[str | None] = []
    audiences: list[str] = []
    kinds: list[tuple[str, ...]] = []
    for row, (text, language, audience) in enumerate(_messages(batch, columns)):
        audiences.append(audience)
        report = _report(checker, text, language, audience)
        languages.append(None if text is None else "other" if report is None else report.language)
        if warm:
            kinds.append(() if report is None else _warm(report))
        for finding in () if report is None else report.findings:
            rows.append(row)
            what = (
                finding.language, audience, finding.rule, str(finding.category),
                str(finding.severity), finding.start, finding.end,
            )  # fmt: skip
            words = () if redact else (
                finding.text,
                finding.message,
                [
                    {"replacement": each.replacement, "applicability": str(each.applicability)}
                    for each in finding.suggestions
                ],
                finding.advice,
            )  # fmt: skip
            found.append((*what, *words))
    arrays: list[pa.Array] = []
    if first_row is not None:
        arrays.append(pa.array([first_row + row for row in rows], pa.int64()))
    places = pa.array(rows, pa.int64())
    arrays += [batch.column(name).take(places) for name in columns.keep]
    fields = list(schema)[len(arrays) :]
    values = list(zip(*found)) or [()] * len(fields)
    arrays += [pa.array(list(each), field.type) for each, field in zip(values, fields)]
    return Annotated(pa.record_batch(arrays, schema=schema), languages, audiences, kinds)


def _messages(
    batch: pa.RecordBatch, columns: Columns
) -> Iterator[tuple[str | None, str | None, str]]:
    """Yield text, language and audience of each row."""
    count = batch.num_rows
    texts = batch.column(columns.text).to_pylist()
    languages = _values(batch, columns.language) or [columns.every_language] * count
    audiences = _values(batch, columns.audience) or [columns.every_audience] * count
    spoken: dict[str | None, str | None] = {None: None}
    for row, (text, language, audience) in enumerate(zip(texts, languages, audiences)):
        if language not in spoken:
            spoken[language] = _code(str(language))
        audience = audience or columns.every_audience
        if audience not in AUDIENCES:
            raise TableError(
                f"row {row}: there is no audience {audience!r}",
                hint="the column may hold customer, internal or nothing",
            )
        yield text, spoken[language], audience


def _warm(report: Report) -> tuple[str, ...]:
    from servicetone.warm import markers

    document = Document(report.text or "", None, report.audience, report.language)
    return tuple(each.kind for each in markers(document, report.language, report.findings))


def _values(batch: pa.RecordBatch, name: str | None) -> list[str | None] | None:
    return None if name is None else batch.column(name).to_pylist()


def _code(name: str) -> str | None:
    """Return the language that ``name`` (``sv``, ``sv-SE``, ``nb_NO``) begins with.

    Something else is ``other``; nothing at all has to be found out.
    """
    start = name.strip().lower().replace("_", "-").split("-")[0]
    return (start if start in _KNOWN else "other") if start else None


def _report(
    checker: Checker, text: str | None, language: str | None, audience: str
) -> Report | None:
    """Return the report on one message, None where there is nothing to look at."""
    if text is None or language == "other":
        return None
    return checker.check(text, language, audience)
