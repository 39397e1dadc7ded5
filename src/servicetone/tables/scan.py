"""Scan a table of any size: batches in, parts of findings out, on one process or several.

Memory stays flat: at most ``2 * jobs`` stretches of messages are under way at a time. Parts are
kept in the order of the table, so the result does not depend on the number of jobs.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

from servicetone.checker import Checker
from servicetone.errors import TableError
from servicetone.records import NamedTuple
from servicetone.tables.annotate import annotate_batch, findings_schema
from servicetone.tables.columns import Columns
from servicetone.tables.sink import Parts
from servicetone.tables.source import Read, Source

STRETCH = 2
"""Batches that a worker takes at a time; finished ones are not done again after a stop."""


class Task(NamedTuple):
    """What is done with every batch."""

    columns: Columns
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    messages: str | None = None
    redact: bool = False
    warm: bool = False
    """Whether warm moments are counted as well."""
    time: str | None = None
    """The column of the time a message was written; coverage is then counted by week."""


class Progress(NamedTuple):
    """How far a scan is."""

    share: float
    """Of the file, 0 to 1."""
    messages: int
    """Messages looked at in this run."""
    findings: int


def scan(
    source: Source,
    task: Task,
    parts: Parts,
    *,
    jobs: int = 1,
    skip: int = 0,
    tell: Callable[[Progress], object] = lambda _: None,
) -> None:
    """Look through ``source`` from batch ``skip`` on and keep the findings in ``parts``.

    Raises ``TableError`` where the table cannot be read on; what is done by then stays done.
    """
    messages = findings = 0
    stretches = _stretches(source.batches(task.columns.read(), skip))
    results = _inline(stretches, task) if jobs == 1 else _spread(stretches, task, jobs)
    for stretch, (table, coverage) in results:
        parts.add(stretch[0].number, stretch[-1].number, table, coverage)
        messages += sum(read.batch.num_rows for read in stretch)
        findings += table.num_rows
        tell(Progress(stretch[-1].done, messages, findings))


Stretch = list[Read]
Result = tuple[pa.Table, dict[str, int]]


def _stretches(reads: Iterator[Read]) -> Iterator[Stretch]:
    stretch: Stretch = []
    for read in reads:
        stretch.append(read)
        if len(stretch) == STRETCH:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _inline(stretches: Iterator[Stretch], task: Task) -> Iterator[tuple[Stretch, Result]]:
    worker = _Worker(task)
    for stretch in stretches:
        yield stretch, worker.run(stretch)


def _spread(
    stretches: Iterator[Stretch], task: Task, jobs: int
) -> Iterator[tuple[Stretch, Result]]:
    # Arrow has threads of its own, and a forked process would inherit their locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _begin, (task,)) as pool:
        under_way: deque[tuple[Stretch, Future[Result]]] = deque()
        try:
            for stretch in stretches:
                under_way.append((stretch, pool.submit(_work, stretch)))
                if len(under_way) >= 2 * jobs:
                    first, future = under_way.popleft()
                    yield first, future.result()
            for first, future in under_way:
                yield first, future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_worker: _Worker


def _begin(task: Task) -> None:
    """Make a process ready; the parent alone answers to Ctrl-C."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = _Worker(task)


def _work(stretch: Stretch) -> Result:
    return _worker.run(stretch)


class _Worker:
    """A checker at work on stretches of batches."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.checker = Checker(
            select=task.select,
            ignore=task.ignore,
            messages=task.messages,
            wordings=not task.redact,
        )

    def run(self, stretch: Stretch) -> Result:
        task = self.task
        coverage: Counter[str] = Counter()
        found = []
        for read in stretch:
            annotated = annotate_batch(
                read.batch,
                task.columns,
                self.checker,
                first_row=read.first_row,
                redact=task.redact,
                warm=task.warm,
            )
            found.append(annotated.findings)
            weeks = week_names(read.batch, task.time)
            for key in zip(weeks, annotated.languages, annotated.audiences):
                coverage["|".join(part or "" for part in key)] += 1
            for week, kinds in zip(weeks, annotated.warm):
                for kind in kinds:
                    coverage[f"warm|{week}|{kind}"] += 1
        schema = findings_schema(
            task.columns, stretch[0].batch.schema, numbered=True, redact=task.redact
        )
        return pa.Table.from_batches(found, schema), dict(coverage)


def week_names(batch: pa.RecordBatch, column: str | None) -> list[str]:
    """Return the ISO week (``2026-W47``) of each row, empty where there is no time to read."""
    if column is None:
        return [""] * batch.num_rows
    return weeks_of(batch.column(column))


def weeks_of(times: pa.Array) -> list[str]:
    """Return the ISO week of each of ``times``: timestamps, dates, or text that begins like one.

    Raises ``TableError`` for a column of something else.
    """
    kind = times.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        days = pc.utf8_slice_codeunits(times, 0, 10)
        is_day = pc.match_substring_regex(days, r"^[0-9]{4}-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])$")
        days = pc.if_else(is_day, days, pa.scalar(None, days.type))
        try:
            times = pc.strptime(days, "%Y-%m-%d", "s", error_is_null=True)
        except pa.ArrowInvalid:
            return [""] * len(days)
    elif not (pa.types.is_timestamp(kind) or pa.types.is_date(kind)):
        raise TableError(
            f"the time column holds {kind}, not times",
            hint="choose a column of timestamps, dates, or text such as 2026-03-31",
        )
    return [
        "" if each["iso_year"] is None else f"{each['iso_year']}-W{each['iso_week']:02}"
        for each in (day or {"iso_year": None} for day in pc.iso_calendar(times).to_pylist())
    ]
