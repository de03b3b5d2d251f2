from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from errdex.ui.commands import Command, Commands, Place
from errdex.ui.icons import Sign
from errdex.ui.theme import Scheme, Theme


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def test_every_command_stands_in_the_table_once_with_a_key_and_a_menu(window: QMainWindow) -> None:
    rows = Commands(window).rows
    assert [row.command for row in rows] == list(dict.fromkeys(row.command for row in rows))
    assert {row.command for row in rows} == set(Command)
    assert all(row.key and row.text for row in rows)
    assert [place for place in Place if place not in {row.place for row in rows}] == []


def test_every_key_is_known_to_qt_and_stands_for_one_command(window: QMainWindow) -> None:
    keys = [QKeySequence(row.key).toString() for row in Commands(window).rows]
    assert all(keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_letters_of_a_menu_are_unique(window: QMainWindow) -> None:
    rows = Commands(window).rows
    letters = Counter((row.place, row.text[row.text.index("&") + 1].lower()) for row in rows)
    assert [letter for letter, count in letters.items() if count > 1] == []


def test_the_menus_hold_every_command(window: QMainWindow, theme: Theme) -> None:
    commands = Commands(window)
    commands.fill(window.menuBar(), theme)
    menus = window.menuBar().findChildren(QMenu)
    held = [action.objectName() for menu in menus for action in menu.actions() if not action.isSeparator()]
    assert sorted(held) == sorted(f"command-{command.value}" for command in Command)
    assert commands.key(Command.NEXT_ERROR) == "F8"


def test_signs_are_drawn_when_a_menu_opens_in_the_colours_in_force(window: QMainWindow, theme: Theme) -> None:
    commands = Commands(window)
    commands.fill(window.menuBar(), theme)
    opened, menu = commands.action(Command.OPEN), window.menuBar().findChildren(QMenu)[0]
    assert opened.icon().isNull()
    pictures = []
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.choose(scheme)
        menu.aboutToShow.emit()
        pictures.append(opened.icon().pixmap(16, 16).toImage())
    assert pictures[0] != pictures[1]
    assert commands.action(Command.QUIT).icon().isNull()


def test_no_two_commands_of_one_menu_look_alike_but_for_copies(window: QMainWindow) -> None:
    signs = [(row.place, row.sign) for row in Commands(window).rows if row.sign and row.sign is not Sign.COPY]
    assert len(signs) == len(set(signs))
