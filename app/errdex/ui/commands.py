"""Every command of the window in one table: menus, keys and the overview of keys are made from it."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from errdex.ui.icons import Sign
from errdex.ui.translate import sentence

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QMenuBar, QWidget

    from errdex.ui.theme import Theme

_STANDARD = QKeySequence.StandardKey


class Command(StrEnum):
    """What the window can be told to do."""

    OPEN = "open"
    PASTE = "paste"
    CLEAR_PASTE = "clear-paste"
    EARLIER_PASTE = "earlier-paste"
    LATER_PASTE = "later-paste"
    STOP = "stop"
    EXPORT_NOTES = "export-notes"
    IMPORT_NOTES = "import-notes"
    PREFERENCES = "preferences"
    QUIT = "quit"
    COPY = "copy"
    COPY_MARKDOWN = "copy-markdown"
    COPY_CSV = "copy-csv"
    COPY_JSON = "copy-json"
    COPY_TICKET = "copy-ticket"
    COPY_CHAT = "copy-chat"
    NOTE_IN_COPY = "note-in-copy"
    PAGE_BACK = "page-back"
    PAGE_FORWARD = "page-forward"
    CLIPBOARD_OFFER = "clipboard-offer"
    FOCUS_PASTE = "focus-paste"
    FOCUS_TABLE = "focus-table"
    FOCUS_DETAILS = "focus-details"
    FOCUS_NOTE = "focus-note"
    SCHEME_SYSTEM = "scheme-system"
    SCHEME_LIGHT = "scheme-light"
    SCHEME_DARK = "scheme-dark"
    LARGER = "larger"
    SMALLER = "smaller"
    USUAL_SIZE = "usual-size"
    NEXT_ERROR = "next-error"
    PREVIOUS_ERROR = "previous-error"
    NEXT_MEANING = "next-meaning"
    SEARCH = "search"
    CLEAR_FILTERS = "clear-filters"
    SORT_NEXT = "sort-next"
    TURN_ORDER = "turn-order"
    PRODUCT_DEFAULT = "product-default"
    ALL_NOTES = "all-notes"
    NEW_NOTE = "new-note"
    NEW_NOTE_ALONE = "new-note-alone"
    NEXT_NOTE = "next-note"
    SET_NOTE = "set-note"
    PIN_NOTE = "pin-note"
    KEEP_ERROR = "keep-error"
    NOTE_HISTORY = "note-history"
    SETTLE_NOTE = "settle-note"
    DELETE_NOTE = "delete-note"
    UNDO_NOTES = "undo-notes"
    REDO_NOTES = "redo-notes"
    COPIES = "copies"
    KEYS = "keys"
    DOCUMENTS = "documents"
    ABOUT = "about"


class Place(StrEnum):
    """The menus, in order."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    CODES = "codes"
    NOTES = "notes"
    HELP = "help"


class CommandRow(NamedTuple):
    """One command: what it is called, its key, and where it stands."""

    command: Command
    text: str
    place: Place
    key: str = ""
    """As Qt's portable text; on a Mac, Ctrl is the command key."""
    group: str = ""
    """Commands of one group exclude each other."""
    separated: bool = False
    """A line stands above it."""
    switch: bool = False
    """It is on or off."""
    sign: Sign | None = None
    """Drawn beside it, where it stands in a menu or on a button."""


