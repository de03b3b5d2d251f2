from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from errdex.cli.registry import run
from errdex.errors import InputError
from errdex.resources import resources_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_the_bundled_registry_and_guidance_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.endswith("10 products: sound\n")


def test_every_fault_is_named_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(resources_folder(), tmp_path, dirs_exist_ok=True)
    (tmp_path / "registry" / "options.json").write_text('{"product": "options"', encoding="utf-8")
    (tmp_path / "guidance" / "sources.json").write_text("[]", encoding="utf-8")
    monkeypatch.setattr("errdex.cli.registry.resources_folder", lambda: tmp_path)
    assert run(["check"]) == 1
    said = capsys.readouterr().out
    assert "options.json" in said
    assert "sources.json" in said


def test_without_meanings_every_fault_is_still_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(resources_folder(), tmp_path, dirs_exist_ok=True)
    (tmp_path / "registry" / "meanings.json").write_text("{}", encoding="utf-8")
    (tmp_path / "registry" / "options.json").write_text("[]", encoding="utf-8")
    monkeypatch.setattr("errdex.cli.registry.resources_folder", lambda: tmp_path)
    assert run(["check"]) == 1
    said = capsys.readouterr().out
    assert "meanings.json: meanings is missing" in said
    assert "options.json: must be an object" in said


@pytest.mark.parametrize("arguments", [[], ["burn"], ["check", "more"]])
def test_anything_else_is_bad_use(arguments: list[str]) -> None:
    with pytest.raises(InputError):
        run(arguments)
