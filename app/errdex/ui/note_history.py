"""The history of a note: every version, what changed in it, and a way back to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from errdex.errors import NotesError
from errdex.notes.model import Act, changed_parts
from errdex.ui.note_difference import DifferenceView
from errdex.ui.note_words import act_words
from errdex.ui.plain_list import PlainList, make_default
from errdex.ui.translate import told
from errdex.wording import instant_of

if TYPE_CHECKING:
    from errdex.notes.model import Note, NoteVersion
    from errdex.notes.store import NoteStore
    from errdex.ui.theme import Theme

_SITTING = timedelta(minutes=2)
"""Edits that follow each other more quickly are one line of the history: a note is saved at every pause."""


class Stage(NamedTuple):
    """One line of the history."""

    version: NoteVersion
    before: Note | None
    """What it was made from; None for the first."""


def stages_of(versions: tuple[NoteVersion, ...]) -> tuple[Stage, ...]:
    """Return the history, the last first; the edits of one sitting are one stage, which ends with the last of them."""
    stages: list[Stage] = []
    at: dict[int, NoteVersion] = {version.note.version: version for version in versions}
    previous: NoteVersion | None = None
    for version in versions:
        base = at.get(version.base or 0) if version.aside else previous
        stage = Stage(version, base.note if base else None)
        if not version.aside:
            if stages and previous is not None and _is_one_sitting(stages[-1].version, version):
                stage = Stage(version, stages.pop().before)
            previous = version
        stages.append(stage)
    return tuple(reversed(stages))


def _is_one_sitting(last: NoteVersion, version: NoteVersion) -> bool:
    then, now = instant_of(last.note.changed), instant_of(version.note.changed)
    is_edit = version.act is Act.EDIT and last.act in {Act.EDIT, Act.ADD} and not last.aside
    return is_edit and then is not None and now is not None and abs(now - then) <= _SITTING


class NoteHistory(QDialog):
    """Shows the versions beside what changed in the chosen one."""

    restored = Signal()

    def __init__(self, theme: Theme, store: NoteStore, note_id: str, parent: QWidget) -> None:
        """Read the history of a note."""
        super().__init__(parent)
        self._theme = theme
        self._store = store
        self._note_id = note_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("noteHistory")
        self.setWindowTitle(self.tr("History of the note"))
        self.stages = stages_of(store.versions(note_id))
        self.list = PlainList(theme, self.tr("Versions"), self)
        self.list.show_lines([self._title(stage) for stage in self.stages])
        self.view = DifferenceView(theme, self.tr("What changed"), self)
        self.parts = QLabel(self)
        self.parts.setTextFormat(Qt.TextFormat.PlainText)
        self.parts.setWordWrap(True)
        self.parts.setProperty("role", "muted")
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.px(10), 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.parts)
        seam = QSplitter(self)
        seam.setProperty("seam", "hidden")
        seam.addWidget(self.list)
        seam.addWidget(side)
        seam.setSizes([theme.px(230), theme.px(450)])
        buttons = QDialogButtonBox(self)
        self.restore_button = buttons.addButton(
            self.tr("&Bring this version back"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.restore_button.clicked.connect(self._restore)
        make_default(self, buttons.addButton(self.tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(14)] * 4)
        layout.setSpacing(theme.px(10))
        layout.addWidget(seam, 1)
        layout.addWidget(buttons)
        self.resize(theme.px(720), theme.px(440))
        self.list.currentRowChanged.connect(self._show)
        self._show(0)
        self.list.setFocus()

    def _title(self, stage: Stage) -> str:
        version = stage.version
        words = self.tr("{0}  {1}").format(self._theme.clock_text(version.note.changed), act_words(version.act))
        return self.tr("{0}, kept beside").format(words) if version.aside else words

    def _show(self, row: int) -> None:
        stage = self.stages[row]
        new = stage.version.note
        self.view.show_change(stage.before.text if stage.before else "", new.text)
        self.parts.setText(self._other_parts(stage.before, new) if stage.before else "")
        self.parts.setVisible(bool(self.parts.text()))
        self.restore_button.setEnabled(row > 0 and not self._store.read_only)

    def _other_parts(self, old: Note, new: Note) -> str:
        """Say what changed besides the text."""
        changed = changed_parts(old, new)
        said = []
        if "tags" in changed:
            said.append(self.tr("Tags: {0}").format(", ".join(new.tags) or self.tr("none")))
        if "pinned" in changed:
            said.append(self.tr("Pinned") if new.pinned else self.tr("No longer pinned"))
        if "causes" in changed:
            said.append(self.tr("Ticked causes: {0}").format(len(new.causes)))
        if "occurrence" in changed:
            said.append(self.tr("The error was kept with it") if new.occurrence else self.tr("The error was let go"))
        if changed & {"meaning", "template", "number", "name"}:
            said.append(self.tr("What it stands on changed"))
        return " · ".join(said)

    def _restore(self) -> None:
        """Bring the chosen version back as a further one; undo leads back from it."""
        try:
            self._store.restore(self._note_id, self.stages[self.list.currentRow()].version.note.version)
        except NotesError as error:
            self.parts.setText(told(error))
            self.parts.show()
            return
        self.restored.emit()
        self.accept()
