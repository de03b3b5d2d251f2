"""The widgets that a detail page is set from: its paper, and one kind for each kind of block of our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from errdex.ui.detail_blocks import Actions, AdviceBanner, Checklist, Heading, Prose, Section, Tone
from errdex.ui.detail_texts import TextLabel, line_label, plain_label
from errdex.ui.findings_bar import StateLine
from errdex.ui.highlight import Run, RunStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.ui.detail_blocks import Block, Carriers, Example
    from errdex.ui.theme import Theme

_GAPS: dict[type, int] = {Section: 18, AdviceBanner: 13, Prose: 5, Checklist: 7, Actions: 6}
"""The space above a block, by its kind; between others it is 8 pixels."""


class Page(QWidget):
    """The paper of a page. Its lines have one width, with a scroll bar beside them and without."""

    def __init__(self, lines_width: Callable[[], int]) -> None:
        """Begin empty; `lines_width` tells how wide the lines are now."""
        super().__init__()
        self._lines_width = lines_width
        self.put_off = 0
        """The height of what is not laid out while the width changes."""
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        self.setObjectName("detailPage")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def heightForWidth(self, width: int) -> int:  # noqa: ARG002  (Qt asks for every width that a scroll bar may leave)
        """Return the height of the lines at their one width."""
        margins = self.column.contentsMargins()
        return self.column.heightForWidth(self._lines_width() + margins.left() + margins.right()) + self.put_off

    def sizeHint(self) -> QSize:
        """Ask for what it must have."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width that no part can do without; Qt would set the page at it to know the height."""
        return QSize(self.column.minimumSize().width(), 1)

    def view_at(self, place: int) -> QWidget:
        """Return the view of the block at a place; above each stands its gap."""
        stands = self.column.itemAt(2 * place + 1)
        view = stands.widget() if stands is not None else None
        if view is None:
            message = f"no block stands at {place}"
            raise IndexError(message)
        return view

    def insert(self, place: int, gap: int, view: QWidget) -> None:
        """Set the view of a block, with a gap above it."""
        self.column.insertSpacing(2 * place, gap)
        self.column.insertWidget(2 * place + 1, view)

    def set_gap(self, place: int, gap: int) -> None:
        """Leave another gap above a view."""
        self.column.takeAt(2 * place)
        self.column.insertSpacing(2 * place, gap)

    def take_out(self, place: int) -> None:
        """Take away a view and its gap."""
        view = self.view_at(place)
        self.column.takeAt(2 * place)
        self.column.takeAt(2 * place)
        view.hide()
        view.setParent(None)
        view.deleteLater()


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
            # Where both have no room, the word is cut: it must not make the page wider than its pane.
            aside = StateLine(self)
            aside.setFont(theme.font(0.87))
            aside.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            aside.say(section.aside)
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


def gap_between(before: Block, block: Block) -> int:
    """Return the space between two blocks; small print at the end of a part stands off a little."""
    if isinstance(before, Section):
        return 5
    if isinstance(before, Heading) and isinstance(block, AdviceBanner):
        return 12
    if isinstance(block, Prose) and block.tone is Tone.SMALL:
        return 2 if isinstance(before, Prose) else 8
    return _GAPS.get(type(block), 8)


def stops_in(view: QWidget) -> list[QWidget]:
    """Return the places in a view to which Tab comes, in the order in which they were made."""
    return [each for each in (view, *view.findChildren(QWidget)) if _takes_tab(each)]


def put_behind(before: QWidget, made: QWidget) -> QWidget:
    """Let Tab go from `before` through what was made later, in its order, and return the last of it that takes Tab."""
    for stop in stops_in(made):
        QWidget.setTabOrder(before, stop)
        before = stop
    return before


def next_stop(before: QWidget, *, forward: bool) -> QWidget:
    """Return the control that Tab (or Shift+Tab) is to lead to; the same one where there is no other."""
    stop = before.nextInFocusChain() if forward else before.previousInFocusChain()
    while stop is not None and stop is not before:
        if _takes_tab(stop) and stop.isEnabled() and stop.isVisible():
            return stop
        stop = stop.nextInFocusChain() if forward else stop.previousInFocusChain()
    return before


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _breakable(name: str) -> str:
    """Let a long name break behind its underscores, in a narrow column."""
    return name.replace("_", "_\u200b")


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
