"""What a team already knows of: findings of an earlier run, told apart from new ones.

A finding is known by rule, text and entry, never by its line (see ``fingerprint``). Each is
counted: a second one like it is new. Paths only decide which of several is taken for the known one.
"""

from __future__ import annotations

import json

from servicetone.errors import ConfigError
from servicetone.fingerprint import fingerprint
from servicetone.records import NamedTuple
from servicetone.report import Checked, Problem, Suppressed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from servicetone.model import Finding

VERSION = 1


class Known(NamedTuple):
    """How often a finding was ``seen`` in a file; rule, entry and text are for people to read."""

    fingerprint: str
    path: str | None
    seen: int
    rule: str
    entry: str | None
    text: str


class Settled(NamedTuple):
    """Outcomes with known findings set apart, and how many of the baseline are gone."""

    outcomes: list[Checked | Problem]
    gone: int


def collect(
    outcomes: Iterable[Checked | Problem], place: Callable[[str | None], str | None]
) -> list[Known]:
    """Return the findings of a run, sorted; ``place`` makes a path one that lasts."""
    found: dict[tuple[str, str | None], Known] = {}
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            continue
        path = place(outcome.report.source)
        for each in outcome.report.findings:
            key = fingerprint(each), path
            known = found.get(key) or Known(*key, 0, each.rule, each.entry, each.text)
            found[key] = known._replace(seen=known.seen + 1)
    return sorted(found.values(), key=_order)


def _order(known: Known) -> tuple[str, str, str, str]:
    return (known.path or "", known.entry or "", known.rule, known.fingerprint)


def encode(known: Iterable[Known]) -> str:
    """Return the text of a baseline file: one finding a line, so that changes read well."""
    rows = [json.dumps(each._asdict(), ensure_ascii=False) for each in known]
    body = "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"
    return f'{{\n"version": {VERSION},\n"findings": {body}\n}}\n'


def decode(text: str, path: str) -> list[Known]:
    """Return what a baseline file holds; raise ``ConfigError`` where it is none."""
    hint = "write it again with --write-baseline"
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"this baseline is not JSON from column {error.colno} on"
        raise ConfigError(message, path=path, line=error.lineno, hint=hint) from None
    except RecursionError:
        raise ConfigError("this is not a baseline", path=path, hint=hint) from None
    version = data.get("version") if isinstance(data, dict) else None
    if version != VERSION:
        what = f"of version {version}" if version else "without a version"
        raise ConfigError(f"this baseline is {what}, not {VERSION}", path=path, hint=hint)
    try:
        return [_known(each) for each in data["findings"]]
    except (KeyError, TypeError, ValueError):
        message = "this baseline holds something other than findings"
        raise ConfigError(message, path=path, hint=hint) from None


def _known(data: Mapping[str, Any]) -> Known:
    known = Known(**data)
    if not isinstance(known.fingerprint, str) or not isinstance(known.seen, int):
        raise ValueError
    return known


def settle(
    known: Iterable[Known],
    outcomes: Iterable[Checked | Problem],
    place: Callable[[str | None], str | None],
) -> Settled:
    """Set apart what is ``known``: first in the file it was seen in, then wherever it has moved to.

    Findings are taken in the order of ``outcomes``, so that the same run gives the same answer.
    """
    left: dict[str, dict[str | None, int]] = {}
    for each in known:
        paths = left.setdefault(each.fingerprint, {})
        paths[each.path] = paths.get(each.path, 0) + each.seen
    everything = list(outcomes)
    checked = [each for each in everything if isinstance(each, Checked) and each.report.findings]
    names = [[fingerprint(found) for found in each.report.findings] for each in checked]
    taken: list[set[int]] = [set() for _ in checked]
    for anywhere in (False, True):
        for outcome, prints, mine in zip(checked, names, taken):
            path = place(outcome.report.source)
            for number, name in enumerate(prints):
                paths = left.get(name, {})
                home = next(iter(paths), None) if anywhere else path
                if number not in mine and paths.get(home, 0):
                    mine.add(number)
                    paths[home] -= 1
                    if not paths[home]:
                        del paths[home]
    seen = {place(each.report.source) for each in everything if isinstance(each, Checked)}
    gone = sum(count for paths in left.values() for path, count in paths.items() if path in seen)
    marked = {id(each): _marked(each, mine) for each, mine in zip(checked, taken) if mine}
    return Settled([marked.get(id(each), each) for each in everything], gone)


def _marked(outcome: Checked, numbers: set[int]) -> Checked:
    report = outcome.report
    kept: list[Finding] = []
    settled = list(report.suppressed)
    for number, finding in enumerate(report.findings):
        if number in numbers:
            settled.append(Suppressed(finding, "baseline"))
        else:
            kept.append(finding)
    return Checked(
        outcome.document, report._replace(findings=tuple(kept), suppressed=tuple(settled))
    )
