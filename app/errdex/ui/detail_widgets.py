"""The widgets that a detail page is set from, one kind for each kind of block of our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from errdex.ui.detail_blocks import Tone
from errdex.ui.detail_texts import TextLabel, line_label, plain_label
from errdex.ui.highlight import Run, RunStyle

if TYPE_CHECKING:
    from errdex.ui.detail_blocks import Actions, Carriers, Example, Heading, Section
    from errdex.ui.theme import Theme


class HeadingView(QWidget):
    """Number and name large, what they belong to below."""

    def __init__(self, heading: Heading, theme: Theme) -> None:
        """Set a page's title."""
        super().__init__()
        column = _column(self, theme.px(5))
        title = plain_label(_breakable(f"{heading.number} {heading.name}".strip()), theme, 20 / 13, semibold=True)
        title.setAccessibleName(f"{heading.number} {heading.name}".strip())
        title.setObjectName("detailTitle")
        column.addWidget(title)
        if heading.subtitle:
            column.addWidget(TextLabel((Run(heading.subtitle),), theme, Tone.MUTED))


class SectionView(QWidget):
    """The heading of a part, with a quiet word at the end of its line."""

    def __init__(self, section: Section, theme: Theme) -> None:
        """Set a heading."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        title = line_label(section.title, theme, "text", semibold=True)
        row.addWidget(title, 1)
        if section.aside:
            aside = line_label(section.aside, theme, "muted", scale=0.87)
            aside.setWordWrap(False)
            row.addWidget(aside, 0, Qt.AlignmentFlag.AlignBottom)


class ExampleView(QWidget):
    """A text to try, and the button that tries it."""

    wanted = Signal(str)

    def __init__(self, example: Example, theme: Theme) -> None:
        """Offer an example."""
        super().__init__()
        column = _column(self, theme.px(8))
        label = TextLabel((Run(example.text, RunStyle.CODE),), theme)
        column.addWidget(label)
        button = QPushButton(example.title)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.wanted.emit(example.text))
        column.addWidget(button)


class ActionsView(QWidget):
    """Things to do, numbered in their order."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        """Set the actions."""
        super().__init__()
        column = _column(self, theme.px(6))
        several = len(actions.actions) > 1
        for place, action in enumerate(actions.actions):
            label = TextLabel(action.runs, theme, number=f"{place + 1}." if several else "")
            label.set_ground(action.ground.words)
            column.addWidget(label)


class CarriersView(QWidget):
    """Which products print the code under which name, in which category, since or until when."""

    def __init__(self, carriers: Carriers, theme: Theme) -> None:
        """Set one group of lines for each name and category."""
        super().__init__()
        column = _column(self, theme.px(8))
        for row in carriers.rows:
            group = QVBoxLayout()
            group.setSpacing(theme.px(1))
            group.addWidget(TextLabel((Run(row.products),), theme))
            group.addWidget(TextLabel((Run(f"{row.name} · {row.place}"),), theme, Tone.SMALL))
            column.addLayout(group)


def put_behind(before: QWidget, made: QWidget) -> QWidget:
    """Let Tab go from `before` through what was made later, in its order, and return the last of it that takes Tab."""
    for widget in (made, *made.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            QWidget.setTabOrder(before, widget)
            before = widget
    return before


def _breakable(name: str) -> str:
    """Let a long name break behind its underscores, in a narrow column."""
    return name.replace("_", "_\u200b")


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
