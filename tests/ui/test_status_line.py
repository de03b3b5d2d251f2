from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from errdex.registry.model import Product, Revision
from errdex.ui.status_line import Notice, StatusLine, age_of
from errdex.ui.theme import Theme

REVISION = Revision("2026-05-18", "origin", "title", official=True)


@pytest.mark.parametrize(
    ("today", "old"),
    [(date(2026, 5, 18), False), (date(2026, 11, 17), False), (date(2026, 11, 18), True), (date(2030, 1, 1), True)],
)
def test_a_document_is_old_after_six_months(today: date, old: bool) -> None:
    assert age_of(Product.SPOT, REVISION, today).old is old


def test_a_date_that_cannot_be_read_is_not_called_old() -> None:
    assert not age_of(Product.SPOT, REVISION._replace(date="some day"), date(2030, 1, 1)).old


def texts(widget: StatusLine) -> dict[str, str]:
    return {label.objectName(): label.text() for label in widget.findChildren(QLabel)}


def test_it_says_what_the_answers_rest_on_and_where_we_are(qtbot: QtBot, theme: Theme) -> None:
    line = StatusLine(theme)
    qtbot.addWidget(line)
    line.show_documents(10, age_of(Product.SPOT, REVISION, date(2026, 6, 1)))
    line.show_place(1, 2, "F8")
    assert texts(line) == {
        "documents": "10 products · spot as of 2026-05-18",
        "private": "Nothing leaves this computer",
        "place": "1 of 2 errors · F8 next",
    }
    line.show_documents(10, age_of(Product.SPOT, REVISION, date(2027, 6, 1)))
    line.show_place(1, 1, "F8")
    assert texts(line)["documents"] == "10 products · spot as of 2026-05-18, more than six months old"
    assert texts(line)["place"] == "1 error"
    line.show_place(0, 0, "F8")
    assert texts(line)["place"] == ""


def test_a_notice_stands_until_it_is_put_away_and_repeats_nothing(qtbot: QtBot, theme: Theme) -> None:
    notice = Notice(theme)
    qtbot.addWidget(notice)
    assert not notice.isVisible()
    notice.say("<b>spot.json</b> is broken.")
    notice.say("The notes are busy.")
    notice.say("The notes are busy.")
    assert notice.isVisible()
    assert notice.text() == "<b>spot.json</b> is broken.\nThe notes are busy."
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in notice.findChildren(QLabel) if label.text())
    button = notice.findChild(QPushButton)
    assert button is not None
    button.click()
    assert not notice.isVisible()
    assert notice.text() == ""


def test_in_a_narrow_window_the_line_leaves_out_what_is_always_so(qtbot: QtBot, theme: Theme) -> None:
    line = StatusLine(theme)
    qtbot.addWidget(line)
    line.show_documents(10, age_of(Product.SPOT, REVISION, date(2027, 6, 1)))
    line.show_place(1, 2, "F8")
    line.resize(900, 28)
    line.show()
    private, documents = (line.findChild(QLabel, name) for name in ("private", "documents"))
    assert private is not None
    assert documents is not None
    assert private.isVisible()
    line.resize(330, 28)
    assert not private.isVisible()
    assert documents.text().endswith("…")
    assert (
        documents.toolTip()
        == documents.accessibleName()
        == ("10 products · spot as of 2026-05-18, more than six months old")
    )
    line.resize(900, 28)
    assert private.isVisible()
    assert documents.text() == documents.accessibleName()
