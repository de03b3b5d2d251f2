"""The least that a window like ours costs: Qt's own widgets in the same places, the same files read, nothing of ours.

``startup.py`` starts it: what Errdex takes beyond it is Errdex's own, what it takes beyond the bare window is Qt's.
Lists, table and texts are filled with plain words; there is no style sheet, no drawing and no sorting.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
REGISTRY = Path(__file__).parents[2] / "resources" / "registry"
PARAGRAPH = "A paragraph of text that is wrapped over several lines, as the page of an answer has them. " * 2


class Model(QAbstractTableModel):
    """The meanings' ids in five columns."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__()
        self._ids = ids

    def rowCount(self, _parent: object = None) -> int:
        return len(self._ids)

    def columnCount(self, _parent: object = None) -> int:
        return 5

    def data(self, index: Index, role: int = 0) -> str | None:
        return self._ids[index.row()] if role == 0 else None


class Delegate(QStyledItemDelegate):
    """Draws a cell itself, as ours does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.setPen(QColor("#333333"))
        painter.drawText(QRect(option.rect), Qt.AlignmentFlag.AlignVCenter, index.data())


class Table(QTableView):
    """Says when it was painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, painted)


def painted() -> None:
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    application.quit()


def stacked(*widgets: QWidget) -> QFrame:
    frame = QFrame()
    column = QVBoxLayout(frame)
    for widget in widgets:
        column.addWidget(widget)
    return frame


def scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    return area


def split(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter


def fill_menus(window: QMainWindow) -> None:
    for title in range(7):
        menu = window.menuBar().addMenu(f"Menu {title}")
        for number in range(8):
            action = QAction(f"Command {number}", window)
            action.setShortcut(QKeySequence(f"Ctrl+F{number + 1}") if title == 0 else QKeySequence())
            menu.addAction(action)


def filters() -> QScrollArea:
    products = QComboBox()
    products.addItems([str(number) for number in range(11)])
    tree = QTreeWidget()
    tree.setHeaderHidden(True)
    tree.addTopLevelItems([QTreeWidgetItem([f"{number}xx"]) for number in range(14)])
    lists = [QListWidget(), QListWidget()]
    for one in lists:
        one.addItems(["one", "two", "three"])
    return scrolled(stacked(QLabel("Product"), products, QLabel("Category"), tree, QLabel("Again?"), *lists))


def page() -> QScrollArea:
    paragraphs = [QLabel(PARAGRAPH) for _ in range(12)]
    for paragraph in paragraphs:
        paragraph.setWordWrap(True)
    return scrolled(stacked(*paragraphs))


def table() -> Table:
    names = [path for path in REGISTRY.glob("*.json") if path.name != "registry.schema.json"]
    content = {path.name: json.loads(path.read_bytes()) for path in names}
    shown = Table()
    shown.verticalHeader().hide()
    shown.setModel(Model([meaning["id"] for meaning in content["meanings.json"]["meanings"]]))
    shown.setItemDelegate(Delegate())
    shown.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    return shown


application = QApplication(["least", "-style", "fusion"])
window = QMainWindow()
fill_menus(window)
upper = stacked(QPlainTextEdit(), QPushButton("Paste"), QLabel("No errors"))
middle = split(Qt.Orientation.Vertical, upper, stacked(QLineEdit(), table()))
right = split(Qt.Orientation.Vertical, page(), stacked(QPlainTextEdit(), QLabel("Saved")))
window.setCentralWidget(split(Qt.Orientation.Horizontal, filters(), middle, right))
window.resize(1360, 860)
window.show()
application.exec()
