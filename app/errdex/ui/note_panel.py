"""The note panel: a person's own text on the code that is shown, saved while it is typed.

It says "Saved" only after the commit returned. What cannot be saved stays in the editor, the reason is said, and it is
tried again; a text whose subject was left meanwhile waits in memory until it is in the store.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from errdex.errors import NotesError
from errdex.ui.note_draft import Draft, Subject, drafts_of
from errdex.ui.tag_line import TagLine

if TYPE_CHECKING:
    from errdex.notes.store import NoteStore
    from errdex.ui.theme import Theme

PAUSE = 400
"""A note is saved after so many milliseconds without a key."""
RETRY = 3000
"""What could not be saved is tried again after so many milliseconds."""
LONGEST_PASTE = 100_000
"""A longer text is no note; it would stop the editor."""


class NoteEditor(QPlainTextEdit):
    """Takes plain text; says when it was left or entered, and when a text is too long for it."""

    left = Signal()
    entered = Signal()
    too_long = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make an empty editor."""
        super().__init__(parent)
        self.setObjectName("noteEditor")
        self.setAccessibleName(self.tr("Note"))
        self.setTabChangesFocus(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody is about to write."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the writer went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pasted text unless it is too long for a note."""
        if len(source.text()) > LONGEST_PASTE:
            self.too_long.emit()
        else:
            super().insertFromMimeData(source)


class NotePanel(QWidget):
    """Shows the note on what is looked at, and keeps what is written."""

    notes_changed = Signal()
    """Something was written to the store."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin without a store and without a code to write on."""
        super().__init__(parent)
        self._theme = theme
        self._store: NoteStore | None = None
        self._drafts: tuple[Draft, ...] = ()
        self._place = 0
        self._waiting: list[Draft] = []
        self._seen = 0
        self._is_filling = False
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._save)
        self._again = QTimer(self, singleShot=True, interval=RETRY)
        self._again.timeout.connect(self._save)
        self.editor.textChanged.connect(self._take_text)
        self.editor.left.connect(self._save)
        self.editor.entered.connect(self._look_again)
        self.editor.too_long.connect(lambda: self._say(self.tr("This text is too long for a note."), is_fault=True))
        self.tags.changed.connect(self._take_tags)
        theme.changed.connect(self._measure)
        self._measure()
        self._fill()

    def _lay_out(self) -> None:
        self.setProperty("ground", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(self.tr("Note"), self)
        self.title.setProperty("role", "heading")
        self.walker = QToolButton(self)
        self.walker.setObjectName("noteWalker")
        self.walker.setAutoRaise(True)
        self.walker.clicked.connect(self._walk)
        self.state = QLabel(self)
        self.state.setObjectName("noteState")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.editor = NoteEditor(self)
        self.title.setBuddy(self.editor)
        self.caution = QLabel(self)
        self.caution.setObjectName("noteCaution")
        self.caution.setTextFormat(Qt.TextFormat.PlainText)
        self.caution.setWordWrap(True)
        self.mask_button = QPushButton(self.tr("Mask it"), self)
        self.mask_button.setObjectName("noteMask")
        self.mask_button.clicked.connect(self._mask)
        self.tags = TagLine(self._theme, self)
        self._header = QHBoxLayout()
        for widget in (self.title, self.walker):
            self._header.addWidget(widget)
        self._header.addWidget(self.state, 1)
        self._warning = QHBoxLayout()
        self._warning.addWidget(self.caution, 1)
        self._warning.addWidget(self.mask_button)
        column = QVBoxLayout(self)
        column.addLayout(self._header)
        column.addWidget(self.editor, 1)
        column.addLayout(self._warning)
        column.addWidget(self.tags)
        self.setFocusProxy(self.editor)

    def _measure(self) -> None:
        px = self._theme.px
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(20), px(10), px(20), px(12))
            layout.setSpacing(px(7))
        self.editor.setMinimumHeight(px(48))
        self.title.setFont(self._theme.font(semibold=True))
        self.state.setFont(self._theme.font(0.92, tabular=True))
        self._colour(is_fault=bool(self.state.property("isFault")))

    # What is written on

    def set_store(self, store: NoteStore | None) -> None:
        """Take the notes once they are open, and save what was typed before; None: save, and let go of them."""
        if store is None:
            self.flush()
        self._store = store
        if store is None:
            return
        self.editor.setReadOnly(store.read_only)
        if self._waiting or self._is_changed():
            self._save()
        else:
            self._reload()

    def show_meaning(self, meaning_id: str | None, number: int | None, name: str | None = None) -> None:
        """Show the note on a meaning (None: on a number that has none), saving what was typed on the one before."""
        subject = Subject(meaning_id, number)
        if self._drafts and self._drafts[0].subject == subject:
            self._look_again()
            return
        self._leave()
        waiting = tuple(draft for draft in self._waiting if draft.subject == subject)
        self._drafts = waiting or self._read(subject, name)
        self._place = 0
        self._fill()

    def show_nothing(self) -> None:
        """Have no code to write on."""
        self._leave()
        self._drafts = ()
        self._fill()

    def flush(self) -> bool:
        """Save everything that was typed, now; return whether all of it is in the store."""
        self.tags.edit.editingFinished.emit()
        self._save()
        return not self._waiting and not self._is_changed()

    def _leave(self) -> None:
        self._save()
        waiting = [draft for draft in self._drafts if draft.is_changed and draft not in self._waiting]
        self._waiting += waiting

    def _read(self, subject: Subject, name: str | None) -> tuple[Draft, ...]:
        try:
            drafts = drafts_of(subject, name, self._store)
            self._seen = self._store.latest_change() if self._store else 0
        except NotesError as error:
            self._say(str(error), is_fault=True)
            return (Draft(subject, name, None),)
        return drafts

    def _reload(self) -> None:
        """Read the shown notes anew; what is typed and not saved stays."""
        if self._drafts and not self._is_changed():
            shown = self._draft.note.id if self._draft and self._draft.note else None
            self._drafts = self._read(self._drafts[0].subject, self._drafts[0].name)
            ids = [draft.note.id if draft.note else None for draft in self._drafts]
            self._place = ids.index(shown) if shown in ids else 0
            self._fill()

    def _look_again(self) -> None:
        """See whether another window changed the notes."""
        if self._store is None or self._is_changed():
            return
        try:
            is_newer = self._store.latest_change() != self._seen
        except NotesError as error:
            self._say(str(error), is_fault=True)
            return
        if is_newer:
            self._reload()

    @property
    def _draft(self) -> Draft | None:
        return self._drafts[self._place] if self._drafts else None

    def _is_changed(self) -> bool:
        return any(draft.is_changed for draft in self._drafts)

    def _fill(self) -> None:
        """Put the shown note into the editor."""
        draft = self._draft
        self._is_filling = True
        if self.editor.toPlainText() != (draft.text if draft else ""):
            self.editor.setPlainText(draft.text if draft else "")
        self.tags.set_tags(draft.tags if draft else ())
        self._is_filling = False
        self.editor.setEnabled(draft is not None)
        self.tags.setVisible(draft is not None)
        self.editor.setPlaceholderText(
            self.tr("What you found out about this code. It is saved as you type.")
            if draft
            else self.tr("Choose a code to write a note on it.")
        )
        count = len(self._drafts)
        self.walker.setVisible(count > 1)
        self.walker.setText(self.tr("{0} of {1} ›").format(self._place + 1, count))
        self.walker.setAccessibleName(self.tr("Show the next note on this code"))
        self._caution()
        self._tell_state()

    def _walk(self) -> None:
        """Show the next of several notes on one code."""
        self._save()
        self._place = (self._place + 1) % len(self._drafts)
        self._fill()

    # Saving

    def _take_text(self) -> None:
        draft = self._draft
        if draft is not None and not self._is_filling:
            draft.text = self.editor.toPlainText()
            self._wait()

    def _take_tags(self) -> None:
        draft = self._draft
        if draft is not None:
            draft.tags = self.tags.tags()
            self._wait()

    def _wait(self) -> None:
        """Save after a pause; a fault that is said stays said until then."""
        if not self.state.property("isFault"):
            self._say(self.tr("Saving…"))
        self._pause.start()

    def _save(self) -> None:
        """Save every text that is not in the store, and say how that went."""
        self._pause.stop()
        self._again.stop()
        changed = [draft for draft in (*self._waiting, *self._drafts) if draft.is_changed]
        if not changed:
            self._waiting = []
            self._tell_state()
            return
        if self._store is None:
            self._say(self.tr("Not saved: the notes are not open."), is_fault=True)
            return
        try:
            for draft in changed:
                draft.save(self._store)
            self._waiting = []
            self._seen = self._store.latest_change()
        except NotesError as error:
            self._say(self.tr("Not saved: {0}").format(error), is_fault=True)
            self._again.start()
            return
        shown = self._draft
        if shown is not None and shown.text != self.editor.toPlainText():
            self._fill()
        self._tell_state()
        self._caution()
        self.notes_changed.emit()

    def _tell_state(self) -> None:
        """Say when the shown note was saved."""
        draft = self._draft
        if draft is None or draft.note is None:
            self._say("")
            return
        if draft.is_changed:
            return
        saved = _clock(draft.note.changed)
        if draft.is_beside:
            self._say(self.tr("Saved {0} · changed elsewhere too, both are kept").format(saved))
        else:
            self._say(self.tr("Saved {0}").format(saved))

    def _say(self, text: str, *, is_fault: bool = False) -> None:
        self.state.setText(text)
        self._colour(is_fault=is_fault)

    def _colour(self, *, is_fault: bool) -> None:
        roles = self._theme.roles
        self.state.setProperty("isFault", is_fault)
        _set_colour(self.state, roles.no if is_fault else roles.muted)
        _set_colour(self.caution, roles.wait)

    # Credentials

    def _caution(self) -> None:
        """Say so where a credential stands in the note; nothing is changed behind the writer's back."""
        draft = self._draft
        found = draft is not None and _has_credentials(draft.text)
        self.caution.setText(self.tr("A key or another credential seems to stand here."))
        self.caution.setVisible(found)
        self.mask_button.setVisible(found)

    def _mask(self) -> None:
        """Mask the credentials, as one step that undo takes back."""
        from errdex.decode.secrets import mask_credentials

        masked = mask_credentials(self.editor.toPlainText())
        cursor = self.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(masked)
        self.editor.setFocus()
        self._save()


def _set_colour(label: QLabel, colour: str) -> None:
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)


def _has_credentials(text: str) -> bool:
    if not text:
        return False
    from errdex.decode.secret_shapes import PRIVATE_DATA
    from errdex.decode.secrets import find_secrets

    return any(secret.kind not in PRIVATE_DATA for secret in find_secrets(text))


def _clock(changed: str) -> str:
    """Return when a note was saved: the time today, the date with it on other days."""
    moment = datetime.fromisoformat(changed).astimezone()
    is_today = moment.date() == datetime.now(moment.tzinfo).date()
    return moment.strftime("%H:%M" if is_today else "%Y-%m-%d %H:%M")
