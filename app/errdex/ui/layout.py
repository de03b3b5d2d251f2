"""Putting widgets beside and below each other without gaps and without boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


def stack(*widgets: QWidget, room: QWidget | None = None) -> QWidget:
    """Put widgets below each other without gaps; `room` takes what is left."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, widget is room)
    return box


def split(way: Qt.Orientation, first: QWidget, second: QWidget, sizes: tuple[int, int], grows: int = 1) -> QSplitter:
    """Put two widgets beside or below each other, with a hairline that can be moved; one `grows` with the window."""
    splitter = QSplitter(way)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setSizes(list(sizes))
    splitter.setStretchFactor(grows, 1)
    splitter.setStretchFactor(1 - grows, 0)
    return splitter
