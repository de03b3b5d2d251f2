"""Light and dark: follows the system, or stays as the person chose. Makes Qt's palette and style sheet from the roles.

Qt's own scheme setting may silently do nothing, so the palette is ours; widgets that paint listen to `Theme.changed`.
"""

from __future__ import annotations

from enum import StrEnum
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette

from errdex.ui.palette import DARK, LIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from errdex.ui.icons import Icons
    from errdex.ui.palette import Roles

_LEAST_PIXELS = 13
"""The size of text at 100 %; a larger system font is followed."""
SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""The text sizes to choose from, in percent."""


class Scheme(StrEnum):
    """Which of the two looks is wanted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Times(StrEnum):
    """By which clock a time is written where only one has room."""

    LOCAL = "local"
    UTC = "utc"


class Theme(QObject):
    """The look in force: colours by role, fonts, icons, and by which clock a time is written.

    Made once and handed to every widget that paints.
    """

    changed = Signal()
    """Colours or sizes are others than before."""
    _sheet_changed = Signal(str)

    def __init__(self, application: QApplication, icons: Icons) -> None:
        """Take over the application's palette and font; follow the system's scheme from now on."""
        super().__init__(application)
        self._application = application
        self.icons = icons
        self.scheme = Scheme.SYSTEM
        self.size = 100
        self.times = Times.LOCAL
        self.roles: Roles = LIGHT
        self._family = application.font().family()
        self._base_pixels = max(_LEAST_PIXELS, QFontInfo(application.font()).pixelSize())
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, scheme: Scheme, size: int = 100) -> None:
        """Put on a look: the scheme, and the text's size in percent."""
        self.scheme = scheme
        self.size = min(max(size, SIZES[0]), SIZES[-1])
        self._put_on()

    def choose_times(self, times: Times) -> None:
        """Write times by another clock."""
        if times is not self.times:
            self.times = times
            self.changed.emit()

    def clock_text(self, instant: str, *, whole: bool = False) -> str:
        """Write an instant (ISO 8601) by the chosen clock: the time today, the date too on other days or if `whole`.

        What is no time that this clock can show stays as it is written: it came in with a note from elsewhere.
        """
        from datetime import UTC, datetime

        try:
            moment = datetime.fromisoformat(instant).astimezone(UTC if self.times is Times.UTC else None)
        except (ValueError, OverflowError):
            return instant
        is_today = moment.date() == datetime.now(moment.tzinfo).date()
        text = moment.strftime("%H:%M" if is_today and not whole else "%Y-%m-%d %H:%M")
        return f"{text} UTC" if self.times is Times.UTC else text

    def dress(self, top: QWidget | QApplication) -> None:
        """Put the style sheet on a window and all that opens from it; each later look takes its place there.

        After the window was built: each widget that enters a dressed one costs anew. On the window, and not on the
        application: another sheet there has Qt dress each widget once for each of those around it (1,370 times, 28 to
        37 ms), here twice (430 times, 11 ms).
        """
        top.setStyleSheet(self._style_sheet())
        self._sheet_changed.connect(top.setStyleSheet)

    def step_size(self, step: int) -> None:
        """Make the text `step` sizes larger (or smaller)."""
        nearest = min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - self.size))
        self.choose(self.scheme, SIZES[min(max(nearest + step, 0), len(SIZES) - 1)])

    @property
    def pixels(self) -> int:
        """The size of ordinary text, in logical pixels."""
        return round(self._base_pixels * self.size / 100)

    def px(self, at_hundred: float) -> int:
        """Return a length that is `at_hundred` logical pixels beside 13 px text, scaled with the text."""
        return round(at_hundred * self.pixels / _LEAST_PIXELS)

    def color(self, role: str) -> QColor:
        """Return the colour of a role ("mark_line")."""
        return QColor(getattr(self.roles, role))

    def font(self, scale: float = 1.0, *, semibold: bool = False, tabular: bool = False) -> QFont:
        """Return the system's font at a size relative to ordinary text."""
        font = QFont(self._family)
        font.setPixelSize(max(8, round(self.pixels * scale)))
        if semibold:
            font.setWeight(QFont.Weight.DemiBold)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def fixed_font(self, scale: float = 1.0) -> QFont:
        """Return the system's fixed font, for pasted text and identifiers."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(max(8, round(self.pixels * scale)))
        return font

    def _follow_system(self) -> None:
        if self.scheme is Scheme.SYSTEM:
            self._put_on()

    def _is_dark(self) -> bool:
        if self.scheme is Scheme.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.scheme is Scheme.DARK

    def _put_on(self) -> None:
        self.roles = DARK if self._is_dark() else LIGHT
        self._application.setFont(self.font())
        self._application.setPalette(palette_of(self.roles))
        self._sheet_changed.emit(self._style_sheet())
        self.changed.emit()

    def _style_sheet(self) -> str:
        lengths = {
            "radius": self.px(6),
            "pad": self.px(6),
            "wide": self.px(10),
            # A line brings a margin of 2 px of its own, a text one of 4: the words of all stand below each other.
            "in_line": self.px(10) - 2,
            "in_text": self.px(10) - 4,
            "arrow": self.px(14),
            "drop": self.px(26),
            "menu": self.px(7),
            "bar": self.px(10),
            "check": self.px(14),
            "dot": 2 * self.px(6),
            "round": self.px(6) + 1,
            "ring": self.px(4),
            "core": 2 * self.px(6) + 2 - 2 * self.px(4),
            "inner": self.px(14) - 2,
            "small": self.px(11),
            "status": self.px(12),
        }
        drawings = {"down": self._drawing_url("down"), "tick": self._drawing_url("tick")}
        colours = {name: value for name, value in self.roles._asdict().items() if isinstance(value, str)}
        return Template(_STYLE).substitute(**colours, **lengths, **drawings)

    def _drawing_url(self, name: str) -> str:
        """Return the drawing that the style sheet shows: style sheets cannot tint, so each look has its own file."""
        return (self.icons.folder / f"{name}-{'dark' if self.roles.dark else 'light'}.svg").as_posix()


def palette_of(roles: Roles) -> QPalette:
    """Return Qt's palette for our roles, disabled colours included."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: roles.window,
        role.WindowText: roles.text,
        role.Base: roles.surface,
        role.AlternateBase: roles.sunken,
        role.Text: roles.text,
        role.PlaceholderText: roles.muted,
        role.Button: roles.surface,
        role.ButtonText: roles.text,
        role.BrightText: roles.no,
        role.ToolTipBase: roles.surface,
        role.ToolTipText: roles.text,
        role.Highlight: roles.selection,
        role.HighlightedText: roles.selection_text,
        role.Accent: roles.accent,
        role.Link: roles.accent,
        role.LinkVisited: roles.accent,
        role.Light: roles.surface,
        role.Midlight: roles.hover,
        role.Mid: roles.line,
        role.Dark: roles.field_line,
        role.Shadow: roles.line,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(roles.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(roles.hover))
    return palette


