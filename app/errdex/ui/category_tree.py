"""The categories as a tree: the documents' headings with their counts, opened into what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPen, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QTreeWidget, QTreeWidgetItem

from errdex.ui.choice_list import CHOICE, ROW_HEIGHT, Choice, ChoiceDelegate, spoken
from errdex.ui.groups import Group, group_key
from errdex.ui.highlight import escaped

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from errdex.ui.choice_list import Index
    from errdex.ui.theme import Theme

_GROUP = CHOICE + 1
_BRANCH = 14
"""Room for the sign that opens a line, and the step of a line below it."""

Parts = Callable[[Group], tuple[Group, ...]]
Title = Callable[[Group], str]
Count = Callable[[Group | None], int]


class CategoryDelegate(ChoiceDelegate):
    """Paints a line of the tree: the sign that opens it, its words, its count."""

    def __init__(self, theme: Theme, tree: QTreeWidget) -> None:
        """Paint the lines of `tree`."""
        super().__init__(theme, tree)
        self._tree = tree

    def measure(self) -> None:
        """Take the pen of the sign that opens a line, too."""
        super().measure()
        self._branch = QPen(self._muted, 1.4)

    def _paint_start(self, painter: QPainter, room: QRect, choice: Choice, index: Index) -> QRect:  # noqa: ARG002
        """Paint the sign that opens a line, pointing down once it is open; what lies below begins further in."""
        px = self._theme.px
        depth = 1 if index.parent().isValid() else 0
        used = px(_BRANCH) * (1 + depth) - px(7)
        mirrored = self._mirrored()
        if self._tree.model().hasChildren(index):
            middle = QPoint(room.right() if mirrored else room.left(), room.center().y() + 1)
            self._paint_branch(painter, middle, opened=self._tree.isExpanded(index), mirrored=mirrored)
        return room.adjusted(0, 0, -used, 0) if mirrored else room.adjusted(used, 0, 0, 0)

    def _paint_branch(self, painter: QPainter, middle: QPoint, *, opened: bool, mirrored: bool) -> None:
        half = self._theme.px(3)
        if opened:
            points = [QPoint(-half, -half // 2), QPoint(0, half - half // 2), QPoint(half, -half // 2)]
        else:
            side = 1 if mirrored else -1
            points = [QPoint(side * half // 2, -half), QPoint(-side * half // 2, 0), QPoint(side * half // 2, half)]
        painter.setPen(self._branch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygon([middle + point for point in points]))


class CategoryTree(QTreeWidget):
    """All categories of a product, or of all; as tall as its open lines. What is below a line is made when opened."""

    choice_changed = Signal()
    clear_wanted = Signal()
    """Esc: show all codes again."""

    def __init__(self, theme: Theme, parts: Parts, title: Title, parent: QWidget) -> None:
        """Begin empty; `parts` says what a group is made of, `title` what it is called."""
        super().__init__(parent)
        self._theme = theme
        self._parts = parts
        self._title = title
        self._count: Count = lambda group: len(group.positions) if group is not None else 0
        self.setItemDelegate(CategoryDelegate(theme, self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.itemSelectionChanged.connect(self.choice_changed)
        self.itemExpanded.connect(self._open)
        self.itemCollapsed.connect(self.measure)

    def show_groups(self, groups: tuple[Group, ...], kept: Group | None, count: Count) -> None:
        """Show a line for all codes, and one for each group; `kept` stays chosen where there is its like."""
        self._count = count
        blocked = self.blockSignals(True)
        self.clear()
        self._add(None, Choice(self.tr("All"), count(None)), None)
        for group in groups:
            self._add_group(None, group)
        self._choose(next((row for row, group in enumerate(groups, 1) if _same(group, kept)), 0))
        self.blockSignals(blocked)
        self.measure()

    def show_counts(self, count: Count) -> None:
        """Show how many codes each line leaves now; `count` tells it of a group, and of all for None."""
        self._count = count
        for row in range(self.topLevelItemCount()):
            line = self.topLevelItem(row)
            if line is not None:
                self._count_line(line)
                if line.isExpanded():
                    self._count_below(line)

    def group(self) -> Group | None:
        """Return the chosen group; None where all are shown."""
        chosen = self.selectedItems()
        group: Group | None = chosen[0].data(0, _GROUP) if chosen else None
        return group

    def choose_key(self, key: str) -> None:
        """Choose the group that was remembered by its key; where there is none of it, all."""
        groups = (line.data(0, _GROUP) for row in range(self.topLevelItemCount()) if (line := self.topLevelItem(row)))
        self._choose(next((row for row, group in enumerate(groups) if group and group_key(group) == key), 0))

    def let_go(self) -> None:
        """Choose the line for all codes again."""
        self._choose(0)

    def measure(self) -> None:
        """Be as tall as the open lines are."""
        lines = 0
        for row in range(self.topLevelItemCount()):
            line = self.topLevelItem(row)
            lines += 1 + (line.childCount() if line is not None and line.isExpanded() else 0)
        self.setFixedHeight(max(1, lines) * self._theme.px(ROW_HEIGHT))
        self.doItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a line by its sign; choose it by its words, and let go of it when pressed once more."""
        point = event.position().toPoint()
        line = self.itemAt(point)
        if line is not None and self._is_on_sign(point) and self.model().hasChildren(self.indexFromItem(line)):
            line.setExpanded(not line.isExpanded())
        elif line is not None and line.isSelected():
            self.let_go()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open or close a line."""
        line = self.itemAt(event.position().toPoint())
        if line is not None and not self._is_on_sign(event.position().toPoint()):
            line.setExpanded(not line.isExpanded())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space lets go of the chosen line, Esc of all filters; the arrows choose, open and close."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and self.group() is not None:
            self.let_go()
        elif event.key() == Qt.Key.Key_Asterisk:
            # Qt would open all below at once, and does not bear lines that are only made when they are opened.
            self.expand(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        line = self.topLevelItem(row)
        if line is not None:
            self.setCurrentItem(line)

    def _is_on_sign(self, point: QPoint) -> bool:
        width = self._theme.px(_BRANCH + 4)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return point.x() > self.width() - width if mirrored else point.x() < width

    def _open(self, line: QTreeWidgetItem) -> None:
        """Add what a line is made of when it is opened for the first time."""
        group = line.data(0, _GROUP)
        if group is not None and not line.childCount():
            for part in self._parts(group):
                self._add_group(line, part)
        else:
            self._count_below(line)
        self.measure()

    def _count_below(self, line: QTreeWidgetItem) -> None:
        for row in range(line.childCount()):
            part = line.child(row)
            if part is not None:
                self._count_line(part)

    def _count_line(self, line: QTreeWidgetItem) -> None:
        choice: Choice = line.data(0, CHOICE)
        codes = self._count(line.data(0, _GROUP))
        if choice.codes != codes:
            self._say_choice(line, choice._replace(codes=codes))

    def _say_choice(self, line: QTreeWidgetItem, choice: Choice) -> None:
        line.setData(0, CHOICE, choice)
        line.setData(0, int(Qt.ItemDataRole.AccessibleTextRole), spoken(choice))

    def _add_group(self, above: QTreeWidgetItem | None, group: Group) -> None:
        line = self._add(above, Choice(self._title(group), self._count(group)), group)
        tip = f"{group.range} {group.heading}".strip()
        if tip:
            line.setToolTip(0, f"<qt>{escaped(tip)}</qt>")
        if group.over_all:
            line.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)

    def _add(self, above: QTreeWidgetItem | None, choice: Choice, group: Group | None) -> QTreeWidgetItem:
        line = QTreeWidgetItem(self) if above is None else QTreeWidgetItem(above)
        line.setText(0, choice.title)
        line.setData(0, _GROUP, group)
        self._say_choice(line, choice)
        return line


def _same(group: Group, other: Group | None) -> bool:
    """Whether two products' groups stand for the same range."""
    return other is not None and (group.kind, group.range, group.title) == (other.kind, other.range, other.title)
