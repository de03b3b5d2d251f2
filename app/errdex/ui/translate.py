"""The way from sentences that know no Qt (of `errdex.wording`, of faults) to the person's language; and that language.

Texts are English in the source, with `tr()` around them. `packaging/translations.py` collects them for a translator
and makes the file that is loaded here. English itself needs no file: where a text counts, the source has a sentence
for one beside that for many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from errdex.errors import ErrdexError

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QTranslator


def sentence(text: str) -> str:
    """Translate a sentence that stands outside any widget; its context is empty, as the extractor has it."""
    return QCoreApplication.translate("", text)


def told(fault: Exception) -> str:
    """Say a fault in the person's language; what the system itself says stays as it is."""
    return fault.said(sentence) if isinstance(fault, ErrdexError) else str(fault)


def load_translations(application: QCoreApplication, folder: Path) -> tuple[QTranslator, ...]:
    """Speak the person's language where `folder` has a file for it, Qt's own dialogs included; else stay English."""
    if not folder.is_dir():
        return ()
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    languages = [language.replace("-", "_") for language in QLocale().uiLanguages()]
    ours = next((path for name in languages if (path := folder / f"errdex_{name}.qm").is_file()), None)
    if ours is None:
        return ()
    theirs = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    loaded = []
    for name in (f"{theirs}/qtbase_{ours.stem.removeprefix('errdex_')}.qm", str(ours)):
        translator = QTranslator(application)
        if translator.load(name) and application.installTranslator(translator):
            loaded.append(translator)
    return tuple(loaded)
