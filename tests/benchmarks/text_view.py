"""Measure the text layer: python tests/benchmarks/text_view.py [FILE] (a UTF-8 text of prose)."""

from __future__ import annotations

import sys
import time
import unicodedata
from pathlib import Path

from servicetone.text.fold import fold
from servicetone.text.masks import masks, quotations
from servicetone.text.respell import needs_respelling, respell
from servicetone.text.segment import paragraphs, sentences
from servicetone.text.spelling import Spelling
from servicetone.text.view import is_plain, view_of

PROSE = (
    "Hej Maria! Tack för att du hörde av dig – vi förstår att det är tråkigt att vänta. "
    "Jeg har sett på saken din, og pengene er på vei. "
    "Vi beklager, at du har måttet vente; det skal vi gøre bedre, og det fungerer nu igen.\n"
)
SPELLING = Spelling.of(
    frozenset({"nej"}), {"maste": "måste"}, frozenset({"maste"}), frozenset({"fan"})
)


def rate(name: str, work, texts: list[str]) -> None:
    """Print the median speed of ``work`` over ``texts``."""
    size = sum(len(text.encode("utf-8", "replace")) for text in texts)
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        for text in texts:
            work(text)
        times.append(time.perf_counter() - begin)
    median = sorted(times)[2]
    print(f"{name:28} {size / median / 1e6:8.1f} MB/s {median / size * 1e9:8.2f} us/KB")


def main() -> None:
    """Measure on 1 KB pieces of ordinary prose, then on texts that need every kind of change."""
    text = Path(sys.argv[1]).read_text("utf-8") if len(sys.argv) > 1 else PROSE * 1000
    pieces = [text[at : at + 1000] for at in range(0, min(len(text), 1_000_000), 1000)]
    print(f"{sum(map(is_plain, pieces))} of {len(pieces)} pieces are plain")
    plain = [piece for piece in pieces if is_plain(piece)] or [""]
    rate("is_plain", is_plain, plain)
    rate("is_plain, with an emoji", is_plain, [piece + " “😀”" for piece in plain])
    rate("view_of, plain", view_of, plain)
    rate("view_of, NFD", view_of, [unicodedata.normalize("NFD", piece) for piece in plain])
    rate(
        "view_of, HTML",
        view_of,
        [f"<p>{p.replace('.', '.</p><p>').replace('ö', '&ouml;')}</p>" for p in plain],
    )
    rate("paragraphs", lambda piece: list(paragraphs(piece)), plain)
    rate("sentences", lambda piece: sentences(piece, 0, len(piece)), plain)
    rate("masks", masks, plain)
    rate("quotations", lambda piece: quotations(piece, 0, len(piece)), plain)
    rate(
        "needs_respelling",
        lambda piece: needs_respelling(piece, fold(piece), SPELLING),
        plain,
    )
    bare = [
        piece.translate(str.maketrans("åäöæø", "aaoao")) + " maste f*n neeej" for piece in plain
    ]
    rate("respell", lambda piece: respell(view_of(piece), 0, len(piece), SPELLING), bare)


if __name__ == "__main__":
    main()
