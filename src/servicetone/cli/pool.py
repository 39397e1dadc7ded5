"""Other processes that check files; imported only when there is enough to do."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from servicetone.cli.work import Done, Task, Worker
from servicetone.errors import LexiconError, ServicetoneError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

    from servicetone.cli.work import Orders

_MOST = 61  # Windows waits for no more processes than that

_worker: Worker | None = None
"""The worker of this process, where it is one that helps."""


class Pool:
    """Processes that follow the same orders. Leaving it early, as by Ctrl-C, ends them too."""

    def __init__(self, orders: Orders, jobs: int) -> None:
        # A fork has the rules loaded already; elsewhere than on Linux it is not safe.
        way = "fork" if sys.platform == "linux" else "spawn"
        self._executor = ProcessPoolExecutor(
            min(jobs, _MOST), multiprocessing.get_context(way), _start, (orders,)
        )

    def submit(self, todo: list[tuple[Task, bytes]]) -> Future[list[Done]]:
        """Have the files of ``todo`` checked some time."""
        return self._executor.submit(_do, todo)

    def result(self, future: Future[list[Done]]) -> list[Done]:
        """Return what came of a portion; raise ``ServicetoneError`` where its process died."""
        try:
            return future.result()
        except BrokenProcessPool:
            raise ServicetoneError(
                "a process that was checking files has been stopped",
                hint="if memory is short, --jobs 1 needs less of it",
            ) from None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


def _start(orders: Orders) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    _worker = Worker(orders)


def _do(todo: list[tuple[Task, bytes]]) -> list[Done]:
    assert _worker is not None
    try:
        return [_worker.do(task, data) for task, data in todo]
    except LexiconError as error:  # cannot be pickled as it is
        raise ServicetoneError(str(error), hint=error.hint) from None
