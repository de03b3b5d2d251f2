"""What can be tried without making an environment; the two commands themselves are tried by every run from a clone."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

import bootstrap

SCRIPT = Path(bootstrap.__file__)


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment as the script leaves one behind: the one that runs the tests, with a stamp."""
    stamp = tmp_path / "stamp.json"
    monkeypatch.setattr(bootstrap, "STAMP", stamp)
    monkeypatch.setattr(bootstrap, "program", lambda name: Path(sys.executable).with_name(name))
    stamp.write_text(json.dumps({"command": "test", "fingerprint": bootstrap.fingerprint()}), encoding="utf-8")
    return stamp


def test_a_python_that_is_too_old_can_read_as_far_as_the_sentence() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    check = next(place for place, node in enumerate(tree.body) if isinstance(node, ast.If))
    defined = [node for node in tree.body[:check] if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AnnAssign)]
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert (defined, futures) == ([], [])


def test_an_environment_stands_for_its_command_and_the_smaller_ones(prepared: Path) -> None:
    assert prepared.exists()
    assert [bootstrap.is_prepared(command) for command in ("run", "test", "dev")] == [True, True, False]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"command": "all", "fingerprint": ""}', "\0"])
def test_a_damaged_stamp_stands_for_nothing(prepared: Path, content: str) -> None:
    prepared.write_text(content, encoding="utf-8")
    assert not bootstrap.is_prepared("run")


def test_a_changed_lock_calls_for_a_new_environment(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tmp_path / "requirements.txt"
    changed.write_bytes(bootstrap.LOCKS["run"].read_bytes() + b"\n")
    monkeypatch.setitem(bootstrap.LOCKS, "run", changed)
    assert prepared.exists()
    assert not bootstrap.is_prepared("run")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_it_says_so_and_decodes(
    prepared: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert prepared.exists()
    assert bootstrap.main(["run"]) == bootstrap.NO_WINDOW
    said = capfd.readouterr()
    assert "no display" in said.err
    assert "BAD_SYMBOL" in said.out


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["walk"], 2), (["--help"], 0)])
def test_anything_else_prints_the_usage(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == status
    assert "bootstrap.py run" in capsys.readouterr().out


def test_a_program_that_fails_becomes_the_sentence_given_for_it() -> None:
    with pytest.raises(bootstrap.CannotPrepareError, match="so do that"):
        bootstrap.require(sys.executable, "-c", "raise SystemExit(3)", otherwise="It failed, so do that.")
    with pytest.raises(bootstrap.CannotPrepareError, match="so do that"):
        bootstrap.require("no-such-program", otherwise="It failed, so do that.")
