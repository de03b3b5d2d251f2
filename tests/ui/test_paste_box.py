from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextCursor, QTextOption
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from errdex.decode.model import Occurrence, Span
from errdex.ui.excerpt import LARGE_TEXT, LONG_LINE
from errdex.ui.paste_box import WRAPPED_AT_WORDS, PasteBox
from errdex.ui.theme import Theme


@pytest.fixture
def box(qtbot: QtBot, theme: Theme) -> Iterator[PasteBox]:
    box = PasteBox(theme)
    qtbot.addWidget(box)
    box.resize(600, 200)
    box.show()
    yield box
    box.close()


def pasted(text: str) -> QMimeData:
    source = QMimeData()
    source.setText(text)
    return source


def occurrence(start: int, end: int) -> Occurrence:
    return Occurrence(-1121, None, "json", None, Span(start, end), 1, None, (), (), (Span(start, end),), None)


def test_it_is_named_and_takes_the_text_as_it_is(box: PasteBox, qtbot: QtBot) -> None:
    assert box.objectName() == "pasteBox"
    assert box.accessibleName() == "Paste box"
    assert box.tabChangesFocus()
    with qtbot.waitSignal(box.text_changed_by_user) as changed:
        box.paste_text("<b>a\ud800b</b>\u2028c\r\nd")
    assert changed.args == ["<b>a\ud800b</b>\u2028c\r\nd"]
    assert box.original_text() == "<b>a\ud800b</b>\u2028c\r\nd"


def test_html_on_the_clipboard_enters_as_plain_text_only(box: PasteBox) -> None:
    source = QMimeData()
    source.setHtml("<img src='file:///etc/hostname'><b>-1121</b>")
    box.insertFromMimeData(source)
    assert "<img" not in box.toPlainText()


def test_a_second_paste_takes_the_place_of_the_first(box: PasteBox) -> None:
    box.insertFromMimeData(pasted("-1121"))
    box.insertFromMimeData(pasted("-1007"))
    assert box.original_text() == box.toPlainText() == "-1007"
    box.undo()
    assert box.original_text() == box.toPlainText() == "-1121"


def test_typing_and_undo_are_spliced_into_the_original(box: PasteBox) -> None:
    box.set_text("\ud800\U0001f600\r\nend")
    QTest.keyClicks(box, "x")
    assert box.original_text() == "\ud800\U0001f600\r\nendx"
    cursor = box.textCursor()
    cursor.setPosition(3)
    box.setTextCursor(cursor)
    QTest.keyClicks(box, "y")
    assert box.original_text() == "\ud800\U0001f600y\r\nendx"
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    assert box.original_text() == "\ud800\r\nendx"


def test_a_paste_into_typed_text_is_put_where_the_cursor_is(box: PasteBox) -> None:
    QTest.keyClicks(box, "ab")
    box.moveCursor(QTextCursor.MoveOperation.Left)
    box.insertFromMimeData(pasted("\U0001f600\u2028\r\n"))
    assert box.original_text() == "a\U0001f600\u2028\r\nb"


@pytest.mark.parametrize("large", ["x\n" * (LARGE_TEXT // 2 + 1), "y" * (LONG_LINE + 1)])
def test_a_large_text_never_enters_the_widget(box: PasteBox, qtbot: QtBot, large: str) -> None:
    with qtbot.assertNotEmitted(box.text_changed_by_user), qtbot.waitSignal(box.large_text_received) as received:
        box.insertFromMimeData(pasted(large))
    assert received.args == [large]
    assert box.original_text() == large
    assert len(box.toPlainText()) < 10_000
    assert "characters are not shown here" in box.toPlainText()
    assert box.isReadOnly()
    box.insertFromMimeData(pasted("-1121"))
    assert box.original_text() == box.toPlainText() == "-1121"
    assert not box.isReadOnly()


def test_places_in_a_large_text_are_those_of_the_whole(box: PasteBox, qtbot: QtBot) -> None:
    large = "x\n" * LARGE_TEXT + "\U0001f600-1121"
    box.set_text(large)
    box.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(box.place_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Left)
    assert chosen.args == [len(large) - 1]


def test_dropped_files_are_handed_on_and_not_opened(box: PasteBox, qtbot: QtBot, tmp_path: Path) -> None:
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(tmp_path / "bot.log"))])
    assert box.canInsertFromMimeData(source)
    with qtbot.waitSignal(box.files_dropped) as dropped:
        box.insertFromMimeData(source)
    assert dropped.args == [[str(tmp_path / "bot.log")]]
    assert box.toPlainText() == ""


