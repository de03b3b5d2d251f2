from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from errdex.decode.decoder import Decoder
from errdex.decode.model import Finding, findings_of
from errdex.decode.surroundings import Paste
from errdex.registry.advice import AdviceBook
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.model import Meaning, Registry
from errdex.resources import resources_folder
from errdex.ui.detail_advice import Countdown, clock_text
from errdex.ui.detail_blocks import Checklist
from errdex.ui.detail_choices import FoldView
from errdex.ui.detail_pane import EXAMPLE, DetailPane
from errdex.ui.detail_pasted import PastedText
from errdex.ui.detail_targets import read_target
from errdex.ui.detail_texts import TextLabel
from errdex.ui.detail_widgets import ActionsView
from errdex.ui.highlight import Run, RunStyle
from errdex.ui.paste_marks import VALUE, fill_of
from errdex.ui.theme import Scheme, Theme

GUIDANCE = resources_folder() / "guidance"


@pytest.fixture(scope="module")
def advice() -> AdviceBook:
    return load_advice(GUIDANCE)


@pytest.fixture(scope="module")
def decoder(registry: Registry, advice: AdviceBook) -> Decoder:
    return Decoder(registry, advice)


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme, registry: Registry, advice: AdviceBook) -> Iterator[DetailPane]:
    pane = DetailPane(theme, registry, advice, GuidanceShelf(GUIDANCE))
    qtbot.addWidget(pane)
    pane.resize(450, 600)
    pane.show()
    yield pane
    pane.close()


def found(text: str, decoder: Decoder) -> Finding:
    return findings_of(decoder.decode(text))[0]


def known(registry: Registry, meaning_id: str) -> Meaning:
    meaning = registry.meaning(meaning_id)
    assert meaning is not None
    return meaning


def shown(pane: DetailPane) -> str:
    page = pane.view.widget()
    assert page is not None
    return "\n".join(label.accessibleName() or label.text() for label in page.findChildren(QLabel))


def test_it_is_named_and_shows_a_meaning(pane: DetailPane, registry: Registry) -> None:
    assert (pane.objectName(), pane.accessibleName()) == ("detailPane", "Details")
    pane.show_meaning(known(registry, "1007-timeout"))
    assert "-1007 TIMEOUT" in shown(pane)
    assert "Check before you send it again" in shown(pane)
    assert pane.title() == "-1007 TIMEOUT"
    assert "What to do" in pane.page_text()


HOSTILE = "<img src=file:///etc/hostname><b>bold</b>"


@pytest.mark.parametrize(
    "text",
    [
        f'binance {{"code":-1121,"msg":"{HOSTILE}"}}',
        f'{{"code":-1102,"msg":"Mandatory parameter \'{HOSTILE}\' was not sent, was empty/null, or malformed."}}',
        f'binance {{"code":-9876,"msg":"{HOSTILE}"}}',
        f'binance {{"code":-1008,"msg":"{HOSTILE}"}}',
    ],
)
def test_what_was_pasted_is_never_markup(pane: DetailPane, decoder: Decoder, text: str) -> None:
    finding = found(text, decoder)
    pane.show_finding(finding, 0, Paste(text, [finding.first.span]))
    pane.view.complete()
    pasted = [each for each in pane.findChildren(PastedText) if HOSTILE in each.toPlainText()]
    assert pasted
    assert all("<img" not in label.text() for label in pane.findChildren(QLabel))
    assert all("<img" not in widget.toolTip() for widget in pane.findChildren(QWidget))


def test_a_value_carries_the_mark_of_the_paste(pane: DetailPane, decoder: Decoder, theme: Theme) -> None:
    pane.show_finding(found('{"code":-1013,"msg":"Filter failure: LOT_SIZE"}', decoder))
    pane.view.complete()
    quoted = next(each for each in pane.findChildren(PastedText) if each.toPlainText() == "Filter failure: LOT_SIZE")
    cursor = quoted.textCursor()
    cursor.setPosition(len("Filter failure: LOT"))
    assert cursor.charFormat().background().color() == fill_of(VALUE, theme.roles)
    cursor.setPosition(3)
    assert cursor.charFormat().background().style() == Qt.BrushStyle.NoBrush


