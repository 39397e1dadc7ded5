"""Cold start and peak memory of the command line on a 1 KB file, against ``python -c pass``.

python tests/benchmarks/cold_start.py

Run it with the Python of an environment that servicetone was installed into as users do (a wheel).
The commands take turns; times are processor time, the least and the median of all rounds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

FINDINGS = "Hej! Tack för ditt mejl. Du har ju inte läst vårt mejl. Vi skickar varan i dag.\n" * 12
CLEAN = "Hej! Tack för ditt mejl. Vi skickar varan i dag, så att den når dig i morgon.\n" * 13
ROUNDS = 25


def run(command: list[str]) -> tuple[float, float]:
    """Return the processor time (ms) and the peak memory (MB) of a command, by the system's account."""
    child = os.fork()
    if child == 0:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.execv(command[0], command)
    _, _, usage = os.wait4(child, 0)
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / scale


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path, clean = os.path.join(folder, "mail.txt"), os.path.join(folder, "clean.txt")
        Path(path).write_text(FINDINGS, encoding="utf-8")
        Path(clean).write_text(CLEAN, encoding="utf-8")
        module = [sys.executable, "-m", "servicetone"]
        script = os.path.join(os.path.dirname(sys.executable), "servicetone")
        check = [*([script] if os.path.exists(script) else module), "check"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "check --language sv, 12 findings": [*check, "--language", "sv", path],
            "the same, language found out": [*check, path],
            "the same, concise": [*check, path, "--output-format", "concise"],
            "check --language sv, no findings": [*check, "--language", "sv", clean],
            "--version": [*module, "--version"],
        }
        for command in commands.values():
            run(command)
        runs = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                runs[name].append(run(command))
    base = [time for time, _ in runs["python -c pass"]]
    for name, each in runs.items():
        times, peak = [time for time, _ in each], max(memory for _, memory in each)
        least, median = min(times), statistics.median(times)
        print(
            f"{name:>34}: least {least:6.1f} ms x{least / min(base):.2f},"
            f" median {median:6.1f} ms x{median / statistics.median(base):.2f}, {peak:5.1f} MB"
        )


if __name__ == "__main__":
    main()
