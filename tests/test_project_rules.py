"""The rules that no linter knows: what stands where, what may be imported where, and which words stay out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
APP = PROJECT / "app"
TOP_LEVEL = {
    *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"),
    *("app", "resources", "tests", "packaging"),
    *(".gitignore", ".gitattributes", ".ci", ".github"),
}
LONGEST_FILE = 400
GUARDED = APP / "errdex" / "cli" / "display.py"
"""The one module that may ask for what only some systems have."""
SIGNALS = APP / "errdex" / "ui" / "signals.py"
"""The one module with a pair of sockets: Python wakes an event loop through one, and nothing leaves the process."""
SOME_SYSTEMS_ONLY = {"fcntl", "grp", "msvcrt", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty", "winreg"}
NETWORK = {"ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl", "xmlrpc", "requests"}
NETWORK_PARTS = {"urllib.request", "urllib.error", "PySide6.QtNetwork", "PySide6.QtWebSockets"}
VAGUE = {"entry", "item", "data", "info", "manager", "handler", "helper", "helpers", "util", "utils"}
"""Words that say nothing, or something else than the word list."""
# Put together from parts: this file is read too.
OUTSIDE = (
    "/" + "work/",
    "shared" + "/",
    "py" + "pi.org",
    "python" + "hosted",
    "chat" + "gpt",
    "open" + "ai",
    "anth" + "ropic",
    "clau" + "de",
    "language " + "model",
)
"""What is no part of the project: places outside it, hosts of package indexes, tools."""


@cache
def _tracked() -> tuple[Path, ...]:
    """All files that belong to the project and are there."""
    if not (PROJECT / ".git").exists():
        pytest.skip("this is no checkout")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True)
    paths = (PROJECT / name for name in listing.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imported(path: Path) -> set[str]:
    """All modules that a file imports anywhere, by their dotted names."""
    names: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def _is_socket(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "socket"


def _short(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def test_the_top_level_holds_only_what_is_agreed() -> None:
    assert {path.relative_to(PROJECT).parts[0] for path in _tracked()} - TOP_LEVEL == set()


def test_the_folder_of_scripts_shadows_no_distribution() -> None:
    assert not (PROJECT / "packaging" / "__init__.py").exists()


def test_nothing_outside_the_project_is_named() -> None:
    found = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8").casefold()
        except UnicodeDecodeError:
            continue
        found += [f"{_short(path)}: {word}" for word in OUTSIDE if word in text]
    assert found == []


def test_files_are_short_enough_to_be_one_room() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _sources(APP)}
    assert {_short(path): size for path, size in sizes.items() if size > LONGEST_FILE} == {}


def test_nothing_is_global() -> None:
    found = [
        f"{_short(path)}:{node.lineno}"
        for folder in (APP, PROJECT / "packaging")
        for path in _sources(folder)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_no_module_or_class_has_a_vague_name() -> None:
    found = []
    for path in _sources(APP):
        names = [path.stem, *(node.name for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef))]
        words = {name: re.findall(r"[a-z]+|[A-Z][a-z]*", name) for name in names}
        found += [f"{_short(path)}: {name}" for name in names if VAGUE & {word.lower() for word in words[name]}]
    assert found == []


def test_only_the_window_imports_qt() -> None:
    outside = [path for path in _sources(APP) if "ui" not in path.relative_to(APP).parts]
    found = [
        _short(path) for path in outside if any(name.startswith(("PySide6", "shiboken6")) for name in _imported(path))
    ]
    assert found == []


def test_what_only_some_systems_have_is_asked_for_in_one_module() -> None:
    others = [path for path in _sources(APP) if path != GUARDED]
    assert {_short(path): names for path in others if (names := _imported(path) & SOME_SYSTEMS_ONLY)} == {}


def test_there_is_no_network_code() -> None:
    found = {}
    for path in _sources(APP):
        names = {name for name in _imported(path) if name.partition(".")[0] in NETWORK or name in NETWORK_PARTS}
        if names - ({"socket"} if path == SIGNALS else set()):
            found[_short(path)] = names
    assert found == {}
    made = [node.attr for node in ast.walk(_tree(SIGNALS)) if isinstance(node, ast.Attribute) and _is_socket(node)]
    assert set(made) <= {"socketpair", "socket"}


def test_everything_but_the_window_loads_without_qt() -> None:
    paths = [path for path in _sources(APP / "errdex") if "ui" not in path.parts and path.stem != "__main__"]
    modules = [".".join(path.relative_to(APP).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    program = (
        "import sys, importlib\n"
        f"for name in {modules}: importlib.import_module(name)\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=APP, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
