"""Pages that are made from the program itself. Run this file to write them again.

    python tests/generated.py

The parity page, a page for each category, and the screens of output in the README.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from servicetone.lexicon.load import load_categories, load_concepts
from servicetone.lexicon.model import Concept
from servicetone.model import LANGUAGES, Category

ROOT = Path(__file__).parent.parent
NAMES = {"sv": "Swedish", "da": "Danish", "nb": "Bokmål", "nn": "Nynorsk"}
_CAPTURE = re.compile(r"<!-- the screen -->\n```text\n.*?```", re.DOTALL)
_CONSOLE = re.compile(r"```console\n\$ (servicetone [^\n]*)\n(.*?)```", re.DOTALL)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the path and the content of every generated page."""
    concepts = load_concepts()
    yield ROOT / "docs" / "parity.md", parity(concepts)
    for category in Category:
        own = [concept for concept in concepts if concept.category is category]
        yield ROOT / "docs" / "rules" / f"{category}.md", category_page(category, own)
    draft = ROOT / "docs" / "draft.md"
    yield draft, with_draft_screen(draft.read_text(encoding="utf-8"))
    readme = ROOT / "README.md"
    yield readme, with_screens(readme.read_text(encoding="utf-8"))


def parity(concepts: tuple[Concept, ...]) -> str:
    """Return the table of concepts and languages: how many patterns each language has."""
    lines = [
        "# Parity: every concept in every language",
        "",
        f"{len(concepts)} concepts. A number counts the patterns; a dash means that the language has no such idiom,",
        "with the reason below. Generated from `lexicons/`.",
        "",
        "| concept | " + " | ".join(LANGUAGES) + " |",
        "|---|" + "---|" * len(LANGUAGES),
    ]
    reasons = []
    for concept in concepts:
        cells = []
        for language in LANGUAGES:
            rules = concept.rules.get(language, ())
            cells.append(str(sum(len(rule.match) for rule in rules)) if rules else "–")
            if not rules:
                reasons.append(f"- `{concept.id}` {NAMES[language]}: {concept.absent[language]}")
        category, _, name = concept.id.partition(".")
        link = f"[{concept.id}](rules/{category}.md#{name})"
        lines.append(f"| {link} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", *reasons, ""]).rstrip() + "\n"


def category_page(category: Category, concepts: list[Concept]) -> str:
    """Return the page of a category: what a reader hears, and each concept with examples."""
    info = load_categories()[category]
    lines = [f"# {category}", "", info.messages["en"], ""]
    lines += [f"- *{NAMES[each]}:* {info.messages[each]}" for each in LANGUAGES]
    for concept in concepts:
        name = concept.id.partition(".")[2]
        severity = ", ".join(f"{value} ({who})" for who, value in concept.severity.items())
        lines += [
            "",
            f"## {name}",
            "",
            concept.rationale,
            "",
            f"`{concept.id}` · {severity} · {concept.principle}",
            "",
        ]
        for language in LANGUAGES:
            for rule in concept.rules.get(language, ())[:1]:
                lines.append(f"- *{NAMES[language]}:* {_example(rule.bad[0])}")
    return "\n".join(lines) + "\n"


def _example(example) -> str:
    start, end = example.span
    text = f"{example.text[:start]}**{example.text[start:end]}**{example.text[end:]}"
    text = text.replace("\n", " ")
    return f"{text} → {example.rewritten}" if example.rewritten else text


def with_screens(markdown: str) -> str:
    """Return ``markdown`` with the output of every console block as it is now."""
    return _CONSOLE.sub(lambda m: f"```console\n$ {m.group(1)}\n{screen(m.group(1))}```", markdown)


def screen(command: str) -> str:
    """Return what a servicetone command prints, width 80, no colour."""
    from servicetone.cli.main import main

    out = io.StringIO()
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(out):
            main(shlex.split(command)[1:])
    except SystemExit:
        pass
    finally:
        os.chdir(before)
    return out.getvalue()


def with_draft_screen(markdown: str) -> str:
    """Return ``markdown`` with the first screen of a draft as it is now."""
    import servicetone
    from servicetone import drafting
    from servicetone.terminal.draft_screen import screen as draft_screen
    from servicetone.terminal.words import WORDS

    text = (ROOT / "docs" / "examples" / "utkast.txt").read_text(encoding="utf-8")
    draft = drafting.begin(text, lambda each: servicetone.check(each, "sv").findings)
    rows = draft_screen(draft, WORDS["sv"], 80, 24, color=False)
    shown = "\n".join("".join(words for _, words in row).rstrip() for row in rows)
    return _CAPTURE.sub(lambda _: f"<!-- the screen -->\n```text\n{shown}\n```", markdown)


def main() -> None:
    """Write every generated page; remove pages of categories that are gone."""
    for path, content in pages():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
