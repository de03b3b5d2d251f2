from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from errdex.decode.decoder import Decoder
from errdex.decode.model import Finding, findings_of
from errdex.registry.advice import AdviceBook
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.model import Meaning, Registry
from errdex.resources import resources_folder
from errdex.ui.detail_pane import EXAMPLE, DetailPane
from errdex.ui.detail_choices import FoldView
from errdex.ui.detail_texts import PastedText, TextLabel
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


def test_what_was_pasted_is_never_markup(pane: DetailPane, decoder: Decoder) -> None:
    message = "<img src='file:///etc/hostname'><b>&amp;</b>"
    pane.show_finding(found(f'binance {{"code":-1121,"msg":"{message}"}}', decoder))
    label = next(label for label in pane.findChildren(TextLabel) if "<img" in label.accessibleName())
    assert "<img" not in label.text()
    assert "&lt;img" in label.text()


def test_links_are_reached_and_followed_by_keyboard(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    linked = next(label for label in pane.findChildren(TextLabel) if 'href="1122' in label.text())
    assert linked.focusPolicy() == Qt.FocusPolicy.StrongFocus
    pane.activateWindow()
    linked.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(pane.link_activated) as followed:
        QTest.keyClick(linked, Qt.Key.Key_Return)
    assert registry.meaning(followed.args[0]) is not None


def test_paragraphs_can_be_selected_and_are_no_tab_stops(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1121-bad-symbol"))
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


def test_ticks_stay_while_the_window_is_open(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1007-timeout"))
    box = pane.findChildren(QCheckBox)[1]
    with qtbot.waitSignal(pane.step_ticked) as ticked:
        box.click()
    assert ticked.args[0] == "1007-timeout"
    assert ticked.args[2] is True
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    assert not any(box.isChecked() for box in pane.findChildren(QCheckBox))
    pane.show_meaning(known(registry, "1007-timeout"))
    assert [box.isChecked() for box in pane.findChildren(QCheckBox)][:3] == [False, True, False]


def test_every_box_says_what_it_ticks(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "1007-timeout"))
    assert all(box.accessibleName() for box in pane.findChildren(QCheckBox))


def test_a_click_on_a_step_ticks_it(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1007-timeout"))
    qtbot.waitExposed(pane)
    box = pane.findChildren(QCheckBox)[0]
    label = next(label for label in pane.findChildren(TextLabel) if label.accessibleName() == box.accessibleName())
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert box.isChecked()


def test_what_is_folded_away_unfolds(pane: DetailPane, registry: Registry) -> None:
    pane.show_meaning(known(registry, "2010-new-order-rejected"))
    fold = pane.findChildren(FoldView)[0]
    assert not fold.findChildren(TextLabel)
    fold.findChildren(QPushButton)[0].click()
    labels = fold.findChildren(TextLabel)
    assert len(labels) > 40
    assert all(label.isVisible() for label in labels)


def test_the_first_page_offers_an_example(pane: DetailPane, qtbot: QtBot) -> None:
    pane.show_first_start()
    with qtbot.waitSignal(pane.example_requested) as wanted:
        pane.findChildren(QPushButton)[0].click()
    assert wanted.args == [EXAMPLE]
    pane.show_nothing()
    assert pane.title() == "No Binance error found"


def test_a_new_page_begins_at_its_top(pane: DetailPane, registry: Registry, qtbot: QtBot) -> None:
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    bar = pane.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(100)
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    assert bar.value() == 0


def test_no_line_is_cut_in_a_narrow_pane(pane: DetailPane, registry: Registry, qapp: QApplication) -> None:
    pane.resize(pane.minimumSizeHint().width(), 600)
    pane.show_meaning(known(registry, "1003-too-many-requests"))
    qapp.processEvents()
    page = pane.view.widget()
    assert page is not None
    assert page.width() <= pane.view.viewport().width()
    for label in page.findChildren(TextLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())


def test_another_look_sets_the_page_anew(
    pane: DetailPane, theme: Theme, registry: Registry, qapp: QApplication
) -> None:
    pane.show_meaning(known(registry, "1121-bad-symbol"))
    light = theme.roles.accent
    theme.choose(Scheme.DARK)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    labels = "".join(label.text() for label in pane.findChildren(TextLabel))
    assert theme.roles.accent in labels
    assert light not in labels
