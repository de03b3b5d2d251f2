"""The parts of a detail page that do something: causes to tick, candidates to choose, and what unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from errdex.ui.detail_blocks import Tone, plain_text
from errdex.ui.detail_pasted import PastedText
from errdex.ui.detail_texts import TextLabel
from errdex.ui.detail_widgets import put_behind
from errdex.ui.highlight import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.ui.detail_blocks import Checklist, Options, Step
    from errdex.ui.theme import Theme


class StepView(QWidget):
    """One likely cause with its box to tick."""

    ticked = Signal(str, bool)
    """The cause's id, and whether it is ticked now."""

    def __init__(self, step: Step, theme: Theme, *, is_ticked: bool) -> None:
        """Set a cause."""
        super().__init__()
        self.id = step.id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.box = QCheckBox()
        self.box.setAccessibleName(plain_text(step.runs))
        self.box.setAccessibleDescription(f"{plain_text(step.tell)} {step.ground.words}".strip())
        self.box.setChecked(is_ticked)
        self.box.toggled.connect(self._tell)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, theme.px(4), 0, 0)
        beside.addWidget(self.box)
        beside.addStretch(1)
        row.addLayout(beside)
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        row.addLayout(column, 1)
        self.text = TextLabel(step.runs, theme)
        self.text.clicked.connect(self.box.toggle)
        self.text.set_ground(step.ground.words)
        column.addWidget(self.text)
        if step.tell:
            column.addWidget(TextLabel(step.tell, theme, Tone.MUTED))

    def set_ticked(self, is_ticked: bool) -> None:
        """Show a tick that was kept or taken back elsewhere."""
        self.box.blockSignals(True)
        self.box.setChecked(is_ticked)
        self.box.blockSignals(False)

    def _tell(self, on: bool) -> None:
        self.ticked.emit(self.id, on)


class ChecklistView(QWidget):
    """The causes in their order."""

    ticked = Signal(str, bool)

    def __init__(self, checklist: Checklist, theme: Theme, ticked: frozenset[str]) -> None:
        """Set the causes; those in `ticked` have their tick."""
        super().__init__()
        column = _column(self, theme.px(8))
        self.steps = tuple(StepView(step, theme, is_ticked=step.id in ticked) for step in checklist.steps)
        for step in self.steps:
            step.ticked.connect(self.ticked)
            column.addWidget(step)

    def set_ticked(self, ticked: frozenset[str]) -> None:
        """Show which causes are ticked."""
        for step in self.steps:
            step.set_ticked(step.id in ticked)


class OptionsView(QWidget):
    """The candidates of one number; the chosen one is explained below."""

    chosen = Signal(int)

    def __init__(self, options: Options, theme: Theme) -> None:
        """Set the candidates in their order, each with the reasons for it."""
        super().__init__()
        column = _column(self, 0)
        group = QButtonGroup(self)
        self.setStyleSheet(_radio_style(theme))
        for place, option in enumerate(options.options):
            button = QRadioButton(option.title.replace("&", "&&"))
            button.setChecked(place == options.chosen)
            button.setAccessibleDescription(option.reasons)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            group.addButton(button, place)
            if place:
                column.addSpacing(theme.px(10))
            column.addWidget(button)
            if option.reasons:
                reasons = PastedText((Run(option.reasons),), theme, Tone.MUTED)
                reasons.clicked.connect(button.click)
                indented = QHBoxLayout()
                indented.addSpacing(theme.px(22))
                indented.addWidget(reasons, 1)
                column.addLayout(indented)
        group.idClicked.connect(self.chosen)
        self._group = group

    def focus_chosen(self) -> None:
        """Put the focus on the chosen candidate."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()


class FoldView(QWidget):
    """A line that unfolds what is too long to stand on the page."""

    def __init__(self, title: str, make: Callable[[], tuple[QWidget, ...]], theme: Theme) -> None:
        """Fold away behind `title` what `make` makes, once it is asked for."""
        super().__init__()
        column = _column(self, theme.px(9))
        self._button = QPushButton(title)
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column.addWidget(self._button)
        self._make = make
        self._column = column
        self._button.clicked.connect(self.unfold)

    def unfold(self) -> None:
        """Show what is folded away; the focus goes on to its first link, or to what follows."""
        had_focus = self._button.hasFocus()
        before: QWidget = self._button
        for widget in self._make():
            self._column.addWidget(widget)
            widget.show()
            before = put_behind(before, widget)
        if had_focus:
            self._button.focusNextChild()
        self._button.hide()


def _radio_style(theme: Theme) -> str:
    """Return how the candidates' buttons look; Fusion's own cannot be seen on the dark ground."""
    roles, px = theme.roles, theme.px
    return (
        f"QRadioButton {{ font-weight: 600; spacing: {px(8)}px; }}"
        f"QRadioButton::indicator {{ width: {px(12)}px; height: {px(12)}px; border-radius: {px(7)}px;"
        f" border: 1px solid {roles.field_line}; background: {roles.surface}; }}"
        f"QRadioButton::indicator:checked {{ width: {px(6)}px; height: {px(6)}px; background: {roles.accent_text};"
        f" border: {px(4)}px solid {roles.accent}; }}"
        f"QRadioButton:focus {{ color: {roles.accent}; }}"
    )


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
