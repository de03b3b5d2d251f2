"""The dialog that tells of a fault in Errdex itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CrashDialog(QDialog):
    """Tells that something in Errdex went wrong, and offers the details to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        """Show a report as plain text."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A fault in Errdex"))
        words = QLabel(
            self.tr(
                "Something in Errdex went wrong. You can go on working; your notes are kept. "
                "The details hold nothing of what you pasted."
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self._details = QPlainTextEdit(report, self)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setAccessibleName(self.tr("Details"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy the details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy_details)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        for widget in (words, self._details, buttons):
            layout.addWidget(widget)
        self.resize(560, 320)

    def copy_details(self) -> None:
        """Put the details on the clipboard."""
        QApplication.clipboard().setText(self._details.toPlainText())
