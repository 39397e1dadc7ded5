"""From the text of lexicon files to values, with the line of every mistake.

Pure: nothing here opens a file. ``path`` is only used to say where something stands.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from servicetone.errors import LexiconError
from servicetone.lexicon.conditions import parse_condition
from servicetone.lexicon.model import CategoryInfo, Concept, Example, LanguageData, Rule
from servicetone.model import AUDIENCES, LANGUAGES, Category, Severity
from servicetone.text.fold import fold
from servicetone.wording.grammar import Grammar

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_CONCEPT_KEYS = {"concept", "severity", "audience", "principle", "rationale", "absent", *LANGUAGES}
_RULE_KEYS = {
    "match", "except", "where", "else", "suggest", "instead", "advice", "bad", "good",
    "severity", "audience", "fix", "whole",
}  # fmt: skip
_CATEGORY_KEYS = {"tier", "severity", "principle", "message", "vetoes", "whole", "counts"}
_WORD_LISTS = ("particles", "negators", "definite", "clause-starters", "common", "names")
_PATTERN_LISTS = (
    "attribution", "meta", "hypothetical", "self-before", "self-after", "things", "answers",
)  # fmt: skip
_GRAMMAR_LISTS = tuple(name for name in Grammar._fields if name not in ("negators", "registers"))
_PRINCIPLE = re.compile(r"P([1-9]|1[0-8])")
_HEADER = re.compile(r"^[ \t]*\[\[\s*(\w+)\s*\]\]", re.MULTILINE)


def parse_toml(text: str, path: str) -> dict[str, Any]:
    """Parse TOML; raise ``LexiconError`` with the line of a syntax error."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise LexiconError(
            f"this is not valid TOML: {error}",
            path=path,
            line=int(found.group(1)) if found else None,
            hint="strings stand in double quotes; a list in [ ] with commas",
        ) from None


def decode_concept(text: str, path: str, *, house: bool = False) -> Concept:
    """Return the concept in ``text``; in a ``house`` pack any language will do. Raises LexiconError."""
    data = parse_toml(text, path)
    _known_keys(data, _CONCEPT_KEYS, path, "concept file")
    concept_id = _string(data, "concept", path)
    category = _category(concept_id.partition(".")[0], path)
    audience = _audiences(data.get("audience", list(AUDIENCES)), path)
    severity = _severities(data.get("severity"), audience, path)
    principle = _string(data, "principle", path)
    if not _PRINCIPLE.fullmatch(principle):
        raise LexiconError(f"principle {principle!r} is not one of P1 to P18", path=path)
    headers = [(m.group(1), text.count("\n", 0, m.start()) + 1) for m in _HEADER.finditer(text)]
    rules: dict[str, tuple[Rule, ...]] = {}
    for language in LANGUAGES:
        blocks = data.get(language, [])
        if not isinstance(blocks, list):
            raise LexiconError(f"write [[{language}]] with two brackets", path=path)
        starts = [line for name, line in headers if name == language]
        rules[language] = tuple(
            _rule(block, concept_id, language, severity, path, line, text)
            for block, line in zip(blocks, starts)
        )
    absent = data.get("absent", {})
    for language in () if house else LANGUAGES:
        if not rules[language] and not absent.get(language):
            raise LexiconError(
                f"{concept_id} has no [[{language}]]",
                path=path,
                hint=f'write one, or say why not: absent.{language} = "reason"',
            )
    return Concept(
        concept_id,
        category,
        severity,
        principle,
        _string(data, "rationale", path),
        {language: found for language, found in rules.items() if found},
        dict(absent),
        path,
    )


