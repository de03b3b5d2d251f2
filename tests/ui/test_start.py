from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from errdex.registry.advice import Retry
from errdex.registry.model import Product
from errdex.resources import resources_folder
from errdex.ui.start import Program, load_parts, process_started

PATIENCE = 60.0


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "errdex", *arguments]


def test_the_self_check_paints_reports_and_ends(tmp_path: Path) -> None:
    result = subprocess.run(
        command("--profile", str(tmp_path), "--self-check"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    first, last = result.stdout.splitlines()
    assert (result.returncode, json.loads(first)) == (0, {"painted": True})
    report = json.loads(last)
    assert report["name"] == "BAD_SYMBOL"
    assert report["codes"] > 1000
    assert len(report["products"]) == 10
    assert 0 < report["first_paint_ms"] < PATIENCE * 1000
    assert {"platform", "python", "qt", "pyside", "errdex"} <= set(report)
    assert report["faults"] == []
    assert (tmp_path / "notes.sqlite3").is_file()


def test_the_style_is_ours_whatever_the_desktop_has() -> None:
    script = "from errdex.ui.start import _application; print(_application().style().objectName())"
    result = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "Windows"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert result.stdout == "fusion\n"


def test_control_c_ends_the_idle_window_and_keeps_what_was_chosen(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("--profile", str(tmp_path)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        patience = time.monotonic() + PATIENCE
        while not (tmp_path / "notes.sqlite3").is_file() and time.monotonic() < patience:
            assert process.poll() is None
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, errors
    assert (tmp_path / "preferences.json").is_file()


def test_files_named_at_the_start_are_decoded(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "paste.txt"
    path.write_text('{"code":-1121,"msg":"Invalid symbol."}', encoding="utf-8")
    program = Program(qapp, tmp_path, [str(path)])
    qtbot.addWidget(program.window)
    program.finish()
    assert [finding.first.number for finding in program.window.session.findings] == [-1121]
    program.window.close()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the resources, to be broken."""
    folder = tmp_path / "resources"
    for part in ("registry", "guidance"):
        shutil.copytree(resources_folder() / part, folder / part)
    return folder


def test_a_broken_registry_file_is_named_and_the_rest_is_there(broken: Path) -> None:
    (broken / "registry" / "usdm.json").write_text("{", encoding="utf-8")
    registry, _, faults = load_parts(broken)
    assert Product.USDM not in registry.products
    assert Product.SPOT in registry.products
    assert len(faults) == 1
    assert "usdm.json" in faults[0]


def test_without_any_meaning_the_window_opens_empty(broken: Path) -> None:
    (broken / "registry" / "meanings.json").unlink()
    registry, _, faults = load_parts(broken)
    assert registry.meanings == ()
    assert "meanings.json" in faults[0]


def test_without_advice_everything_says_to_check_first(broken: Path) -> None:
    (broken / "guidance" / "advice.json").write_text("[]", encoding="utf-8")
    registry, advice, faults = load_parts(broken)
    assert {advice.find(meaning.id).write for meaning in registry.meanings} == {Retry.CHECK_FIRST}
    assert "advice.json" in faults[0]


def test_broken_preferences_are_set_aside_and_said(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text("{", encoding="utf-8")
    program = Program(qapp, tmp_path, [])
    qtbot.addWidget(program.window)
    assert "preferences.broken-1.json" in program.window.notice.text()
    program.window.close()


def test_the_process_began_before_now() -> None:
    assert 0 < time.time() - process_started() < 24 * 3600
