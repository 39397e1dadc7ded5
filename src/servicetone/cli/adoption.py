"""Taking servicetone up where there is text already: baselines, and only what has changed."""

from __future__ import annotations

import os
import sys

from servicetone.cli import screen
from servicetone.errors import ConfigError
from servicetone.report import Checked, Problem, lines_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from servicetone.cli.git import Changes
    from servicetone.cli.tally import Tally
    from servicetone.model import Finding
    from servicetone.text.lines import Lines


def on_changed_lines(
    outcomes: Iterable[Checked | Problem], changes: Changes
) -> Iterator[Checked | Problem]:
    """Yield the outcomes with only those findings that stand on a changed line."""
    for outcome in outcomes:
        if isinstance(outcome, Problem) or not outcome.report.findings:
            yield outcome
            continue
        document, report = outcome
        lines, path = lines_of(document), report.source or ""
        found = tuple(each for each in report.findings if _is_on(each, lines, path, changes))
        yield Checked(document, report._replace(findings=found))


def _is_on(finding: Finding, lines: Lines | None, path: str, changes: Changes) -> bool:
    if lines is None:
        return changes.touches(path, None, None)
    last = max(finding.start, finding.end - 1)
    return changes.touches(path, lines.place(finding.start)[0], lines.place(last)[0])


def without_known(
    outcomes: Iterable[Checked | Problem], path: str, tally: Tally
) -> Iterator[Checked | Problem]:
    """Yield the outcomes with the findings of the baseline at ``path`` set apart.

    Raises ConfigError where the baseline cannot be read. Which finding is the known one is
    settled when all are there, so nothing comes out before.
    """
    from servicetone.baseline import decode, settle

    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        raise ConfigError(
            "there is no such baseline",
            path=path,
            hint=f"write it first: servicetone check --write-baseline {path}",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"the baseline cannot be read: {reason}", path=path) from None
    known = decode(text, path)
    outcomes, gone = settle(known, outcomes, _from(path))
    yield from outcomes
    if gone:
        are = "finding of the baseline is" if gone == 1 else "findings of the baseline are"
        message = f"{gone} {are} gone; --write-baseline makes it shorter"
        tally.problems.append(Problem("baseline", message, path=path))


def write_baseline(path: str, outcomes: Iterable[Checked | Problem], *, quiet: bool) -> None:
    """Write all findings to ``path``. Raises ConfigError where that cannot be done."""
    from servicetone.baseline import collect, encode

    known = collect(outcomes, _from(path))
    with screen.output(path, machine=True) as write:
        write(encode(known))
    if not quiet:
        number = sum(each.seen for each in known)
        print(f"Wrote {number} finding{'' if number == 1 else 's'} to {path}.", file=sys.stderr)


def _from(path: str) -> Callable[[str | None], str | None]:
    """Return what makes a path relative to the folder of the baseline at ``path``."""
    folder = os.path.dirname(os.path.abspath(path))

    def place(source: str | None) -> str | None:
        if source is None or source.startswith("<"):
            return source
        try:
            return os.path.relpath(source, folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return source.replace(os.sep, "/")

    return place
