"""What a person chose and how the window was left, over two runs with one profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QSplitter
from pytestqt.qtbot import QtBot

from errdex.registry.advice import Retry
from errdex.registry.model import Product
from errdex.ui.catalogue import Column
from errdex.ui.commands import Command
from errdex.ui.preferences import PreferenceFile
from errdex.ui.preferences_dialog import PreferencesDialog
from errdex.ui.start import Program
from errdex.ui.theme import Scheme, Times

Start = Callable[[], Program]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Start:
    def run() -> Program:
        program = Program(qapp, tmp_path, [])
        qtbot.addWidget(program.window)
        with qtbot.waitSignal(program.window.table.painted):
            program.window.show()
        program.finish()
        return program

    return run


def key_of(program: Program, range_: str) -> str:
    groups = program.catalogue.groups(None)
    group = next(group for group in groups if group.range == range_)
    return f"{group.kind} {group.range} {group.heading}"


def test_filters_order_widths_and_seams_are_as_they_were_left(start: Start) -> None:
    first = start()
    window = first.window
    window.resize(798, 560)  # The offscreen platform's screen is no larger.
    window.panel.narrow(key_of(first, "11xx"), Retry.NO)
    window.table.sort_by(Column.NAME, Qt.SortOrder.DescendingOrder)
    window.table.set_name_width(140)
    seams = [seam for seam in window.findChildren(QSplitter) if seam.orientation() is Qt.Orientation.Vertical]
    seams[-1].setSizes([200, 300])
    window.findChildren(QSplitter)[0].setSizes([180, 288, 328])
    left = window.choices.current()
    window.close()
    second = start()
    window = second.window
    assert window.choices.current()._replace(geometry="") == left._replace(geometry="")
    assert window.panel.category() == key_of(second, "11xx")
    assert window.panel.filters().retry is Retry.NO
    assert window.table.sorting == (Column.NAME, Qt.SortOrder.DescendingOrder)
    assert window.table.name_width == 140
    window.close()


def test_with_notes_waits_until_the_notes_are_open(start: Start) -> None:
    first = start()
    assert first.store is not None
    first.store.add("A note.", meaning="1121-bad-symbol", number=-1121)
    first.window.panel.narrow("", None, with_notes=True)
    first.window.close()
    second = start()
    assert second.window.panel.filters().with_notes
    assert second.window.model.rowCount() == 1
    second.window.close()


def test_what_is_chosen_in_the_dialog_holds_at_once_and_is_written_when_it_closes(
    start: Start, tmp_path: Path, qapp: QApplication
) -> None:
    program = start()
    window, theme = program.window, program.theme
    window.commands.action(Command.PREFERENCES).trigger()
    dialog = window.findChild(PreferencesDialog)
    assert dialog is not None
    wanted = dialog.preferences()._replace(
        scheme=Scheme.DARK, size=125, product=Product.USDM, clipboard_offer=False, times=Times.UTC, author="Ada"
    )
    dialog.chosen.emit(wanted)
    assert (theme.scheme, theme.size, theme.times) == (Scheme.DARK, 125, Times.UTC)
    assert theme.roles.dark
    product = window.findChild(QComboBox, "productFilter")
    assert product is not None
    assert product.currentText() == "USDⓈ-M futures"
    assert not window.commands.action(Command.CLIPBOARD_OFFER).isChecked()
    assert window.notes.author == "Ada"
    dialog.reject()
    content = json.loads((tmp_path / "preferences.json").read_text(encoding="utf-8"))
    assert {
        "scheme": "dark",
        "size": 125,
        "product": "usdm",
        "times": "utc",
        "author": "Ada",
    }.items() <= content.items()
    window.close()
    theme.choose(Scheme.LIGHT)
    again = start()
    assert (again.theme.scheme, again.theme.times, again.window.notes.author) == (Scheme.DARK, Times.UTC, "Ada")
    again.window.close()
    again.theme.choose(Scheme.LIGHT)
    qapp.processEvents()


def test_choosing_the_default_product_by_command_is_kept_at_once(start: Start, tmp_path: Path) -> None:
    program = start()
    program.window.panel.choose_product(Product.COINM)
    program.window.commands.action(Command.PRODUCT_DEFAULT).trigger()
    kept, _ = PreferenceFile(tmp_path / "preferences.json").read()
    assert kept.product is Product.COINM
    program.window.close()


def test_a_disk_that_takes_nothing_is_no_reason_to_stop(
    start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = start()
    (tmp_path / "preferences.json").mkdir()
    program.window.choices.chosen.emit(program.window.choices.current()._replace(author="Bo"))
    assert "preferences were not saved" in capsys.readouterr().err
    program.window.close()