def _rule(
    block: Mapping[str, Any],
    concept: str,
    language: str,
    severity: Mapping[str, Severity],
    path: str,
    line: int,
    text: str,
) -> Rule:
    _known_keys(block, _RULE_KEYS, path, f"[[{language}]]", line)
    own = block.get("audience")
    if own is not None or "severity" in block:
        audience = _audiences(own, path) if own is not None else tuple(severity)
        given = block.get("severity")
        severity = (
            _severities(given, audience, path)
            if given is not None
            else {name: severity.get(name) or next(iter(severity.values())) for name in audience}
        )
    match = _strings(block, "match", path, line)
    if not match:
        raise LexiconError(f"[[{language}]] of {concept} has no match", path=path, line=line)
    exceptions = _strings(block, "except", path, line)
    lines = {}
    for pattern in (*match, *exceptions):
        place = text.find('"' + pattern.replace("\\", "\\\\") + '"')
        lines[pattern] = text.count("\n", 0, place) + 1 if place >= 0 else line
    fix, whole = block.get("fix", "unsafe"), block.get("whole")
    if fix not in ("safe", "unsafe") or whole not in (None, True, False):
        message = 'fix is "safe" or "unsafe", whole is true or false'
        raise LexiconError(message, path=path, line=line)
    otherwise = block.get("else", "keep")
    if otherwise not in ("keep", "drop") or ("where" in block) != ("else" in block):
        raise LexiconError('where needs else = "keep" or "drop"', path=path, line=line)
    return Rule(
        concept,
        language,
        match,
        exceptions,
        _wordings(block, "suggest", severity, path, line),
        _wordings(block, "instead", severity, path, line),
        str(block.get("advice", "")),
        tuple(_bad(each, path, line) for each in _strings(block, "bad", path, line)),
        tuple(Example(each) for each in _strings(block, "good", path, line)),
        severity,
        path,
        line,
        fix == "safe",
        lines,
        tuple(parse_condition(each, path, line) for each in _strings(block, "where", path, line)),
        otherwise == "keep",
        whole,
    )


def _wordings(
    block: Mapping[str, Any], key: str, audiences: Iterable[str], path: str, line: int
) -> dict[str, tuple[str, ...]]:
    """Return the wordings for each audience: one list for all, or a table of lists."""
    given = block.get(key, [])
    table = given if isinstance(given, dict) else dict.fromkeys(audiences, given)
    _known_keys(table, set(audiences), path, key, line)
    return {
        audience: _strings(table, audience, path, line, empty=key == "suggest")
        for audience in audiences
    }


def _bad(text: str, path: str, line: int) -> Example:
    before, arrow, after = text.partition(" -> ")
    start, end = before.find("<"), before.find(">")
    if not 0 <= start < end:
        raise LexiconError(
            f"mark the flagged part of a bad example with < >: {text!r}", path=path, line=line
        )
    plain = before[:start] + before[start + 1 : end] + before[end + 1 :]
    return Example(plain.rstrip(), (start, end - 1), after.strip() if arrow else None, line)


def decode_categories(text: str, path: str) -> dict[Category, CategoryInfo]:
    """Return the categories of ``categories.toml``. Raises ``LexiconError``."""
    data = parse_toml(text, path)
    found: dict[Category, CategoryInfo] = {}
    for name, table in data.items():
        category = _category(name, path)
        _known_keys(table, _CATEGORY_KEYS, path, f"[{name}]")
        messages = table.get("message", {})
        missing = [each for each in (*LANGUAGES, "en") if not messages.get(each)]
        if missing:
            raise LexiconError(f"[{name}] has no message in {', '.join(missing)}", path=path)
        found[category] = CategoryInfo(
            category,
            _string(table, "tier", path),
            Severity(_string(table, "severity", path)),
            _string(table, "principle", path),
            messages,
            tuple(table.get("vetoes", ())),
            *(table.get(key) is True for key in ("whole", "counts")),
        )
    if missing := [each for each in Category if each not in found]:
        raise LexiconError(f"categories missing: {', '.join(map(str, missing))}", path=path)
    return found