def test_a_click_chooses_the_place_in_code_points(box: PasteBox, qtbot: QtBot) -> None:
    box.set_text("\U0001f600\U0001f600-1121")
    with qtbot.waitSignal(box.place_chosen) as chosen:
        QTest.mouseClick(box.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 15))
    assert chosen.args == [7]


def colours(box: PasteBox) -> set[str]:
    image: QImage = box.viewport().grab().toImage()
    return {
        QColor(image.pixel(x, y)).name() for x in range(0, image.width(), 2) for y in range(min(60, image.height()))
    }


def test_the_placeholder_is_in_the_size_of_the_text(box: PasteBox, theme: Theme) -> None:
    theme.dress(box)
    for size in (150, 80):
        theme.choose(theme.scheme, size)
        assert box.viewport().font() == box.font() == theme.fixed_font()


def test_errors_are_underlined_and_the_current_one_is_filled(box: PasteBox, theme: Theme) -> None:
    box.set_text("\U0001f600 -1121 here and -1007 there")
    errors = (occurrence(2, 7), occurrence(17, 22))
    assert theme.roles.mark.lower() not in colours(box)
    box.mark(errors)
    assert theme.roles.field_line.lower() in colours(box)
    assert theme.roles.mark.lower() not in colours(box)
    box.mark_current(errors[1])
    assert {theme.roles.mark.lower(), theme.roles.mark_line.lower()} <= colours(box)
    box.clear_marks()
    assert theme.roles.mark.lower() not in colours(box)


def test_marks_go_when_the_text_changes(box: PasteBox, theme: Theme) -> None:
    box.set_text("-1121")
    box.mark((occurrence(0, 5),))
    box.mark_current(occurrence(0, 5))
    QTest.keyClicks(box, "9")
    assert theme.roles.mark.lower() not in colours(box)


def test_a_place_out_of_sight_is_scrolled_to(box: PasteBox) -> None:
    box.set_text("line\n" * 200 + "-1121")
    assert box.verticalScrollBar().value() == 0
    box.show_place(Span(1000, 1005))
    assert box.verticalScrollBar().value() > 100


def test_lines_break_between_words_unless_one_is_long(box: PasteBox) -> None:
    modes = QTextOption.WrapMode
    box.set_text("short words " * 50)
    assert box.wordWrapMode() is modes.WrapAtWordBoundaryOrAnywhere
    box.set_text("x" * (WRAPPED_AT_WORDS + 1))
    assert box.wordWrapMode() is modes.WrapAnywhere


def test_the_middle_of_a_large_text_is_shown_around_an_error_in_it(box: PasteBox, theme: Theme) -> None:
    large = "x\n" * LARGE_TEXT
    middle = occurrence(LARGE_TEXT, LARGE_TEXT + 40)
    large = f"{large[:LARGE_TEXT]}-1121 {large[LARGE_TEXT:]}"
    box.set_text(large)
    assert "-1121" not in box.toPlainText()
    box.mark((middle,))
    box.mark_current(middle)
    assert theme.roles.mark.lower() not in colours(box)
    box.show_place(middle.span)
    assert "-1121" in box.toPlainText()
    assert box.toPlainText().count("characters are not shown here") == 2
    assert len(box.toPlainText()) < 15_000
    assert box.original_text() == large
    assert theme.roles.mark.lower() in colours(box)


def test_a_long_wrapped_line_is_scrolled_to_the_error_in_it(box: PasteBox) -> None:
    box.set_text("word " * 3_000 + "-1121 " + "word " * 500)
    box.show_place(Span(15_000, 15_005))
    assert 0 < box.verticalScrollBar().value() < box.verticalScrollBar().maximum()
