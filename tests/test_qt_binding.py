"""The binding itself: one of its versions loses references, and the program with it; and how it is loaded."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
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


_ORDINARY = "import PySide6.QtCore"
_OURS = "from errdex.ui.binding import load_binding; load_binding()"


@pytest.mark.parametrize(("load", "reads"), [(_ORDINARY, "True"), (_OURS, "False")])
def test_only_without_our_loading_the_source_of_every_later_module_is_read(load: str, reads: str) -> None:
    """Should the first one fail: the binding no longer does it, and `errdex.ui.binding` can go."""
    program = (
        f"{load}; import colorsys, linecache; from PySide6.QtWidgets import QLabel; "
        "print(QLabel.__name__, colorsys.__file__ in linecache.cache)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"QLabel {reads}\n", "")