def decode_language(language: str, toml: str, forms: str, path: str) -> LanguageData:
    """Return the word lists, classes and paradigms of a language. Raises ``LexiconError``."""
    data = parse_toml(toml, path)
    known = {*_WORD_LISTS, *_PATTERN_LISTS, "classes", "wording"}
    _known_keys(data, known, path, f"{language}.toml")
    lists = {name: _strings(data, name, path, None) for name in known - {"classes", "wording"}}
    classes = {
        name: _strings(data["classes"], name, path, None) for name in data.get("classes", {})
    }
    paradigms = decode_forms(forms, path.replace(".toml", ".forms"))
    grammar = _grammar(data.get("wording", {}), lists["negators"], path)
    return LanguageData(language, lists, classes, paradigms, grammar)


def _grammar(
    table: Mapping[str, Any], negators: Sequence[str], path: str
) -> tuple[frozenset[str] | tuple[object, ...], ...]:
    """Return ``[wording]`` as ``wording.grammar.grammar_of`` wants it."""
    _known_keys(table, {*_GRAMMAR_LISTS, "register"}, path, "[wording]")
    lists = [_strings(table, name, path, None) for name in _GRAMMAR_LISTS]
    registers = []
    for each in table.get("register", [{"name": "du", "signs": ["du"]}]):
        _known_keys(each, {"name", "signs", "changes"}, path, "[[wording.register]]")
        changes = []
        for change in _strings(each, "changes", path, None):
            old, equals, new = change.partition(" = ")
            if not equals or not old or not new:
                raise LexiconError(
                    f"{change!r} is not a change of address", path=path, hint='write "dig = er"'
                )
            changes.append((old, new))
        changes.sort(key=lambda pair: -len(pair[0]))
        signs = _strings(each, "signs", path, None)
        registers.append((_string(each, "name", path), signs, tuple(changes)))
    folded = [frozenset(map(fold, words)) for words in (*lists, negators)]
    return (*folded, tuple(registers))


def decode_forms(text: str, path: str) -> dict[str, tuple[str, ...]]:
    """Return paradigms by headword; several lines with one headword are joined."""
    paradigms: dict[str, dict[str, None]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        for word in words:
            if not all(char.isalnum() for char in word):
                raise LexiconError(
                    f"{word!r} is not a single word",
                    path=path,
                    line=number,
                    hint="a paradigm holds words only, separated by spaces, headword first",
                )
        paradigms.setdefault(words[0], {}).update(dict.fromkeys(words))
    return {head: tuple(forms) for head, forms in paradigms.items()}


def _category(name: str, path: str) -> Category:
    try:
        return Category(name)
    except ValueError:
        near = difflib.get_close_matches(name, [str(each) for each in Category], n=1)
        raise LexiconError(
            f"there is no category {name!r}",
            path=path,
            hint=f"did you mean {near[0]!r}?" if near else None,
        ) from None


def _audiences(value: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not set(value) <= set(AUDIENCES):
        raise LexiconError(f"audience is a list of {' and '.join(AUDIENCES)}", path=path)
    return tuple(value)


def _severities(value: object, audience: Sequence[str], path: str) -> dict[str, Severity]:
    given = value if isinstance(value, dict) else dict.fromkeys(audience, value)
    try:
        return {name: Severity(given[name]) for name in audience}
    except (KeyError, ValueError):
        raise LexiconError(
            f"severity {value!r} is not error, warning or info (for each audience)",
            path=path,
            hint='severity = "warning" or {customer = "error", internal = "warning"}',
        ) from None


def _known_keys(
    data: Mapping[str, Any], known: set[str], path: str, where: str, line: int | None = None
) -> None:
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            raise LexiconError(
                f"unknown key {key!r} in {where}",
                path=path,
                line=line,
                hint=f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(sorted(known)),
            )


def _string(data: Mapping[str, Any], key: str, path: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LexiconError(f"{key!r} is missing or not a text", path=path)
    return value


def _strings(
    data: Mapping[str, Any], key: str, path: str, line: int | None, *, empty: bool = False
) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(
        isinstance(each, str) and (each or empty) for each in value
    ):
        raise LexiconError(f"{key!r} is not a list of texts", path=path, line=line)
    return tuple(value)
