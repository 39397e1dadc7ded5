"""Who may import whom, and who may open files: the table of docs/architecture.md, asserted."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "servicetone"

LAYERS = {
    "model": 0, "errors": 0, "principles": 0, "records": 0,
    "text": 1, "pattern.code": 0, "pattern.syntax": 1, "pattern.parse": 1,
    "language": 2, "pattern.expand": 2, "pattern.announce": 2, "pattern.compile": 2,
    "lexicon.conditions": 3, "match.where": 4,
    "lexicon.model": 3, "lexicon.decode": 3, "match.index": 3, "match.matcher": 3, "match.sieve": 3,
    "match.places": 3, "match.filing": 3, "match.flat": 3, "match.look": 4,
    "lexicon.shelf": 3, "lexicon.artefact": 4, "lexicon.build": 4, "lexicon.load": 4,
    "match.veto": 4, "match.paragraph": 4, "match.engine": 4, "match.resolve": 4,
    "checker": 5, "selection": 5, "report": 5, "evaluate": 5, "terminal": 5, "fingerprint": 5, "config": 5,
    "baseline": 5, "suppress": 5, "statistics": 5, "consistency": 5, "lexicon.house": 4,
    "analysis.base": 0, "analysis": 6, "tables": 6, "tables.source": 5, "tables.sink": 5,
    "digest": 7, "frames": 7, "spark": 7,
    "lexicon.verify": 6, "readers": 6, "render": 6,
    "match.wordings": 4, "wording": 3, "fixing": 5, "drafting": 5, "warm": 5, "lexicon.warm": 4, "lexicon.accept": 6,
    "cli": 7, "__init__": 7, "__main__": 7, "lexicon.build_hook": 7,
}  # fmt: skip
OPENS_FILES = {
    "tables.source",
    "tables.sink",
    "lexicon.load",
    "lexicon.house",
    "lexicon.build_hook",
    "readers",
    "cli",
}
FORBIDDEN_CALLS = {"open", "print", "input"}
FORBIDDEN_ATTRIBUTES = {"environ", "getenv", "read_text", "write_text", "read_bytes", "write_bytes"}


def modules():
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts[-1] == "__init__" and len(parts) > 1:
            parts = parts[:-1]
        yield ".".join(parts), path


MODULES = list(modules())


def key(name):
    """Return the row of the table that a module belongs to."""
    while name and name not in LAYERS:
        name = name.rpartition(".")[0]
    return name


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("servicetone"):
            base = node.module.removeprefix("servicetone").lstrip(".")
            for alias in node.names:
                full = f"{base}.{alias.name}".lstrip(".")
                yield full if key(full) != key(base) or not base else base
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("servicetone."):
                    yield alias.name.removeprefix("servicetone.")


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_go_down(name, path):
    own = key(name)
    if not own:
        assert path.name == "__init__.py", f"{name} is in no layer: add it to the table"
        return
    for imported in imports(ast.parse(path.read_text(encoding="utf-8"))):
        other = key(imported)
        if not other:
            continue
        assert LAYERS[other] <= LAYERS[own], f"{name} imports {imported}, a layer above"
        if LAYERS[own] == 6 and other != own:
            assert LAYERS[other] < 6, f"{name} imports {imported}: modules of layer 6 stay apart"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_only_the_rim_touches_the_world(name, path):
    if key(name) in OPENS_FILES:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"{name} calls {node.func.id}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in FORBIDDEN_ATTRIBUTES, f"{name} uses {node.attr}"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_modules_stay_small(name, path):
    assert path.read_text(encoding="utf-8").count("\n") <= 320, f"{name} holds more than one thing"