_STYLE = """
QToolTip { color: $text; background: $surface; border: 1px solid $line; padding: ${pad}px; }
QMenuBar { background: $surface; border-bottom: 1px solid $line; padding: 0 ${pad}px; }
QMenuBar::item { padding: ${menu}px ${bar}px; background: transparent; color: $text; border-radius: 4px; }
QMenuBar::item:selected { background: $selection; color: $selection_text; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 22px; border-radius: 4px; color: $text; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QSplitter::handle { background: $line; }
QSplitter[seam="hidden"]::handle { background: transparent; }
QLineEdit, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
    placeholder-text-color: $muted;
    selection-background-color: $selection; selection-color: $selection_text; }
QLineEdit { padding: ${pad}px ${in_line}px; }
QPlainTextEdit, QTextEdit { padding: ${pad}px ${in_text}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QTextEdit#notePage { background: transparent; border-color: transparent; }
QTextEdit#notePage:focus { border-color: $accent; }
QToolButton#noteWalker::menu-indicator, QToolButton#noteMore::menu-indicator { image: none; width: 0; }
QComboBox { background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
    padding: ${pad}px ${wide}px; }
QComboBox:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox::down-arrow { image: url("$down"); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; outline: none;
    selection-background-color: $selection; selection-color: $selection_text; }
QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
    padding: ${pad}px ${wide}px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPlainTextEdit[invites="true"] { border-color: $accent; background: $selection; }
QPushButton:default { border-color: $accent; color: $accent; }
QPushButton:disabled { color: $disabled; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox::indicator { width: ${check}px; height: ${check}px; border: 1px solid $field_line; border-radius: 3px;
    background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:focus { width: ${inner}px; height: ${inner}px; border: 2px solid $accent; }
QCheckBox::indicator:checked:focus { border-color: $text; }
QRadioButton::indicator { width: ${dot}px; height: ${dot}px; border: 1px solid $field_line; border-radius: ${round}px;
    background: $surface; }
QRadioButton::indicator:checked { border: ${ring}px solid $accent; width: ${core}px; height: ${core}px;
    border-radius: ${round}px; background: $accent_text; }
QRadioButton::indicator:focus { border-color: $accent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; border: none; border-bottom: 1px solid $line; color: $muted;
    font-size: ${small}px; font-weight: 600; padding: 5px 0; text-align: left; }
QScrollArea, QTableView, QListView, QTreeView { border: none; background: transparent; }
QListWidget[rows="plain"] { outline: none; }
QListWidget[rows="plain"]::item { padding: 0 ${pad}px; border-bottom: 1px solid $line; }
QListWidget[rows="plain"]::item:selected { background: $selection; color: $selection_text; }
QListWidget[rows="plain"]::item:focus { border: 1px solid $accent; border-radius: ${radius}px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $field_line; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="group"] { color: $muted; font-size: ${small}px; font-weight: 600; }
QLabel[role="status"] { color: $muted; font-size: ${status}px; }
*[ground="sunken"] { background: $sunken; }
*[ground="surface"] { background: $surface; }
QWidget#detailPage { background: $surface; }
QTextEdit#pastedText { border: none; background: transparent; padding: 0; }
QToolButton[role="quiet"] { border: 1px solid transparent; border-radius: ${radius}px; color: $accent;
    padding: 4px ${pad}px; }
QToolButton[role="quiet"]:hover { background: $hover; }
QToolButton[role="quiet"]:focus { border-color: $accent; }
QToolButton[role="quiet"]:checked { background: $selection; color: $selection_text; }
QToolButton[role="quiet"]:disabled { color: $disabled; }
*[ground="line"] { background: $line; }
*[ground="notice"] { background: $wait_ground; border-bottom: 1px solid $line; }
*[ground="window"] { background: $window; }
"""
