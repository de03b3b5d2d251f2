"""The binding itself: one of its versions loses references, and the program with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

UPDATES = 1_000


def test_calls_that_return_none_keep_its_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 takes one off None with every such call, and aborts after some thousand."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.update()
    before = sys.getrefcount(None)
    for _ in range(UPDATES):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < UPDATES // 10
