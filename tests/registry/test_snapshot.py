"""What is kept of a registry: found again only as long as nothing that it was made of has changed."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sys
import time
from typing import TYPE_CHECKING

import pytest

from errdex.registry import loader
from errdex.registry.loader import load_registry
from errdex.registry.model import Product
from errdex.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from errdex.registry.model import Registry

LONG_AGO = time.time() - 3600


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the bundled files, changed long ago, with nothing kept beside them."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made = tmp_path / "registry"
    shutil.copytree(resources_folder() / "registry", made, ignore=shutil.ignore_patterns("__pycache__"))
    for path in made.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))
    monkeypatch.setattr(loader, "__file__", str(shutil.copy2(loader.__file__, tmp_path / "loader.py")))
    os.utime(loader.__file__, (LONG_AGO, LONG_AGO))
    monkeypatch.setattr("errdex.registry.snapshot._SETTLED", 0)  # The program's own files may have changed just now.
    return made


@pytest.fixture
def times_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every time that the files themselves are read."""
    read = loader._load
    times: list[str] = []

    def counted(folder: Path | str) -> Registry:
        times.append(str(folder))
        return read(folder)

    monkeypatch.setattr(loader, "_load", counted)
    return times


def kept_file(folder: Path) -> Path:
    return folder / "__pycache__" / f"registry.{sys.implementation.cache_tag}.kept"


def test_what_was_kept_is_what_the_files_give(folder: Path, times_read: list[str]) -> None:
    read, found = load_registry(folder), load_registry(folder)
    assert len(times_read) == 1
    assert found is not read
    assert (found.meanings, found.revisions, found.filters) == (read.meanings, read.revisions, read.filters)
    assert found.meaning("1121-bad-symbol") == read.meaning("1121-bad-symbol")
    assert found.with_number(-1003) == read.with_number(-1003)
    assert all(code.product is Product(code.product.value) for meaning in found.meanings for code in meaning.codes)


def another_size(folder: Path) -> None:
    path = folder / "meanings.json"
    path.write_bytes(path.read_bytes() + b"\n")
    os.utime(path, (LONG_AGO, LONG_AGO))


def another_time(folder: Path) -> None:
    os.utime(folder / "spot.json", (LONG_AGO + 1, LONG_AGO + 1))


def another_reader(folder: Path) -> None:
    os.utime(folder.parent / "loader.py", (LONG_AGO + 1, LONG_AGO + 1))


def cut(folder: Path) -> None:
    path = kept_file(folder)
    path.write_bytes(path.read_bytes()[:-100])


def emptied(folder: Path) -> None:
    kept_file(folder).write_bytes(b"")


def scribbled_over(folder: Path) -> None:
    path = kept_file(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)


def no_registry(folder: Path) -> None:
    path = kept_file(folder)
    with path.open("rb") as file:
        stamp = pickle.load(file)  # noqa: S301
    path.write_bytes(pickle.dumps(stamp) + pickle.dumps({"meanings": []}))


@pytest.mark.parametrize(
    "change", [another_size, another_time, another_reader, cut, emptied, scribbled_over, no_registry]
)
def test_what_no_longer_holds_is_read_anew_and_kept_anew(
    folder: Path, times_read: list[str], change: Callable[[Path], None]
) -> None:
    first = load_registry(folder)
    change(folder)
    again = load_registry(folder)
    assert len(times_read) == 2
    assert again.meanings == first.meanings
    assert load_registry(folder).meanings == first.meanings
    assert len(times_read) == 2


def test_a_changed_file_is_seen(folder: Path) -> None:
    load_registry(folder)
    path = folder / "meanings.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    next(one for one in content["meanings"] if one["id"] == "1121-bad-symbol")["name"] = "ANOTHER_NAME"
    path.write_text(json.dumps(content), encoding="utf-8")
    meaning = load_registry(folder).meaning("1121-bad-symbol")
    assert meaning is not None
    assert meaning.name == "ANOTHER_NAME"


def test_what_changed_a_moment_ago_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("errdex.registry.snapshot._SETTLED", 3_600_000_000_000)
    (folder / "usdm.json").touch()
    load_registry(folder)
    assert not kept_file(folder).exists()


def test_a_registry_with_a_fault_is_not_kept(folder: Path) -> None:
    (folder / "usdm.json").write_text("{", encoding="utf-8")
    assert load_registry(folder).faults
    assert not kept_file(folder).exists()


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert load_registry(folder).meanings
    assert not kept_file(folder).parent.exists()


def test_where_nothing_can_be_kept_the_files_are_read_each_time(folder: Path, times_read: list[str]) -> None:
    (folder / "__pycache__").write_text("in the way", encoding="utf-8")
    assert load_registry(folder).meanings == load_registry(folder).meanings
    assert len(times_read) == 2
