"""What came of a file, kept for the next run: by the hash of its content, never by its date.

One file for each checked folder and set of orders, under the user's cache directory. A cache is a
convenience: one that is damaged, foreign or cannot be written is as good as none.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO

from servicetone import __version__
from servicetone.cli.work import Done
from servicetone.errors import ReaderError
from servicetone.lexicon.house import pack_sources
from servicetone.readers.decoding import decode
from servicetone.records import NamedTuple
from servicetone.report import Checked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from servicetone.cli.work import Orders, Task
    from servicetone.model import Document
    from servicetone.report import Problem

_MARK = b"servicetone cache 1\n"
_DAYS_KEPT = 30
_DAY = 24 * 60 * 60
_SAFE = {"servicetone.model", "servicetone.report", "servicetone.cli.work"}


class _Row(NamedTuple):
    """A stored ``Done``, and the day it was last asked for."""

    day: int
    data: bytes


class _Unpickler(pickle.Unpickler):
    """Loads the package's own values and nothing else: no bytes make it run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if module in _SAFE and "." not in name:
            found = super().find_class(module, name)
            if getattr(found, "__module__", None) == module:
                return found
        if (module, name) == ("builtins", "frozenset"):
            return frozenset
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a cache")


class Cache:
    """The stored outcomes of one folder and one set of orders."""

    def __init__(self, folder: str, orders: Orders, lexicon: str) -> None:
        """Open the cache of ``folder``; ``lexicon`` stands for the rules, and changes with them."""
        # Values are pickled, so another Python may not read them the same way.
        known_by = repr((folder, orders, __version__, lexicon, sys.version_info[:2], sys.platform))
        self._path = os.path.join(cache_folder(), f"{_digest(known_by.encode()).hex()}.bin")
        self._today = int(time.time() // _DAY)
        self._rows: dict[bytes, _Row] = _load(self._path)
        self._changed = False

    def find(self, task: Task, data: bytes) -> Done | None:
        """Return what came of ``data`` last time, with the names and text of now."""
        key = _key(task, data)
        row = self._rows.get(key)
        if row is None:
            return None
        if row.day != self._today:
            self._rows[key] = row._replace(day=self._today)
            self._changed = True
        try:
            return _restored(row.data, task.path, data)
        except Exception:  # whatever is wrong with a stored value, checking again puts it right
            del self._rows[key]
            return None

    def keep(self, task: Task, data: bytes, done: Done) -> None:
        """Store what came of ``data``; what could not be read is tried again next time."""
        if any(not isinstance(each, Checked) and each.fatal for each in done.outcomes):
            return
        self._rows[_key(task, data)] = _Row(self._today, _stored(done, data))
        self._changed = True

    def save(self) -> None:
        """Write the cache if it has changed, without what nobody has asked for in a month."""
        if not self._changed:
            return
        rows = {
            key: tuple(row)
            for key, row in self._rows.items()
            if self._today - row.day <= _DAYS_KEPT
        }
        payload = pickle.dumps(rows, 5)
        temporary = f"{self._path}.{os.getpid()}.tmp"
        try:
            os.makedirs(os.path.dirname(self._path), exist_ok=True)
            with open(temporary, "wb") as file:
                file.write(_MARK + _digest(payload) + payload)
            os.replace(temporary, self._path)
            _tidy(self._path)
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)


def stamp_of(packs: Sequence[str]) -> str:
    """Return what changes when a house pack does."""
    digest = blake2b(digest_size=16)
    for path in pack_sources(packs):
        digest.update(path.encode("utf-8", "surrogatepass") + b"\0")
        with suppress(OSError), open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def cache_folder() -> str:
    """Return where caches lie: ``SERVICETONE_CACHE_DIR``, or where the system keeps them."""
    if chosen := os.environ.get("SERVICETONE_CACHE_DIR"):
        return chosen
    home = os.path.expanduser("~")
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        return os.path.join(base, "servicetone", "Cache")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "servicetone")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "servicetone")


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def _key(task: Task, data: bytes) -> bytes:
    """Return what the outcome depends on: content, settings, and the name that tells the format."""
    said = repr((os.path.basename(task.path), task.settings)).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16, key=_digest(said)).digest()


def _is_decoded(document: Document, data: bytes) -> bool:
    """Tell whether the text of a document is what the bytes of its file decode to."""
    if not document.located or not document.text:
        return False
    with suppress(ReaderError):
        return decode(data).text == document.text
    return False


def _stored(done: Done, data: bytes) -> bytes:
    """Return ``done`` without texts that the bytes of the file give again, and which those are."""
    outcomes: list[Checked | Problem] = []
    decoded = []
    for number, each in enumerate(done.outcomes):
        if isinstance(each, Checked) and _is_decoded(each.document, data):
            decoded.append(number)
            each = each._replace(document=each.document._replace(text=""))
        outcomes.append(each)
    return pickle.dumps((Done(tuple(outcomes), done.entries), decoded), 5)


def _restored(stored: bytes, path: str, data: bytes) -> Done:
    """Return what was stored as that of the file ``path`` with the content ``data``."""
    done, decoded = _Unpickler(BytesIO(stored)).load()
    outcomes: list[Checked | Problem] = []
    for number, each in enumerate(done.outcomes):
        if isinstance(each, Checked):
            text = decode(data).text if number in decoded else each.document.text
            document = each.document._replace(source=path, text=text)
            outcomes.append(Checked(document, each.report._replace(source=path)))
        else:
            outcomes.append(each._replace(path=path))
    return Done(tuple(outcomes), done.entries)


def _load(path: str) -> dict[bytes, _Row]:
    try:
        with open(path, "rb") as file:
            stored = file.read()
        head = len(_MARK) + 16
        if stored[:head] != _MARK + _digest(stored[head:]):
            return {}
        rows = _Unpickler(BytesIO(stored[head:])).load()
        return {key: _Row(*row) for key, row in rows.items()}
    except OSError:
        return {}
    except Exception:  # a damaged file can make pickle raise anything
        return {}


def _tidy(path: str) -> None:
    """Take away what lies beside the cache at ``path`` and has not been written for long."""
    oldest = time.time() - _DAYS_KEPT * _DAY
    with os.scandir(os.path.dirname(path)) as entries:
        for entry in entries:
            old = entry.path != path and entry.stat().st_mtime < oldest
            if old and entry.name.endswith((".bin", ".tmp")):
                os.unlink(entry.path)