def test_control_characters_and_half_characters_do_no_harm(pane: DetailPane, decoder: Decoder) -> None:
    finding = found('{"code":-1121,"msg":"a"}', decoder)
    occurrence = finding.first._replace(message="a\x00b\ud800c\r\nd")
    pane.show_finding(Finding((occurrence,)))
    pane.view.complete()
    assert any(each.toPlainText() == "a\ufffdb\ufffdc\nd" for each in pane.findChildren(PastedText))


def test_links_are_reached_and_followed_by_keyboard(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    pane.view.complete()
    linked = next(label for label in pane.findChildren(TextLabel) if 'href="1122' in label.text())
    assert linked.focusPolicy() == Qt.FocusPolicy.StrongFocus
    pane.activateWindow()
    linked.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(pane.link_activated) as followed:
        QTest.keyClick(linked, Qt.Key.Key_Return)
    assert registry.meaning(followed.args[0]) is not None


def test_paragraphs_can_be_selected_and_are_no_tab_stops(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    pane.view.complete()
    for label in pane.findChildren(TextLabel):
        assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        if "href" not in label.text():
            assert not label.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_another_candidate_is_explained_and_told(pane: DetailPane, decoder: Decoder, qtbot: QtBot) -> None:
    finding = found('{"code":-1008,"msg":"Something new"}', decoder)
    pane.show_finding(finding)
    buttons = pane.findChildren(QRadioButton)
    assert buttons[0].isChecked()
    with qtbot.waitSignal(pane.candidate_chosen) as chosen:
        buttons[1].click()
    assert chosen.args == [1]
    second = finding.first.candidates[1].code.name
    assert second is not None
    assert pane.title() == f"-1008 {second}"
    assert [button.isChecked() for button in pane.findChildren(QRadioButton)][:2] == [False, True]


def test_ticks_are_shown_told_and_taken_back(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    timeout = known(registry, "1007-timeout")
    pane.show_meaning(timeout)
    pane.view.complete()
    boxes = pane.findChildren(QCheckBox)
    with qtbot.waitSignal(pane.step_ticked) as ticked:
        boxes[1].click()
    cause = ticked.args[0]
    assert ticked.args[1] is True
    with qtbot.assertNotEmitted(pane.step_ticked):
        pane.set_ticked(frozenset())
    assert not any(box.isChecked() for box in boxes)
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    pane.view.complete()
    pane.show_meaning(timeout, ticked=frozenset({cause}))
    pane.view.complete()
    assert [box.isChecked() for box in pane.findChildren(QCheckBox)] == [False, True]


def test_every_box_says_what_it_ticks(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1007-timeout"))
    pane.view.complete()
    assert all(box.accessibleName() for box in pane.findChildren(QCheckBox))


def test_a_click_on_a_step_ticks_it(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1007-timeout"))
    pane.view.complete()
    qtbot.waitExposed(pane)
    box = pane.findChildren(QCheckBox)[0]
    label = next(label for label in pane.findChildren(TextLabel) if label.accessibleName() == box.accessibleName())
    pane.view.ensureWidgetVisible(label)
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert box.isChecked()


def test_what_is_folded_away_unfolds_and_its_links_lead_on(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "2010-new-order-rejected"))
    pane.view.complete()
    messages, documents, *_ = pane.findChildren(FoldView)
    assert not documents.findChildren(TextLabel)
    documents.findChildren(QPushButton)[0].click()
    assert len(documents.findChildren(TextLabel)) > 40
    assert all(label.isVisible() for label in documents.findChildren(TextLabel))
    button = messages.findChildren(QPushButton)[0]
    pane.activateWindow()
    button.setFocus()
    button.click()
    first = messages.findChildren(TextLabel)[0]
    assert first.hasFocus()
    with qtbot.waitSignal(pane.link_activated) as followed:
        QTest.keyClick(first, Qt.Key.Key_Return)
    assert read_target(followed.args[0])[1].template


def test_the_first_page_offers_an_example(pane: DetailPane, qtbot: QtBot) -> None:
    pane.show_first_start()
    with qtbot.waitSignal(pane.example_requested) as wanted:
        pane.findChildren(QPushButton)[0].click()
    assert wanted.args == [EXAMPLE]
    pane.show_nothing()
    assert pane.title() == "No Binance error found"


def test_what_is_seen_is_set_at_once_and_the_rest_in_turns_of_its_own(
    pane: DetailPane, registry: Registry, qtbot: QtBot
) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    page = pane.view.widget()
    assert page is not None
    first = len(page.findChildren(TextLabel))
    assert page.height() >= pane.view.viewport().height()
    qtbot.waitUntil(lambda: len(page.findChildren(TextLabel)) > first)
    pane.view.complete()
    whole = len(page.findChildren(TextLabel))
    assert whole > 1.5 * first
    pane.view.complete()
    assert len(page.findChildren(TextLabel)) == whole


def test_while_the_width_changes_only_what_is_seen_is_laid_out(
    pane: DetailPane, registry: Registry, qtbot: QtBot
) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    pane.view.complete()
    QApplication.processEvents()
    bar = pane.view.verticalScrollBar()
    whole = bar.maximum()
    bottom = pane.view.viewport().height()
    pane.resize(460, 600)
    QApplication.processEvents()
    assert 0 < len([view for view in views(pane) if view.isVisible()]) < len(views(pane)) / 2
    assert [view.y() for view in views(pane) if view.isHidden() and view.y() <= bottom] == []
    assert abs(bar.maximum() - whole) < 100
    qtbot.waitUntil(lambda: not any(view.isHidden() for view in views(pane)))
    QApplication.processEvents()
    settled = {view: view.geometry() for view in views(pane)}
    pane.show_first_start()
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    pane.view.complete()
    QApplication.processEvents()
    assert list(settled.values()) == [view.geometry() for view in views(pane)]


def test_from_right_to_left_the_lines_stand_as_far_from_both_edges(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    places = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        pane.setLayoutDirection(direction)
        pane.view.complete()
        QApplication.processEvents()
        line = views(pane)[0]
        places.append((line.mapTo(pane, line.rect().topLeft()).x(), line.width()))
    (left, width), mirrored = places
    assert left == pane.width() - left - width
    assert mirrored == (left, width)


def test_whoever_scrolls_sees_what_was_put_off(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    pane.view.complete()
    QApplication.processEvents()
    pane.resize(460, 600)
    QApplication.processEvents()
    assert any(view.isHidden() for view in views(pane))
    pane.view.verticalScrollBar().setValue(200)
    assert not any(view.isHidden() for view in views(pane))


def test_a_page_that_is_left_is_not_set_to_its_end(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    pane.view.complete()
    assert "Way too" not in shown(pane)
    blocks = len(pane.blocks)
    page = pane.view.widget()
    assert page is not None
    assert len(page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)) == blocks
    qtbot.wait(30)
    assert len(page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)) == blocks


def test_a_tick_that_comes_before_its_box_is_shown(pane: DetailPane, registry: Registry) -> None:
    pane.resize(450, 120)
    timeout = known(registry, "1007-timeout")
    pane.show_meaning(timeout)
    assert not pane.findChildren(QCheckBox)
    pane.set_ticked(frozenset({block.steps[0].id for block in pane.blocks if isinstance(block, Checklist)}))
    pane.view.complete()
    assert [box.isChecked() for box in pane.findChildren(QCheckBox)][:2] == [True, False]


def test_another_look_leaves_the_page_where_it_was(pane: DetailPane, theme: Theme, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    pane.view.complete()
    bar = pane.view.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(300)
    theme.choose(Scheme.DARK)
    assert bar.value() == 300


def views(pane: DetailPane) -> list[QWidget]:
    page = pane.view.widget()
    assert page is not None
    return page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def test_of_the_same_error_elsewhere_only_what_is_new_is_set(pane: DetailPane, decoder: Decoder) -> None:
    one, other = (
        f'{{"code":-1102,"msg":"Mandatory parameter \'{name}\' was not sent, was empty/null, or malformed."}}'
        for name in ("timestamp", "quantity")
    )
    pane.show_finding(found(one, decoder))
    pane.view.complete()
    before = views(pane)
    pane.show_finding(found(other, decoder))
    after = views(pane)
    kept = [view for view in after if view in before]
    assert len(kept) >= len(before) - 3
    assert kept != after
    texts = [each.toPlainText() for each in pane.findChildren(PastedText)]
    assert any("quantity" in text for text in texts)
    assert not any("'timestamp'" in text for text in texts)


def test_a_page_that_is_exchanged_in_part_is_the_page_set_anew(pane: DetailPane, decoder: Decoder) -> None:
    text = '{"code":-1121,"msg":"Invalid symbol."}'
    one, many = found(text, decoder), findings_of(decoder.decode(f"{text}\n\n{text}\n\n{text}"))[0]
    pane.show_finding(one)
    pane.view.complete()
    title = views(pane)[0]
    pane.show_finding(many)
    pane.view.complete()
    assert views(pane)[0] is title
    QApplication.processEvents()
    exchanged = [(type(view), view.geometry()) for view in sorted(views(pane), key=lambda view: view.y())]
    pane.show_first_start()
    pane.show_finding(many)
    pane.view.complete()
    QApplication.processEvents()
    anew = [(type(view), view.geometry()) for view in sorted(views(pane), key=lambda view: view.y())]
    assert exchanged == anew


def test_more_of_the_same_error_leaves_the_page_where_it_was(pane: DetailPane, decoder: Decoder) -> None:
    text = '{"code":-1121,"msg":"Invalid symbol."}'
    pane.show_finding(found(text, decoder))
    pane.view.complete()
    QApplication.processEvents()
    pane.view.verticalScrollBar().setValue(200)
    pane.show_finding(findings_of(decoder.decode(f"{text}\n\n{text}"))[0])
    QApplication.processEvents()
    assert pane.view.verticalScrollBar().value() == 200
    assert "2 times" in pane.page_text()


def test_a_new_page_begins_at_its_top(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    bar = pane.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(100)
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    assert bar.value() == 0


@pytest.mark.parametrize("meaning_id", ["1003-too-many-requests", "1013-invalid-message", "http-503"])
def test_no_line_is_cut_in_a_narrow_pane(
    pane: DetailPane, registry: Registry, qapp: QApplication, meaning_id: str
) -> None:
    pane.resize(310, 600)
    pane.show_meaning(known(registry, meaning_id))
    pane.view.complete()
    qapp.processEvents()
    page = pane.view.widget()
    assert page is not None
    assert page.width() <= pane.view.viewport().width()
    for label in page.findChildren(TextLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())


def test_advice_and_what_to_do_stand_above_the_fold(pane: DetailPane, decoder: Decoder, qapp: QApplication) -> None:
    texts = (
        '{"code":-1013,"msg":"Filter failure: LOT_SIZE"}',
        '{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}',
        '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}',
        '{"code":-1003,"msg":"Too many requests; IP banned until 1999999999999."}',
    )
    for text in texts:
        pane.show_finding(found(text, decoder))
        qapp.processEvents()
        action = pane.findChildren(ActionsView)[0].findChildren(TextLabel)[0]
        bottom = action.mapTo(pane, QPoint(0, action.height())).y()
        assert bottom < pane.height(), text


def test_tab_walks_through_links_boxes_and_buttons_as_one_reads(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1013-invalid-message"))
    pane.view.complete()
    pane.activateWindow()
    pane.view.setFocus()
    places: list[int] = []
    page = pane.view.widget()
    assert page is not None
    while True:
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            break
        places.append(focused.mapTo(page, QPoint(0, 0)).y())
    assert len(places) > 10
    assert places == sorted(places)


def test_tab_leaves_out_nothing_that_is_not_set_yet(pane: DetailPane, registry: Registry) -> None:
    pane.resize(450, 120)
    pane.activateWindow()
    pane.view.setFocus()
    pane.show_meaning(known(registry, "1007-timeout"))
    assert not pane.findChildren(QCheckBox)
    stops: list[QWidget] = []
    while pane.focusWidget() not in stops:
        stops.append(pane.focusWidget())
        QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Tab)
    boxes = pane.findChildren(QCheckBox)
    assert boxes
    assert [box for box in boxes if box not in stops] == []


def test_everything_that_takes_the_keyboard_has_a_name(pane: DetailPane, decoder: Decoder) -> None:
    pane.show_finding(found('{"code":-1008,"msg":"Something new"}', decoder))
    pane.view.complete()
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget


def test_home_and_end_scroll_the_page_and_the_focus_is_seen(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    bar = pane.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    pane.clearFocus()
    before = pane.bar.grab().toImage()
    pane.activateWindow()
    pane.setFocus()
    assert pane.bar.grab().toImage() != before
    QTest.keyClick(pane.view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(pane.view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_ban_is_counted_down_and_its_end_is_said(qtbot: QtBot, theme: Theme) -> None:
    later = Countdown(datetime.now(UTC) + timedelta(seconds=3700), "#000000", theme)
    qtbot.addWidget(later)
    label = later.findChild(QLabel, "countdown")
    assert label is not None
    assert label.text().startswith("1:01:")
    over = Countdown(datetime.now(UTC) - timedelta(seconds=1), "#000000", theme)
    qtbot.addWidget(over)
    label = over.findChild(QLabel, "countdown")
    assert label is not None
    assert label.text() == "The wait is over"


def test_a_length_of_time_is_written_as_a_clock_does() -> None:
    assert [clock_text(seconds) for seconds in (4, 64, 3725, 93_600)] == ["0:04", "1:04", "1:02:05", "26:00:00"]


def test_another_look_sets_the_page_anew(
    pane: DetailPane, theme: Theme, registry: Registry, qapp: QApplication
) -> None:
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    light = theme.roles.accent
    theme.choose(Scheme.DARK)
    pane.view.complete()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    labels = "".join(label.text() for label in pane.findChildren(TextLabel))
    assert theme.roles.accent in labels
    assert light not in labels


def test_pasted_words_are_as_high_as_their_lines_however_wide_they_were_made(qtbot: QtBot, theme: Theme) -> None:
    words = PastedText((Run("quantity 0.30000000000000004 is no multiple of stepSize 0.00001 " * 3),), theme)
    qtbot.addWidget(words)
    narrow = words.heightForWidth(300)
    again = PastedText((Run("quantity 0.30000000000000004 is no multiple of stepSize 0.00001 " * 3),), theme)
    qtbot.addWidget(again)
    again.resize(300, 20)
    assert narrow == again.heightForWidth(300)
    assert narrow > again.heightForWidth(900)


def test_a_word_in_the_fixed_font_makes_its_line_no_higher(qtbot: QtBot, theme: Theme) -> None:
    plain = TextLabel((Run("Read the order"),), theme)
    mixed = TextLabel((Run("Read "), Run("GET /api/v3/order", RunStyle.CODE)), theme)
    for label in (plain, mixed):
        qtbot.addWidget(label)
    assert mixed.heightForWidth(900) == plain.heightForWidth(900)
