"""Nothing imports upward, in no function either; and no module needs itself to be loaded.

The layers are those that pyproject.toml gives to import-linter, so that both read one list.
"""

from __future__ import annotations

import ast
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[1]
APP = PROJECT / "app"


def _modules() -> dict[str, Path]:
    """All modules of the package by their dotted names."""
    named = {}
    for path in sorted((APP / "errdex").rglob("*.py")):
        parts = path.relative_to(APP).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


MODULES = _modules()


def _targets(node: ast.AST) -> Iterator[str]:
    """The modules of ours that an import statement loads."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [f"{node.module}.{alias.name}" for alias in node.names]
        names = [name if name in MODULES else node.module for name in names]
    yield from (name for name in names if name in MODULES)


def _imports(path: Path) -> set[str]:
    """Every module of ours that is imported anywhere in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {target for node in ast.walk(tree) for target in _targets(node)}


def _imports_at_start(path: Path) -> set[str]:
    """Every module of ours that is imported when the file's own module is: not in functions, not for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {target for node in tree.body for target in _targets(node)}


def _layers() -> list[set[str]]:
    """The layers, the highest first, each with its modules."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return [{name.strip(" ()") for name in line.split(":")} for line in contract["layers"]]


LAYERS = _layers()


def _layer(module: str) -> int | None:
    """The place of a module's layer, None for the package itself."""
    for place, names in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return place
    return None


def test_every_module_has_a_layer() -> None:
    assert [module for module in MODULES if _layer(module) is None] == ["errdex"]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_upward(module: str) -> None:
    own = _layer(module)
    layers = {target: _layer(target) for target in _imports(MODULES[module])}
    upward = [target for target, other in layers.items() if own is not None and other is not None and other < own]
    assert upward == []


def test_no_module_needs_itself_to_be_loaded() -> None:
    needs = {module: _imports_at_start(path) - {module} for module, path in MODULES.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")
