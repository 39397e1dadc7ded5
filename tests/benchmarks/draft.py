"""How long ``servicetone draft`` takes to answer a key, on a real pseudo-terminal.

    python tests/benchmarks/draft.py [--size 2000]

Presses 1, s, u and e in turn on a mail with a finding every other sentence, and measures from the
key to the last byte that is drawn. Needs pexpect; prints milliseconds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

SENTENCES = (
    "Som jag redan har skrivit kan du byta resan på Mina sidor. Vi har öppet till fem i dag. "
    "Det är inte mitt bord. Om du vill kan du även ringa oss på telefon. För tredje gången: läs "
    "mejlet ordentligt! Vi svarar gärna på frågor om biljetter, avgångar och byten.\n\n"
)
KEYS = ("1", "s", "u", "e", "\x1b", "s")
QUIET = 0.15
"""Seconds without a byte after which the screen is taken to be drawn."""


def main() -> None:
    """Print the median and the worst of all keys, and of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=2000, help="characters of the mail")
    options = parser.parse_args()
    text = "Hej Kim,\n\n" + (SENTENCES * (options.size // len(SENTENCES) + 1))[: options.size]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.txt"
        path.write_text(text, "utf-8")
        command = ["-m", "servicetone", "draft", "--language", "sv", str(path)]
        child = pexpect.spawn(sys.executable, command, dimensions=(24, 80), timeout=30)
        child.delaybeforesend = None
        began = time.perf_counter()
        child.expect_exact("q klar")
        started = time.perf_counter() - began
        drawn(child)
        times: dict[str, list[float]] = {}
        for key in KEYS * 4:
            sent = time.perf_counter()
            child.send(key)
            times.setdefault(key, []).append((drawn(child) - sent) * 1000)
        child.close(force=True)
    every = [each for found in times.values() for each in found]
    print(
        f"{len(text)} characters; first screen after {started * 1000:.0f} ms (the start of Python included)"
    )
    print(f"{len(every)} keys: median {statistics.median(every):.1f} ms, worst {max(every):.1f} ms")
    for key, found in times.items():
        print(f"  {key!r}: median {statistics.median(found):.1f} ms, worst {max(found):.1f} ms")


def drawn(child: pexpect.spawn) -> float:
    """Return when the last byte came, once none has come for a while."""
    last = time.perf_counter()
    while True:
        try:
            child.read_nonblocking(65536, timeout=QUIET)
        except pexpect.TIMEOUT:
            return last
        last = time.perf_counter()


if __name__ == "__main__":
    main()
