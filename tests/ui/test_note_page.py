from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from errdex.notes.model import NotedArgument, NotedOccurrence
from errdex.ui.note_page import NotePage
from errdex.ui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def page(window: QWidget, theme: Theme) -> NotePage:
    page = NotePage(theme, window)
    page.resize(400, 300)
    page.show()
    return page


def has_red(page: NotePage) -> bool:
    picture = page.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2))
    return any(picture.pixelColor(x, y) == QColor("#ff0000") for x, y in places)


@pytest.mark.parametrize(
    "note",
    [
        "![seen]({0})",
        "![seen](file://{0})",
        "<img src='file://{0}'>",
        "<img src='{0}'>",
        "![]({0}) and ![]({0})",
        "[![seen]({0})](http://example.invalid)",
        "![seen][1]\n\n[1]: {0}",
        "<body background='{0}'>words</body>",
        "<object data='file://{0}'></object>",
    ],
)
def test_no_picture_that_a_note_names_is_opened(page: NotePage, tmp_path: Path, note: str) -> None:
    red = tmp_path / "red.png"
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    assert image.save(str(red))
    page.show_note(note.format(red), None)
    assert not has_red(page)
    assert "\ufffc" not in page.toPlainText()
    assert str(red) in page.toPlainText() or note.startswith("![](")  # Without words Qt drops it.


def test_nothing_is_loaded_whatever_is_asked_for(page: NotePage, tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: red }", encoding="utf-8")
    url = QUrl.fromLocalFile(str(tmp_path / "style.css"))
    for kind in (QTextDocument.ResourceType.StyleSheetResource, QTextDocument.ResourceType.ImageResource):
        assert page.document().resource(kind, url) is None


def test_markdown_is_set_and_html_stays_as_it_was_typed(page: NotePage) -> None:
    page.show_note("# Title\n\nfirst\nsecond **strong** `code`\n\n- one\n- two\n\n<b>not bold</b>", None)
    assert page.toPlainText() == "Title\nfirst\nsecond strong code\none\ntwo\n<b>not bold</b>"


def test_links_show_and_do_nothing(page: NotePage) -> None:
    page.show_note("[the wiki](http://example.invalid/page)", None)
    assert page.toPlainText() == "the wiki"
    flags = page.textInteractionFlags()
    assert not flags & Qt.TextInteractionFlag.LinksAccessibleByMouse
    assert not flags & Qt.TextInteractionFlag.LinksAccessibleByKeyboard


def test_what_led_to_the_note_stands_below_as_it_was(page: NotePage) -> None:
    led = NotedOccurrence("**APIError** ![x](/etc/hostname)", (NotedArgument("symbol", "<b>BTC</b>"),), "03:14")
    page.show_note("words", led)
    assert page.toPlainText() == ("words\nWhat led to it, 03:14\n**APIError** ![x](/etc/hostname)\nsymbol = <b>BTC</b>")


def test_enter_and_letters_begin_to_write_and_tab_leads_on(page: NotePage, qtbot: QtBot) -> None:
    page.show_note("words", None)
    for key, letters in ((Qt.Key.Key_Return, ""), (Qt.Key.Key_F2, ""), (Qt.Key.Key_A, "a")):
        with qtbot.waitSignal(page.writing_wanted) as wanted:
            QTest.keyClick(page, key)
        assert wanted.args == [letters]
    with qtbot.assertNotEmitted(page.writing_wanted):
        QTest.keyClick(page, Qt.Key.Key_Tab)
        QTest.keyClick(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def test_a_very_long_note_is_not_set(page: NotePage) -> None:
    page.show_note("# word " * 100_000, None)
    assert page.toPlainText().startswith("# word ")
