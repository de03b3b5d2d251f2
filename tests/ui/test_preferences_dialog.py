from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from errdex.registry.model import Product
from errdex.ui.preferences import Preferences
from errdex.ui.preferences_dialog import PreferencesDialog
from errdex.ui.theme import Scheme, Theme, Times

SHOWN = Preferences(Scheme.DARK, 125, Product.USDM, clipboard_offer=False, times=Times.UTC, author="Ada", category="x")


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, tmp_path: Path) -> PreferencesDialog:
    dialog = PreferencesDialog(theme, SHOWN, (Product.SPOT, Product.USDM), tmp_path)
    qtbot.addWidget(dialog)
    return dialog


def box(dialog: PreferencesDialog, name: str) -> QComboBox:
    return next(each for each in dialog.findChildren(QComboBox) if each.accessibleName() == name)


def test_it_shows_what_was_chosen_and_where_the_notes_are(dialog: PreferencesDialog, tmp_path: Path) -> None:
    assert dialog.preferences() == SHOWN
    assert box(dialog, "Look").currentText() == "Dark"
    assert box(dialog, "Start with the product").currentText() == "USDⓈ-M futures"
    folder = dialog.findChild(QLineEdit, "dataFolder")
    assert folder is not None
    assert (folder.text(), folder.isReadOnly()) == (str(tmp_path), True)


def test_every_choice_is_told_at_once(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    heard: list[Preferences] = []
    dialog.chosen.connect(heard.append)
    box(dialog, "Look").setCurrentIndex(1)
    box(dialog, "Text size").setCurrentIndex(0)
    box(dialog, "Start with the product").setCurrentIndex(0)
    box(dialog, "Times by").setCurrentIndex(0)
    offer = dialog.findChild(QCheckBox)
    assert offer is not None
    offer.click()
    author = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "Author of your notes")
    author.clear()
    qtbot.keyClicks(author, "Bo ")
    assert heard[0] == SHOWN._replace(scheme=Scheme.LIGHT)
    assert heard[-1] == Preferences(Scheme.LIGHT, 80, author="Bo", category="x")


def test_the_usual_comes_back_by_one_button_and_the_window_stays_as_it_stands(dialog: PreferencesDialog) -> None:
    heard: list[Preferences] = []
    dialog.chosen.connect(heard.append)
    reset = next(each for each in dialog.findChildren(QPushButton) if "usual" in each.text())
    reset.click()
    assert heard == [Preferences(category="x")]
    assert dialog.preferences() == Preferences(category="x")


def test_a_size_between_two_is_shown_as_the_nearest(qtbot: QtBot, theme: Theme) -> None:
    dialog = PreferencesDialog(theme, Preferences(size=103), (), None)
    qtbot.addWidget(dialog)
    assert box(dialog, "Text size").currentText() == "100 %"
    assert dialog.findChild(QLineEdit, "dataFolder") is None
