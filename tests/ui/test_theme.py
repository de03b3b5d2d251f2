from __future__ import annotations

import re
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from errdex.resources import resources_folder
from errdex.ui.icons import Icons
from errdex.ui.palette import DARK, LIGHT, contrast
from errdex.ui.theme import SIZES, Scheme, Theme, Times, palette_of


def test_a_chosen_scheme_is_put_on_and_announced(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose(Scheme.DARK)
    assert theme.roles is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    theme.choose(Scheme.LIGHT)
    assert theme.roles is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.window


def test_the_systems_scheme_is_followed_only_where_wanted(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    theme.choose(Scheme.SYSTEM)
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    theme.choose(Scheme.DARK)
    with qtbot.assertNotEmitted(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert theme.roles is DARK


def test_text_grows_and_shrinks_within_bounds(theme: Theme) -> None:
    usual = theme.pixels
    theme.step_size(1)
    assert theme.pixels > usual
    assert theme.font().pixelSize() == theme.pixels
    for _ in SIZES:
        theme.step_size(-1)
    assert theme.size == SIZES[0]
    assert theme.px(13) == theme.pixels


def test_the_style_sheet_uses_no_colour_but_the_roles(qapp: QApplication, theme: Theme) -> None:
    known = {value.upper() for value in theme.roles if isinstance(value, str)}
    used = {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}", qapp.styleSheet())}
    assert used
    assert used <= known


class Polishes(QObject):
    """Counts how often a widget is dressed."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_another_look_dresses_a_widget_twice_however_deep_it_lies(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, Icons(resources_folder() / "icons"))
    theme.choose(Scheme.LIGHT)
    window = widget = QWidget()
    qtbot.addWidget(window)
    for _ in range(10):
        widget = QWidget(widget)
    theme.dress(window)
    window.show()
    polishes = Polishes(widget)
    theme.choose(Scheme.DARK)
    assert 0 < polishes.count <= 2
    theme.deleteLater()


def test_a_window_that_is_gone_is_not_dressed(qapp: QApplication) -> None:
    theme = Theme(qapp, Icons(resources_folder() / "icons"))
    window = QWidget()
    theme.dress(window)
    window.deleteLater()
    qapp.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    theme.choose(Scheme.DARK)
    theme.deleteLater()


def test_qt_colours_selection_links_and_disabled_text_readably() -> None:
    for roles in (LIGHT, DARK):
        palette, role = palette_of(roles), QPalette.ColorRole
        pairs = ((role.HighlightedText, role.Highlight), (role.Link, role.Base), (role.ToolTipText, role.ToolTipBase))
        for text, ground in pairs:
            assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 4.5
        disabled = palette.color(QPalette.ColorGroup.Disabled, role.Text).name()
        assert contrast(disabled, palette.color(role.Base).name()) >= 4.5


def test_a_time_is_written_by_the_chosen_clock_and_says_so(theme: Theme, qtbot: QtBot) -> None:
    now = datetime.now(UTC)
    local, far = now.astimezone(), datetime(2021, 4, 12, 11, 57, tzinfo=UTC)
    assert theme.clock_text(now.isoformat()) == f"{local:%H:%M}"
    assert theme.clock_text(now.isoformat(), whole=True) == f"{local:%Y-%m-%d %H:%M}"
    with qtbot.waitSignal(theme.changed):
        theme.choose_times(Times.UTC)
    assert theme.clock_text(now.isoformat()) == f"{now:%H:%M} UTC"
    assert theme.clock_text(far.isoformat()) == "2021-04-12 11:57 UTC"
    for odd in ("9999-99-99T99:99:99.999Z", "9999-12-31T23:59:59-23:00", "soon"):
        assert theme.clock_text(odd) == odd
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose_times(Times.UTC)
