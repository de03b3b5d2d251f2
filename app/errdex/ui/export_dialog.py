"""Asks which notes go out, as what, and where to; says how many secrets were masked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QRadioButton,
    QVBoxLayout,
)

from errdex.errors import ErrdexError
from errdex.files import write_atomically
from errdex.notes.export import Format
from errdex.ui.translate import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from errdex.notes.book import BookWords
    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Registry
    from errdex.ui.theme import Theme

_ENDINGS = {".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".csv": Format.CSV, ".json": Format.JSON}


class Offers(NamedTuple):
    """Which notes can be written."""

    shown: Note | None
    """The one in the panel."""
    chosen: tuple[Note, ...]
    """Those that are chosen in the view of all."""
    found: tuple[Note, ...] | None
    """Those that a search or a tag leaves; None where nothing narrows them."""
    total: int
    """How many there are."""


class Sources(NamedTuple):
    """Where an export's words come from."""

    store: NoteStore
    registry: Registry
    words: Callable[[], BookWords]
    """What the program itself says in a book; made when a book is wanted."""


def write_notes(path: Path, kind: Format, sources: Sources, note_ids: tuple[str, ...] | None = None) -> int:
    """Write notes (None: all) to a file, whole or not at all; return in how many places a secret was masked."""
    from errdex.decode.secrets import Masker
    from errdex.notes.book import SILENT
    from errdex.notes.copies import refuse_database
    from errdex.notes.export import export

    refuse_database(sources.store.path, path)
    masker = Masker()
    words = sources.words() if kind is Format.MARKDOWN else SILENT
    write_atomically(path, export(sources.store, kind, sources.registry, masker.mask, note_ids, words))
    return sum(masker.counts.values())


def target_of(name: str, kind: Format) -> Path:
    """Return the file to write: the ending of the format is added where the name has none of its own."""
    path = Path(name)
    if _ENDINGS.get(path.suffix.casefold()) is kind:
        return path
    return path.with_name(path.name + next(ending for ending, each in _ENDINGS.items() if each is kind))


class ExportDialog(QDialog):
    """Asks which notes and which format, then for the file."""

    written = Signal(str)
    """What was written where, in one sentence or two."""

    def __init__(self, theme: Theme, sources: Sources, offers: Offers, parent: QWidget) -> None:
        """Offer what can be written; the narrowest choice stands first."""
        super().__init__(parent)
        self._sources = sources
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export notes"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(14))
        self._layout.setSpacing(theme.px(8))
        self._ids: list[tuple[str, ...] | None] = []
        self.notes = self._group(self.tr("Which notes"), self._scopes(offers))
        self._layout.addSpacing(theme.px(8))
        self.formats = self._group(
            self.tr("As what"),
            (
                self.tr("&Markdown: a book by category, to read or to post; secrets are masked"),
                self.tr("&CSV: a table for a spreadsheet; secrets are masked"),
                self.tr("&JSON: complete, to be imported again; nothing is masked"),
            ),
        )
        self._layout.addStretch(1)
        buttons = QDialogButtonBox(self)
        export = buttons.addButton(self.tr("&Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        export.setEnabled(bool(self._ids))
        buttons.addButton(self.tr("Cance&l"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        self._layout.addWidget(buttons)

    def _scopes(self, offers: Offers) -> tuple[str, ...]:
        """Return the choices of notes; what they stand for is kept beside them."""
        said: list[str] = []
        if len(offers.chosen) > 1:
            said.append(self.tr("The %n chosen notes", "", len(offers.chosen)))
            self._ids.append(tuple(note.id for note in offers.chosen))
        if offers.found:
            found = len(offers.found)
            said.append(self.tr("The one that was found") if found == 1 else self.tr("The %n found", "", found))
            self._ids.append(tuple(note.id for note in offers.found))
        if offers.total:
            said.append(self.tr("The only note") if offers.total == 1 else self.tr("All %n notes", "", offers.total))
            self._ids.append(None)
        if offers.shown is not None and offers.total > 1:
            said.append(self.tr("The one that is shown"))
            self._ids.append((offers.shown.id,))
        return tuple(said) or (self.tr("There are no notes yet."),)

    def _group(self, title: str, choices: tuple[str, ...]) -> QButtonGroup:
        heading = QLabel(title, self)
        heading.setProperty("role", "heading")
        self._layout.addWidget(heading)
        group = QButtonGroup(self)
        for place, words in enumerate(choices):
            button = QRadioButton(words, self)
            button.setAccessibleDescription(title)
            button.setChecked(place == 0)
            group.addButton(button, place)
            self._layout.addWidget(button)
        return group

    def choose(self, scope: int, kind: Format) -> None:
        """Choose as a person would."""
        self.notes.button(scope).setChecked(True)
        self.formats.button([*Format].index(kind)).setChecked(True)

    def _ask(self) -> None:
        kind = [*Format][self.formats.checkedId()]
        ending = next(ending for ending, each in _ENDINGS.items() if each is kind)
        name, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(Path.home() / f"errdex-notes{ending}"), f"*{ending}"
        )
        if name:
            self._write(target_of(name, kind), kind, is_named=target_of(name, kind) == Path(name))

    def _write(self, path: Path, kind: Format, *, is_named: bool) -> None:
        if not is_named and path.exists() and not self._may_replace(path):
            return
        try:
            masked = write_notes(path, kind, self._sources, self._ids[self.notes.checkedId()])
        except (ErrdexError, OSError) as error:
            self._box(QMessageBox.Icon.Warning, self.tr("The notes were not exported: {0}").format(told(error))).exec()
            return
        self.written.emit(self._sentence(path, masked))
        self.accept()

    def _sentence(self, path: Path, masked: int) -> str:
        done = self.tr("The notes are in {0}.").format(path)
        if not masked:
            return done
        one = self.tr("1 secret was masked; look through the file before you pass it on.")
        many = self.tr("%n secrets were masked; look through the file before you pass it on.", "", masked)
        return f"{done} {one if masked == 1 else many}"

    def _may_replace(self, path: Path) -> bool:
        """Ask about a file that the file dialog did not know of, because its ending was added afterwards."""
        box = self._box(QMessageBox.Icon.Question, self.tr("{0} exists already. Replace it?").format(path.name))
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        return box.exec() == QMessageBox.StandardButton.Yes

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        box = QMessageBox(self)
        box.setIcon(icon)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        return box
