"""Cold start and peak memory of the command line on a 1 KB file, against ``python -c pass``.

python tests/benchmarks/cold_start.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = "Hej! Tack för ditt mejl. Du har ju inte läst vårt mejl. Vi skickar varan i dag.\n" * 12


def seconds(command: list[str], rounds: int = 15) -> float:
    """Return the median wall time of a command over ``rounds`` runs after a warm-up."""
    times = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])


def peak_megabytes(command: list[str]) -> float:
    """Return the peak resident memory of a command (MB), by the system's own account."""
    child = os.fork()
    if child == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.execv(command[0], command)
    _, _, usage = os.wait4(child, 0)
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.txt"
        path.write_text(TEXT, encoding="utf-8")
        servicetone = [sys.executable, "-m", "servicetone", "check"]
        nothing = [sys.executable, "-c", "pass"]
        base = seconds(nothing)
        print(f"{'python -c pass':>28}: {base * 1000:6.1f} ms")
        for name, command in (
            ("check --language sv", [*servicetone, "--language", "sv", str(path)]),
            ("check, language found out", [*servicetone, str(path)]),
            ("--version", [sys.executable, "-m", "servicetone", "--version"]),
        ):
            took = seconds(command)
            print(
                f"{name:>28}: {took * 1000:6.1f} ms  x{took / base:.2f}  {peak_megabytes(command):5.1f} MB"
            )
        print(f"{'python -c pass':>28}: {peak_megabytes(nothing):5.1f} MB")


if __name__ == "__main__":
    main()
