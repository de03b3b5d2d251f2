"""What becomes of a text that cannot be saved: it is written to a file, asked for or found."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from errdex.errors import InputError
from errdex.files import write_atomically
from errdex.ui.note_words import code_words
from errdex.ui.translate import told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from errdex.ui.note_draft import Draft


class Leaving(Enum):
    """What a person chose when the window was closed with something unsaved."""

    FILE = auto()
    AGAIN = auto()
    WITHOUT = auto()
    STAY = auto()


def text_of(drafts: tuple[Draft, ...]) -> str:
    """Return what was written, each note below what it stands on."""
    parts = []
    for draft in drafts:
        subject = draft.place.subject
        said = (str(subject.number) if subject.number is not None else "", draft.place.name or "")
        title = code_words(draft.note) if draft.note else " ".join(part for part in said if part)
        tags = f"\n\n{', '.join(draft.content.tags)}" if draft.content.tags else ""
        parts.append(f"# {title or '–'}\n\n{draft.content.text}{tags}\n")
    return "\n".join(parts)


def ask_and_write(drafts: tuple[Draft, ...], notes: Path | None, parent: QWidget) -> bool:
    """Ask for a file and write there what cannot be saved; return whether that was done.

    `notes` is where the notes are, as far as they are open.
    """
    title = QCoreApplication.translate("notes", "Write what is not saved to a file")
    name, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / _name()), "*.md")
    if not name:
        return False
    from errdex.notes.copies import refuse_database

    try:
        refuse_database(notes, Path(name))
        write_atomically(Path(name), text_of(drafts).encode("utf-8", "replace"))
    except InputError as error:
        box = _box(parent, told(error))
        box.exec()
        return False
    return True


def ask_before_leaving(reason: str, parent: QWidget) -> Leaving:
    """Ask what is to become of what cannot be saved."""
    translate = QCoreApplication.translate
    box = _box(parent, translate("notes", "Your last words are not saved."))
    box.setInformativeText(reason)
    role = QMessageBox.ButtonRole
    answers = {
        box.addButton(translate("notes", "Write them to a file…"), role.AcceptRole): Leaving.FILE,
        box.addButton(translate("notes", "Try again"), role.ActionRole): Leaving.AGAIN,
        box.addButton(translate("notes", "Quit without them"), role.DestructiveRole): Leaving.WITHOUT,
    }
    box.addButton(translate("notes", "Stay"), role.RejectRole)
    box.exec()
    clicked = box.clickedButton()
    return next((answer for button, answer in answers.items() if button is clicked), Leaving.STAY)


def write_somewhere(drafts: tuple[Draft, ...], folder: Path | None) -> Path | None:
    """Write what cannot be saved beside the notes, or where temporary files are; say on standard error where it is."""
    name = _name()
    for place in (folder, Path(tempfile.gettempdir())):
        if place is None:
            continue
        try:
            write_atomically(place / name, text_of(drafts).encode("utf-8", "replace"))
        except InputError:
            continue
        sys.stderr.write(f"errdex: a note could not be saved; its text is in {place / name}\n")
        return place / name
    sys.stderr.write("errdex: a note could not be saved, and its text could not be written anywhere\n")
    return None


def _name() -> str:
    """Return a name that no other window takes at the same moment: one must not write over another's text."""
    return f"errdex-unsaved-{datetime.now().astimezone():%Y%m%d-%H%M%S}-{os.getpid()}.md"


def _box(parent: QWidget, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
