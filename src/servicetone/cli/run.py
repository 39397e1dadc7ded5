"""Many files, one stream of outcomes: from the cache where it knows, else checked, in order.

Small runs stay in this process. Where there is more to do than starting others costs, files are
checked by several processes, a few files at a time; what comes out is the same.
"""

from __future__ import annotations

import os
import sys
from collections import deque

from servicetone.cli.work import Done, Task, Worker
from servicetone.errors import ReaderError
from servicetone.readers import read_file
from servicetone.records import NamedTuple
from servicetone.report import problem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from servicetone.cli.cache import Cache
    from servicetone.cli.pool import Pool
    from servicetone.cli.work import Orders
    from servicetone.report import Checked, Problem

_ALONE = 100_000
"""Bytes that this process checks by itself before it asks others to help."""
_PORTION = 50_000
_MOST_IN_PORTION = 100
"""A portion of work for another process ends at so many bytes or files."""
_AHEAD = 3
"""Portions for each process that wait to be done or to be shown: memory stays flat."""


class _Item(NamedTuple):
    """A file and its content; ``done`` where that is known without checking it."""

    task: Task
    data: bytes
    done: Done | None


class _Portion(NamedTuple):
    """Files in their order, and what will come of those that are not done."""

    items: list[_Item]
    future: Future[list[Done]] | None


class Runner:
    """Does the tasks of a run with a number of ``jobs`` (0: as many as the machine has to offer)."""

    def __init__(
        self,
        orders: Orders,
        *,
        jobs: int = 0,
        cache: Cache | None = None,
        given: Mapping[str, bytes] | None = None,
    ) -> None:
        """Prepare; raises ConfigError or LanguageError for orders that cannot be carried out.

        ``given`` is the content of what is no file, by the path of its task.
        """
        self.entries: set[str] = set()
        """The patterns of ``orders.entries`` that have settled something so far."""
        self._given = given or {}
        self._orders = orders
        self._jobs = jobs
        self._cache = cache
        self._worker = Worker(orders)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Checked | Problem]:
        """Yield what comes of each task, in the order of ``tasks``."""
        for done in self._done(tasks):
            self.entries |= done.entries
            yield from done.outcomes

    def _done(self, tasks: Iterable[Task]) -> Iterator[Done]:
        left = _ALONE
        remaining = iter(tasks)
        jobs = self._jobs or processors()
        for task in remaining:
            item = self._look(task)
            yield item.done or self._check(item)
            if item.done is None:
                left -= len(item.data)
                if left <= 0 and jobs > 1:
                    yield from self._together(remaining, jobs)

    def save(self) -> None:
        """Let the cache keep what it has learned."""
        if self._cache is not None:
            self._cache.save()

    def _look(self, task: Task) -> _Item:
        try:
            data = self._given.get(task.path)
            data = read_file(task.path) if data is None else data
        except ReaderError as error:
            return _Item(task, b"", Done((problem_of(error, task.path),)))
        return _Item(task, data, self._cache.find(task, data) if self._cache else None)

    def _check(self, item: _Item) -> Done:
        done = self._worker.do(item.task, item.data)
        self._keep(item, done)
        return done

    def _keep(self, item: _Item, done: Done) -> None:
        if self._cache is not None:
            self._cache.keep(item.task, item.data, done)

    def _together(self, tasks: Iterator[Task], jobs: int) -> Iterator[Done]:
        from servicetone.cli.pool import Pool

        with Pool(self._orders, jobs) as pool:
            waiting: deque[_Portion] = deque()
            while True:
                while len(waiting) < _AHEAD * jobs and (portion := self._portion(tasks, pool)):
                    waiting.append(portion)
                if not waiting:
                    return
                items, future = waiting.popleft()
                results = iter(pool.result(future) if future else ())
                for item in items:
                    if item.done is not None:
                        yield item.done
                    else:
                        done = next(results)
                        self._keep(item, done)
                        yield done

    def _portion(self, tasks: Iterator[Task], pool: Pool) -> _Portion | None:
        items: list[_Item] = []
        size = 0
        for task in tasks:
            items.append(self._look(task))
            size += 0 if items[-1].done else len(items[-1].data)
            if size >= _PORTION or len(items) == _MOST_IN_PORTION:
                break
        if not items:
            return None
        todo = [(item.task, item.data) for item in items if item.done is None]
        return _Portion(items, pool.submit(todo) if todo else None)


def processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
