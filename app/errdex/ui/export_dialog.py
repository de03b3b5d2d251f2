"""Asks where notes go to or come from, and does it; what goes wrong is said in one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from errdex.errors import ErrdexError, InputError
from errdex.ui.translate import sentence as tr

if TYPE_CHECKING:
    from errdex.notes.export import Format
    from errdex.notes.model import MergeCount
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Registry


def export_notes(parent: QWidget, store: NoteStore, registry: Registry) -> Path | None:
    """Ask for a file and a format, and write all notes; return the file, None where nothing was written."""
    from errdex.notes.export import Format

    filters = {
        tr("Markdown, to read or post: secrets masked (*.md)"): Format.MARKDOWN,
        tr("CSV, for a spreadsheet: secrets masked (*.csv)"): Format.CSV,
        tr("JSON, complete, to import again (*.json)"): Format.JSON,
    }
    name, chosen = QFileDialog.getSaveFileName(
        parent, tr("Export notes"), str(Path.home() / "errdex-notes.md"), ";;".join(filters)
    )
    if not name:
        return None
    path, kind = target_of(name, filters.get(chosen, Format.MARKDOWN))
    if path != Path(name) and path.exists() and not _may_replace(parent, path):
        return None
    try:
        write_notes(path, kind, store, registry)
    except (ErrdexError, OSError) as error:
        _explain(parent, tr("The notes were not exported: {0}").format(_reason(error)))
        return None
    return path


def target_of(name: str, kind: Format) -> tuple[Path, Format]:
    """Return the file and its format: a known ending decides, else the chosen filter, whose ending is added."""
    from errdex.notes.export import Format

    endings = {".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".csv": Format.CSV, ".json": Format.JSON}
    path = Path(name)
    known = endings.get(path.suffix.casefold())
    if known is not None:
        return path, known
    ending = next(ending for ending, each in endings.items() if each is kind)
    return path.with_name(path.name + ending), kind


def write_notes(path: Path, kind: Format, store: NoteStore, registry: Registry) -> None:
    """Write all notes to a file, whole or not at all; Markdown and CSV with secrets masked."""
    from errdex.decode.secrets import Masker
    from errdex.files import write_atomically
    from errdex.notes.export import export

    write_atomically(path, export(store, kind, registry, Masker().mask))


def import_notes(parent: QWidget, store: NoteStore) -> MergeCount | None:
    """Ask for an exported file, and merge its notes; return what came of it, None where nothing was read."""
    name, _ = QFileDialog.getOpenFileName(
        parent, tr("Import notes"), str(Path.home()), tr("Exported notes (*.json);;All files (*)")
    )
    if not name:
        return None
    try:
        count = merge_notes(Path(name), store)
    except (ErrdexError, OSError) as error:
        _explain(parent, tr("The notes were not imported: {0}").format(_reason(error)))
        return None
    return count


def merge_notes(path: Path, store: NoteStore) -> MergeCount:
    """Take in the notes of an exported JSON file; nothing of either side is lost."""
    from errdex.notes.importing import read_notes

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    return store.merge(read_notes(content, str(path)))


def merge_sentence(count: MergeCount) -> str:
    """Say in one sentence what an import did."""
    parts = (
        tr("{0} added").format(count.added),
        tr("{0} carried on").format(count.changed),
        tr("{0} kept beside yours").format(count.beside),
        tr("{0} known already").format(count.known),
    )
    return tr("Notes imported: {0}.").format(", ".join(parts))


def _reason(error: Exception) -> str:
    return f"{error.strerror or error}." if isinstance(error, OSError) else str(error)


def _explain(parent: QWidget, text: str) -> None:
    """Show one sentence; it may hold a file's name, so that it is plain text."""
    _box(parent, QMessageBox.Icon.Warning, text).exec()


def _may_replace(parent: QWidget, path: Path) -> bool:
    """Ask about a file that the file dialog did not know of, because its ending was added afterwards."""
    box = _box(parent, QMessageBox.Icon.Question, tr("{0} exists already. Replace it?").format(path.name))
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    return box.exec() == QMessageBox.StandardButton.Yes


def _box(parent: QWidget, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
