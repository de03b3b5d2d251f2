"""The note panel: a person's own texts on the code that is shown, written as plain text and shown set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from errdex.ui.note_editor import LONGEST_PASTE, NoteEditor
from errdex.ui.note_keeper import NoteKeeper, NoteState
from errdex.ui.note_line import NoteLine, Tone, Wrapped
from errdex.ui.note_words import about, first_line
from errdex.ui.tag_line import TagLine

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from errdex.notes.store import NoteStore
    from errdex.ui.note_draft import Draft
    from errdex.ui.note_line import Offer
    from errdex.ui.note_page import NotePage
    from errdex.ui.theme import Theme

_CAUTION = 250
"""It is looked for credentials when nothing was typed for so many milliseconds."""


class NotePanel(QWidget):
    """Shows the note on what is looked at, and takes what is written."""

    settling_wanted = Signal()
    """Two texts wait for somebody to say which one holds."""
    rescue_wanted = Signal()
    """What cannot be saved is to be written to a file."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin without a store and without a code to write on."""
        super().__init__(parent)
        self._theme = theme
        self.keeper = NoteKeeper(self)
        self._page: NotePage | None = None
        self._is_filling = False
        self._is_writing = False
        self._lay_out()
        self._look_for_secrets = QTimer(self, singleShot=True, interval=_CAUTION)
        self._look_for_secrets.timeout.connect(self._warn)
        wires = (
            (self.keeper.filled, self._fill),
            (self.keeper.state_changed, self._tell),
            (self.editor.textChanged, self._take_text),
            (self.editor.left, self._leave),
            (self.editor.entered, self._enter),
            (self.editor.too_long, lambda: self.say(self.tr("This text is too long for a note."))),
            (self.tags.changed, lambda: self.keeper.edit(tags=self.tags.tags())),
            (theme.changed, self._measure),
        )
        for signal, slot in wires:
            signal.connect(slot)
        self._measure()
        self._fill()
        self._tell()

    def _lay_out(self) -> None:
        self.setProperty("ground", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(self.tr("Note"), self)
        self.title.setProperty("role", "heading")
        self.walker = self._button("noteWalker")
        self.walker.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._others = QMenu(self.walker)
        self.walker.setMenu(self._others)
        self.state = QLabel(self)
        self.state.setObjectName("noteState")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.new_button = self._button("noteNew")
        self.new_button.clicked.connect(self.begin)
        self.more = self._button("noteMore")
        self.more.setText("⋯")
        stays = self.more.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # The line of the title is as high without it.
        self.more.setSizePolicy(stays)
        self.more.setAccessibleName(self.tr("More for this note"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.editor = NoteEditor(self)
        self.title.setBuddy(self.editor)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.editor)
        self.line = NoteLine(self._theme, "noteLine", self)
        self.caution = NoteLine(self._theme, "noteCaution", self)
        self.tags = TagLine(self._theme, self)
        self.about = Wrapped(self)
        self.about.setObjectName("noteAbout")
        self.about.setProperty("role", "status")
        header = QHBoxLayout()
        header.addWidget(self.title)
        header.addWidget(self.walker)
        header.addWidget(self.state, 1)
        header.addWidget(self.new_button)
        header.addWidget(self.more)
        column = QVBoxLayout(self)
        column.addLayout(header)
        column.addWidget(self._body, 1)
        for below in (self.line, self.caution, self.tags, self.about):
            column.addWidget(below)
        self.setFocusProxy(self.editor)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _measure(self) -> None:
        px = self._theme.px
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(20), px(8), px(20), px(10))
            layout.setSpacing(px(6))
        self.editor.setMinimumHeight(px(48))
        self.title.setFont(self._theme.font(semibold=True))
        self.state.setFont(self._theme.font(0.92, tabular=True))
        self._tell()
        if self._page is not None:
            self._show_set()

    # What is shown

    def set_store(self, store: NoteStore | None) -> None:
        """Take the notes once they are open, and save what was typed before; None: save, and let go of them."""
        if store is None:
            self.flush()
        self.keeper.set_store(store)
        self.keeper.watch(is_on=store is not None and self.isVisible())
        self._fill()

    def set_menu(self, menu: QMenu) -> None:
        """Offer what else can be done with the shown note."""
        self.more.setMenu(menu)

    def start_writing(self, letters: str = "") -> None:
        """Put the cursor into the shown note, at its end."""
        self._is_writing = self.keeper.draft is not None
        self._show_body()
        self.editor.setFocus()
        if letters:
            self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
            self.editor.insertPlainText(letters)

    def stop_writing(self) -> None:
        """Save, and show the note set."""
        self.flush()
        self._is_writing = False
        self._show_body()

    def toggle_writing(self) -> None:
        """Write where the note is shown set; show it set where it is written."""
        if self._body.currentWidget() is self.editor:
            self.stop_writing()
            (self._page or self.editor).setFocus()
        else:
            self.start_writing()

    def begin(self) -> None:
        """Begin a further note here."""
        self.flush()
        self.keeper.begin()
        self.start_writing()

    def flush(self) -> bool:
        """Save everything that was typed, now; return whether all of it is in the store."""
        self.tags.edit.editingFinished.emit()
        return self.keeper.save()

    def say(self, sentence: str, *offers: Offer) -> None:
        """Say something below the note until something else is done."""
        self.line.say(sentence, *offers)

    def mask_secrets(self) -> None:
        """Mask the credentials in the text, as one step that Ctrl+Z takes back."""
        from errdex.decode.secrets import mask_credentials

        self.start_writing()
        self.editor.replace_text(mask_credentials(self.editor.text()))
        self.flush()
        self._warn()

    def _fill(self) -> None:
        """Show the note that is looked at now."""
        draft = self.keeper.draft
        text = draft.content.text if draft else ""
        is_long = len(text) > LONGEST_PASTE
        self._is_filling = True
        self.editor.show_text(text[:LONGEST_PASTE] if is_long else text)
        self.tags.set_tags(draft.content.tags if draft else ())
        self._is_filling = False
        store = self.keeper.store
        self.editor.setReadOnly(is_long or (store is not None and store.read_only))
        self.editor.setEnabled(draft is not None)
        for widget in (self.tags, self.more):
            widget.setVisible(draft is not None)
        self.editor.setPlaceholderText(
            self.tr("What you found out about this code. It is saved as you type.")
            if draft
            else self.tr("Choose a code to write a note on it.")
        )
        self.new_button.setText("+")
        self.new_button.setVisible(draft is not None and draft.note is not None)
        self.new_button.setAccessibleName(self.tr("New note on this code"))
        self._is_writing = self._is_writing and self.editor.hasFocus()
        self._fill_walker()
        self._show_body()
        self._tell_about(draft)
        self.line.clear()
        if is_long:
            words = self.tr("This note is too long to be changed here; its beginning is shown.")
            self.line.say(words)
        self._warn()
        self._tell()

    def _fill_walker(self) -> None:
        drafts = self.keeper.drafts
        self.walker.setVisible(len(drafts) > 1)
        if len(drafts) < 2:
            return
        self.walker.setText(self.tr("{0} of {1} ▾").format(self.keeper.at + 1, len(drafts)))
        self.walker.setAccessibleName(self.tr("Note {0} of {1} on this code").format(self.keeper.at + 1, len(drafts)))
        menu = self._others
        menu.clear()
        for at, draft in enumerate(drafts):
            words = first_line(draft.content.text, 60) or ", ".join(draft.content.tags) or self.tr("Without words")
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(at == self.keeper.at)
            action.triggered.connect(lambda _=False, at=at: self.keeper.choose(at))

    def _tell_about(self, draft: Draft | None) -> None:
        words = about(draft, self.keeper.author) if draft else ""
        self.about.say(words)
        self.about.setVisible(bool(words))

    def _show_body(self) -> None:
        """Show the note set, unless somebody writes or there is nothing to set."""
        draft = self.keeper.draft
        has_words = draft is not None and bool(draft.content.text.strip() or draft.content.occurrence)
        if self._is_writing or not has_words:
            self._body.setCurrentWidget(self.editor)
        else:
            self._body.setCurrentWidget(self._show_set())

    def _show_set(self) -> NotePage:
        if self._page is None:
            from errdex.ui.note_page import NotePage

            self._page = NotePage(self._theme, self)
            self._page.writing_wanted.connect(self.start_writing)
            self._body.addWidget(self._page)
            self.setTabOrder(self.editor, self._page)
        draft = self.keeper.draft
        if draft is not None:
            self._page.show_note(draft.content.text, draft.content.occurrence)
        return self._page

    # What is typed

    def _take_text(self) -> None:
        if not self._is_filling and not self.editor.isReadOnly():
            self.keeper.edit(text=self.editor.text())
            self._look_for_secrets.start()

    def _enter(self) -> None:
        self._is_writing = True
        self.keeper.look()
        self.keeper.hold()

    def _leave(self, is_elsewhere: bool) -> None:
        self.keeper.save()
        if is_elsewhere:
            self._is_writing = False
            self._show_body()

    # What is said

    def _tell(self) -> None:
        """Say in words how the shown note stands."""
        keeper, draft = self.keeper, self.keeper.draft
        state = keeper.state
        saved = self._theme.clock_text(draft.note.changed) if draft and draft.note else ""
        words = {
            NoteState.EMPTY: "",
            NoteState.UNSAVED: self.tr("Not saved yet"),
            NoteState.SAVED: self.tr("Saved {0}").format(saved),
            NoteState.CONTESTED: self.tr("Saved · two texts"),
            NoteState.FAILED: self.tr("Not saved") if keeper.unsaved else self.tr("Cannot be read"),
        }
        self.state.setText(words[state])
        self._colour()
        if state is NoteState.FAILED and keeper.unsaved:
            sentence = self.tr("Not saved: {0} The text stays here, and it is tried again every few seconds.")
            offer = (self.tr("Write to a file…"), self.rescue_wanted.emit)
            self.line.say(sentence.format(keeper.fault), offer, tone=Tone.FAULT)
        elif state is NoteState.FAILED:
            self.line.say(keeper.fault, tone=Tone.FAULT)
        elif state is NoteState.CONTESTED:
            sentence = self.tr("This note was changed in two places at once. Both texts are kept.")
            self.line.say(sentence, (self.tr("Compare…"), self.settling_wanted.emit), tone=Tone.CAUTION)
        elif self.line.tone is not Tone.QUIET or state is NoteState.UNSAVED:
            self.line.clear()

    def _colour(self) -> None:
        roles = self._theme.roles
        palette = self.state.palette()
        colour = roles.no if self.keeper.state is NoteState.FAILED else roles.muted
        if palette.color(QPalette.ColorRole.WindowText) != QColor(colour):
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            self.state.setPalette(palette)

    def _warn(self) -> None:
        """Say so where a credential stands in the note; nothing is changed behind the writer's back."""
        self._look_for_secrets.stop()
        draft = self.keeper.draft
        if draft is not None and _has_credentials(draft.content.text[:LONGEST_PASTE]):
            sentence = self.tr("A key or another credential seems to stand here.")
            self.caution.say(sentence, (self.tr("Mask it"), self.mask_secrets), tone=Tone.CAUTION)
        else:
            self.caution.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for what others write from now on."""
        super().showEvent(event)
        self.keeper.watch(is_on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no longer."""
        super().hideEvent(event)
        self.keeper.watch(is_on=False)


def _has_credentials(text: str) -> bool:
    if not text:
        return False
    from errdex.decode.secret_shapes import PRIVATE_DATA
    from errdex.decode.secrets import find_secrets

    return any(secret.kind not in PRIVATE_DATA for secret in find_secrets(text))