class Commands(QObject):
    """The table, brought to life: one action for each command."""

    def __init__(self, window: QWidget) -> None:
        """Make the actions; they belong to the window."""
        super().__init__(window)
        self.rows = self._rows()
        self._actions: dict[Command, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for row in self.rows:
            self._actions[row.command] = self._make(row, window)

    def action(self, command: Command) -> QAction:
        """Return a command's action."""
        return self._actions[command]

    def key(self, command: Command) -> str:
        """Return a command's key as this system writes it."""
        return self._actions[command].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def text_of(self, command: Command) -> str:
        """Return what a command is called, without the mark of its letter and the dots of its dialog."""
        return self._actions[command].text().replace("&", "").removesuffix("…")

    def sign(self, command: Command) -> Sign:
        """Return what is drawn beside a command that has something."""
        return next(row.sign for row in self.rows if row.command is command and row.sign is not None)

    def draw_signs(self, menu: QMenu, theme: Theme) -> None:
        """Draw the signs of a menu's commands as it opens, in the colours in force: drawing loads a library."""
        signs = {self._actions[row.command]: row.sign for row in self.rows}
        for action in menu.actions():
            sign = signs.get(action)
            if sign is not None and not action.isCheckable():
                action.setIcon(theme.icons.icon(sign, theme.roles.muted))

    def offer(self, theme: Theme, view: QAbstractScrollArea, offered: tuple[Command, ...], point: QPoint) -> None:
        """Open a menu of commands where somebody asked for one in a view; it goes when it is closed."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(view)
        menu.aboutToShow.connect(partial(self.draw_signs, menu, theme))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self._actions[command] for command in offered])
        menu.popup(view.viewport().mapToGlobal(point))

    def fill(self, bar: QMenuBar, theme: Theme) -> None:
        """Put every command into its menu."""
        menus: dict[Place, QMenu] = {}
        titles = self.place_titles()
        for row in self.rows:
            if row.place not in menus:
                menu = menus[row.place] = bar.addMenu(titles[row.place])
                menu.aboutToShow.connect(partial(self.draw_signs, menu, theme))
            if row.separated:
                menus[row.place].addSeparator()
            menus[row.place].addAction(self._actions[row.command])

    def place_titles(self) -> dict[Place, str]:
        """Return the menus' titles."""
        return {
            Place.FILE: self.tr("&File"),
            Place.EDIT: self.tr("&Edit"),
            Place.VIEW: self.tr("&View"),
            Place.CODES: self.tr("&Codes"),
            Place.NOTES: self.tr("&Notes"),
            Place.HELP: self.tr("&Help"),
        }

    def _make(self, row: CommandRow, window: QWidget) -> QAction:
        action = QAction(row.text, window)
        action.setObjectName(f"command-{row.command.value}")
        if row.key:
            action.setShortcut(QKeySequence(row.key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(row.switch or bool(row.group))
        if row.group:
            if row.group not in self._groups:
                self._groups[row.group] = QActionGroup(self)
            self._groups[row.group].addAction(action)
        roles = {Command.QUIT: QAction.MenuRole.QuitRole, Command.PREFERENCES: QAction.MenuRole.PreferencesRole}
        action.setMenuRole(roles.get(row.command, QAction.MenuRole.NoRole))
        return action

    def _rows(self) -> tuple[CommandRow, ...]:
        tr, row = sentence, CommandRow  # `tr`, for by this name the texts are collected for translators.
        return (
            row(Command.OPEN, tr("&Open…"), Place.FILE, "Ctrl+O", sign=Sign.OPEN),
            row(Command.PASTE, tr("&Paste and decode"), Place.FILE, "Ctrl+V", sign=Sign.PASTE),
            row(Command.CLEAR_PASTE, tr("&Clear the paste"), Place.FILE, "Ctrl+Shift+Backspace", sign=Sign.CLEAR),
            row(Command.EARLIER_PASTE, tr("E&arlier paste"), Place.FILE, "Ctrl+PgUp"),
            row(Command.LATER_PASTE, tr("&Later paste"), Place.FILE, "Ctrl+PgDown"),
            row(Command.STOP, tr("&Stop decoding"), Place.FILE, "Ctrl+."),
            row(
                Command.EXPORT_NOTES, tr("&Export notes…"), Place.FILE, "Ctrl+Shift+E", separated=True, sign=Sign.EXPORT
            ),
            row(Command.IMPORT_NOTES, tr("&Import notes…"), Place.FILE, "Ctrl+Shift+I", sign=Sign.IMPORT),
            row(Command.PREFERENCES, tr("Pre&ferences…"), Place.FILE, "Ctrl+,", separated=True, sign=Sign.PREFERENCES),
            row(Command.QUIT, tr("&Quit"), Place.FILE, "Ctrl+Q", separated=True),
            row(Command.COPY, tr("&Copy the rows as text"), Place.EDIT, "Ctrl+Shift+C", sign=Sign.COPY),
            row(Command.COPY_MARKDOWN, tr("Copy the rows as &Markdown"), Place.EDIT, "Ctrl+Shift+M"),
            row(Command.COPY_CSV, tr("Copy the rows as C&SV"), Place.EDIT, "Ctrl+Shift+S"),
            row(Command.COPY_JSON, tr("Copy the rows as &JSON"), Place.EDIT, "Ctrl+Shift+J"),
            row(
                Command.COPY_TICKET, tr("Copy for a t&icket"), Place.EDIT, "Ctrl+Alt+K", separated=True, sign=Sign.COPY
            ),
            row(Command.COPY_CHAT, tr("Copy for a c&hat"), Place.EDIT, "Ctrl+Alt+C", sign=Sign.COPY),
            row(
                Command.NOTE_IN_COPY, tr("Copies &with my note"), Place.EDIT, "Ctrl+Alt+W", switch=True, sign=Sign.NOTE
            ),
            row(
                Command.CLIPBOARD_OFFER,
                tr("&Offer an error found on the clipboard"),
                Place.EDIT,
                "Ctrl+Alt+V",
                separated=True,
                switch=True,
            ),
            row(Command.FOCUS_PASTE, tr("Go to the &paste"), Place.EDIT, "Ctrl+1", separated=True),
            row(Command.FOCUS_TABLE, tr("Go to the &table"), Place.EDIT, "Ctrl+2"),
            row(Command.FOCUS_DETAILS, tr("Go to the &details"), Place.EDIT, "Ctrl+3"),
            row(Command.FOCUS_NOTE, tr("Go to the &note"), Place.EDIT, "Ctrl+4"),
            row(Command.SCHEME_SYSTEM, tr("As the &system"), Place.VIEW, "Ctrl+Alt+S", "scheme"),
            row(Command.SCHEME_LIGHT, tr("&Light"), Place.VIEW, "Ctrl+Alt+L", "scheme"),
            row(Command.SCHEME_DARK, tr("&Dark"), Place.VIEW, "Ctrl+Alt+D", "scheme"),
            row(Command.LARGER, tr("L&arger text"), Place.VIEW, "Ctrl++", separated=True),
            row(Command.SMALLER, tr("S&maller text"), Place.VIEW, "Ctrl+-"),
            row(Command.USUAL_SIZE, tr("&Usual size"), Place.VIEW, "Ctrl+0"),
            row(Command.NEXT_ERROR, tr("&Next error of the paste"), Place.CODES, "F8"),
            row(Command.PREVIOUS_ERROR, tr("&Previous error of the paste"), Place.CODES, "Shift+F8"),
            row(Command.NEXT_MEANING, tr("Next &meaning of the error"), Place.CODES, "F7"),
            row(Command.PAGE_BACK, tr("&Back"), Place.CODES, _standard(_STANDARD.Back), separated=True, sign=Sign.BACK),
            row(Command.PAGE_FORWARD, tr("For&ward"), Place.CODES, _standard(_STANDARD.Forward), sign=Sign.FORWARD),
            row(Command.SEARCH, tr("&Search"), Place.CODES, "Ctrl+F", separated=True, sign=Sign.SEARCH),
            row(Command.CLEAR_FILTERS, tr("Show &all codes"), Place.CODES, "Ctrl+Shift+F", sign=Sign.CLEAR),
            row(Command.SORT_NEXT, tr("Sort by the next &column"), Place.CODES, "Ctrl+Shift+O"),
            row(Command.TURN_ORDER, tr("&Turn the order round"), Place.CODES, "Ctrl+Shift+T"),
            row(Command.PRODUCT_DEFAULT, tr("Start with this p&roduct"), Place.CODES, "Ctrl+Shift+D", separated=True),
            row(Command.ALL_NOTES, tr("Show &all notes"), Place.NOTES, "Ctrl+Shift+N", switch=True, sign=Sign.NOTE),
            row(Command.NEW_NOTE, tr("&New note on this code"), Place.NOTES, "Ctrl+N", separated=True),
            row(Command.NEW_NOTE_ALONE, tr("New note on no &code"), Place.NOTES, "Ctrl+Alt+N"),
            row(Command.NEXT_NOTE, tr("Ne&xt note on this code"), Place.NOTES, "F6"),
            row(Command.SET_NOTE, tr("&Write the note, or show it set"), Place.NOTES, "Ctrl+E"),
            row(Command.PIN_NOTE, tr("&Pin the note"), Place.NOTES, "Ctrl+Shift+P", separated=True, switch=True),
            row(Command.KEEP_ERROR, tr("Keep the &error with the note"), Place.NOTES, "Ctrl+Shift+A", switch=True),
            row(Command.NOTE_HISTORY, tr("&History of the note…"), Place.NOTES, "Ctrl+H"),
            row(Command.SETTLE_NOTE, tr("Compare the &two texts…"), Place.NOTES, "Ctrl+Alt+T"),
            row(Command.DELETE_NOTE, tr("&Delete the note"), Place.NOTES, "Ctrl+Shift+Del"),
            row(Command.UNDO_NOTES, tr("&Undo the last change of notes"), Place.NOTES, "Ctrl+Alt+Z", separated=True),
            row(Command.REDO_NOTES, tr("&Redo it"), Place.NOTES, "Ctrl+Alt+Y"),
            row(Command.COPIES, tr("C&opies of all notes…"), Place.NOTES, "Ctrl+Shift+B", separated=True),
            row(Command.KEYS, tr("&Keys"), Place.HELP, "Ctrl+?"),
            row(Command.DOCUMENTS, tr("&Documents and their dates"), Place.HELP, "Ctrl+Shift+R"),
            row(Command.ABOUT, tr("&About Errdex"), Place.HELP, "F1", separated=True),
        )


def _standard(key: QKeySequence.StandardKey) -> str:
    """Return the key that this system has for a command of its own."""
    return QKeySequence(key).toString()
