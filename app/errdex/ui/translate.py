"""The way from the sentences of `errdex.wording`, which knows no Qt, to the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def sentence(text: str) -> str:
    """Translate a sentence that stands outside any widget; its context is empty, as the extractor has it."""
    return QCoreApplication.translate("", text)
