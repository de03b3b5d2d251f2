"""The main window: three columns, and the one table that says which signal leads where. No widget knows its sibling."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QMenuBar, QStackedWidget, QWidget

from errdex.ui.code_desk import CodeDesk
from errdex.ui.code_model import CodeModel
from errdex.ui.code_table import CodeTable
from errdex.ui.commands import Command, Commands
from errdex.ui.detail_desk import DetailDesk
from errdex.ui.detail_pane import DetailPane
from errdex.ui.filter_panel import FilterPanel
from errdex.ui.findings_bar import FindingsBar
from errdex.ui.layout import split, stack
from errdex.ui.note_desk import NoteDesk
from errdex.ui.note_dialogs import Known
from errdex.ui.note_panel import NotePanel
from errdex.ui.paste_box import PasteBox
from errdex.ui.paste_desk import PasteDesk
from errdex.ui.preference_desk import PreferenceDesk
from errdex.ui.search import Search
from errdex.ui.status_line import Notice, StatusLine, age_of
from errdex.ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
    from PySide6.QtWidgets import QAbstractScrollArea

    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.registry.model import Meaning, Product, Registry
    from errdex.ui.catalogue import Catalogue
    from errdex.ui.preferences import Preferences
    from errdex.ui.theme import Theme
    from errdex.ui.worker import Decode

_WIDTH, _HEIGHT = 1360, 860
_COLUMNS = (216, 692, 452)
_ON_ERRORS = (Command.COPY_TICKET, Command.COPY_CHAT, Command.NEXT_MEANING, Command.NEW_NOTE)
_ON_ROWS = (
    Command.COPY,
    Command.COPY_MARKDOWN,
    Command.COPY_CSV,
    Command.COPY_JSON,
    Command.COPY_TICKET,
    Command.COPY_CHAT,
    Command.NEW_NOTE,
)
"""What is offered where somebody asks for a menu on an error of the paste, and on rows of the table."""


class Parts(NamedTuple):
    """What the window shows and asks; made once, at the edge."""

    registry: Registry
    advice: AdviceBook
    shelf: GuidanceShelf
    decode: Decode
    catalogue: Catalogue


class MainWindow(QMainWindow):
    """Paste and findings and table between the filters on one side and the answer on the other."""

    closing = Signal()
    """The window is about to close; notes are saved."""

    def __init__(self, parts: Parts, theme: Theme, preferences: Preferences) -> None:
        """Build the complete window; nothing is opened, nothing is read."""
        super().__init__()
        self._parts = parts
        self._theme = theme
        self.commands = Commands(self)
        self.choices = PreferenceDesk(self, theme, self.commands, preferences)
        self.panel = FilterPanel(theme, parts.catalogue, parts.registry.products)
        self.paste = PasteBox(theme)
        self.findings = FindingsBar(theme)
        self.pastes = PasteDesk(
            theme, self.paste, self.findings, self.commands, parts.decode, lambda: self.panel.filters().product
        )
        self.session = self.pastes.session
        self.search = Search(theme)
        self.model = CodeModel(parts.catalogue, self)
        self.table = CodeTable(theme, self.model)
        self.codes = CodeDesk(self.panel, self.search, self.model, self.table, parts.catalogue)
        self.details = DetailPane(theme, parts.registry, parts.advice, parts.shelf)
        self.note = NotePanel(theme)
        self.status = StatusLine(theme)
        self.notice = Notice(theme)
        self.notes = NoteDesk(self.note, self.commands, theme, Known(parts.registry, parts.advice, parts.shelf))
        notes = self.notes
        self.answers = DetailDesk(
            self.details, self.commands, parts.registry, lambda: notes.store, self.note.flush, lambda: notes.author
        )
        self._lay_out()
        self._wire()
        self._start()

    # Building

    def _lay_out(self) -> None:
        self.setWindowTitle("Errdex")
        self.setAcceptDrops(True)
        bar = QMenuBar(self)
        self.setMenuBar(bar)
        self.commands.fill(bar, self._theme)
        self._hint = QLabel(self.tr("{0} anywhere decodes").format(self.commands.key(Command.PASTE)), self)
        self._hint.setProperty("role", "status")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        bar.setCornerWidget(self._hint)
        self._paste_frame = stack(self.paste)
        self._findings_frame = stack(self.findings)
        px = self._theme.px
        upper = split(Qt.Orientation.Vertical, self._paste_frame, self._findings_frame, (px(146), px(126)), grows=0)
        upper.setProperty("seam", "hidden")
        lower = QStackedWidget()
        lower.addWidget(stack(self.search, self.table))
        self.notes.set_frame(lower)
        middle = split(Qt.Orientation.Vertical, upper, lower, (px(272), px(538)))
        self._middle = middle
        right = split(Qt.Orientation.Vertical, self.details, self.note, (px(632), px(170)), grows=0)
        columns = split(Qt.Orientation.Horizontal, self.panel, middle, _COLUMNS[:2])
        columns.addWidget(right)
        columns.setStretchFactor(1, 3)
        columns.setStretchFactor(2, 2)
        columns.setSizes(list(_COLUMNS))
        rule = QWidget()
        rule.setFixedHeight(1)
        rule.setProperty("ground", "line")
        rule.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCentralWidget(stack(self.notice, columns, rule, self.status, room=columns))
        self.resize(_WIDTH, _HEIGHT)
        self.choices.place(columns, (upper, middle, right))
        self._measure()

    def _wire(self) -> None:
        """Say which signal leads where: the whole of how the window behaves."""
        back = [QShortcut(QKeySequence(Qt.Key.Key_Escape), place) for place in (self.details, self.note)]
        for shortcut in back:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        wires = (
            (self.session.found, self._show_findings),
            (self.session.chosen, self._show_occurrence),
            (self.pastes.said, self.notice.say),
            (self.panel.product_changed, self.pastes.decode_again),
            (self.codes.product_shown, self._show_document),
            (self.codes.said, self.notice.say),
            (self.table.meaning_chosen, self._show_meaning),
            (self.table.details_wanted, self.details.setFocus),
            (self.table.customContextMenuRequested, partial(self._offer, self.table, _ON_ROWS)),
            (self.findings.rows.customContextMenuRequested, partial(self._offer, self.findings.rows, _ON_ERRORS)),
            *((shortcut.activated, self.notes.go_back) for shortcut in back),
            (self.session.began, self.answers.leave_paste),
            (self.answers.meaning_wanted, self.go_to),
            (self.answers.place_wanted, self._show_place),
            (self.answers.notes_changed, self.note.keeper.look),
            (self.answers.said, self.notice.say),
            (self.details.candidate_chosen, self.session.choose_candidate),
            (self.details.example_requested, self.pastes.decode_text),
            (self.notes.marked, self.answers.look_again),
            (self.notes.marked, self.model.set_noted),
            (self.notes.marked, self.panel.set_noted),
            (self.notes.code_wanted, self.go_to),
            (self.notes.table_wanted, self.table.setFocus),
            (self.notes.note_looked_at, self._show_noted),
            (self.notes.said, self.notice.say),
            (self.choices.offer_chosen, self.watch_clipboard),
            (self.choices.author_chosen, partial(setattr, self.notes, "author")),
            (self._theme.changed, self._measure),
        )
        for signal, slot in wires:
            signal.connect(slot)
        for command, does in self._doings().items():
            self.commands.action(command).triggered.connect(does)

    def _doings(self) -> dict[Command, Callable[[], object]]:
        """Say what each command does."""
        theme = self._theme
        return {
            **self.notes.doings(),
            Command.OPEN: self._ask_for_files,
            Command.PASTE: self.pastes.paste,
            Command.CLEAR_PASTE: self.pastes.clear,
            Command.EARLIER_PASTE: self.pastes.go_back,
            Command.LATER_PASTE: self.pastes.go_on,
            Command.STOP: self.pastes.stop,
            Command.CLIPBOARD_OFFER: self.watch_clipboard,
            Command.PREFERENCES: lambda: self.choices.show_dialog(self._parts.registry.products),
            Command.QUIT: self.close,
            Command.COPY: self.codes.copy_text,
            Command.COPY_MARKDOWN: self.codes.copy_markdown,
            Command.COPY_CSV: self.codes.copy_csv,
            Command.COPY_JSON: self.codes.copy_json,
            Command.COPY_TICKET: self.answers.copy_ticket,
            Command.COPY_CHAT: self.answers.copy_chat,
            Command.PAGE_BACK: self.answers.go_back,
            Command.PAGE_FORWARD: self.answers.go_forward,
            Command.FOCUS_PASTE: self.paste.setFocus,
            Command.FOCUS_TABLE: self.table.setFocus,
            Command.FOCUS_DETAILS: self.details.setFocus,
            Command.SCHEME_SYSTEM: lambda: theme.choose(Scheme.SYSTEM, theme.size),
            Command.SCHEME_LIGHT: lambda: theme.choose(Scheme.LIGHT, theme.size),
            Command.SCHEME_DARK: lambda: theme.choose(Scheme.DARK, theme.size),
            Command.LARGER: lambda: theme.step_size(1),
            Command.SMALLER: lambda: theme.step_size(-1),
            Command.USUAL_SIZE: lambda: theme.choose(theme.scheme),
            Command.NEXT_ERROR: lambda: self.session.step(1),
            Command.PREVIOUS_ERROR: lambda: self.session.step(-1),
            Command.NEXT_MEANING: self.session.next_candidate,
            Command.SEARCH: self.search.take_focus,
            Command.CLEAR_FILTERS: self.codes.clear,
            Command.SORT_NEXT: self.table.sort_by_next,
            Command.TURN_ORDER: self.table.turn_order,
            Command.PRODUCT_DEFAULT: self._keep_product,
            Command.KEYS: lambda: self._help().KeyPage(theme, self.commands, self).open(),
            Command.DOCUMENTS: lambda: self._help().DocumentPage(theme, self._parts.registry, self).open(),
            Command.ABOUT: lambda: self._help().AboutPage(theme, self).open(),
        }

    def _offer(self, view: QAbstractScrollArea, offered: tuple[Command, ...], point: QPoint) -> None:
        """Offer what can be done with what stands in a view, where somebody asks for it."""
        self.commands.offer(self._theme, view, offered, point)

    def _help(self) -> ModuleType:
        from errdex.ui import about

        return about

    def _start(self) -> None:
        """Show everything there is, with the cursor where one pastes."""
        self.codes.filter()
        self.choices.narrow(self.panel, self.table)
        self.answers.show_first_start()
        self.status.show_place(0, 0, "")
        self.paste.setFocus()

    def _measure(self) -> None:
        px = self._theme.px
        self._middle.setMinimumWidth(px(260))
        self._paste_frame.setContentsMargins(px(14), px(12), px(14), px(3))
        self._hint.setContentsMargins(0, px(8), px(14), 0)
        self._findings_frame.setContentsMargins(px(14), px(4), px(14), px(8))
        chosen = {Scheme.SYSTEM: Command.SCHEME_SYSTEM, Scheme.LIGHT: Command.SCHEME_LIGHT}
        self.commands.action(chosen.get(self._theme.scheme, Command.SCHEME_DARK)).setChecked(True)

    # The paste and what was found in it

    def open_files(self, names: list[str]) -> None:
        """Read files as one paste; what cannot be read is said."""
        self.pastes.open_files(names)

    def _show_findings(self) -> None:
        session = self.session
        self.status.show_place(*session.place, self.commands.key(Command.NEXT_ERROR))
        if session.findings or not session.is_whole:
            return
        self.table.let_go()
        self.note.keeper.show(None)
        if not session.text or session.text.isspace():
            self.answers.show_first_start()
        else:
            self.answers.show_nothing()

    def _show_occurrence(self) -> None:
        """Show the error that is looked at in the table, the details and the note."""
        session = self.session
        occurrence, finding = session.occurrence, session.finding
        self.status.show_place(*session.place, self.commands.key(Command.NEXT_ERROR))
        if occurrence is None or finding is None:
            return
        self.notes.close_view()
        self.answers.show_found(session)
        if occurrence.candidates:
            self.codes.reveal(occurrence.candidates[session.candidate_index].meaning.id)
        self.notes.show_found(session)

    def _show_place(self, point: int) -> None:
        """Show the error that stands at a code point of the paste, even if it is the one looked at already."""
        self.session.choose_place(point)
        self._show_occurrence()

    # The table

    def go_to(self, meaning_id: str) -> None:
        """Show a meaning, wherever it is asked for."""
        meaning = self._parts.registry.meaning(meaning_id)
        if meaning is not None:
            self.notes.close_view()
            self.codes.reveal(meaning.id)
            self.notes.show_meaning(meaning)
            self.answers.show_meaning(meaning, self.codes.product)

    def _show_noted(self, number: int | None, meaning: Meaning | None) -> None:
        """Show what a note stands on: its code, what is said of a number that no registry knows, or nothing."""
        if meaning is not None:
            self.answers.show_meaning(meaning, self.codes.product, in_passing=True)
        else:
            self.answers.show_number(number, self._parts.decode)

    def _show_meaning(self, meaning: Meaning) -> None:
        self.answers.show_meaning(meaning, self.codes.product, in_passing=True)
        self.notes.show_meaning(meaning)

    def _show_document(self, product: Product | None) -> None:
        from datetime import date

        registry = self._parts.registry
        shown = product or next(iter(registry.products), None)
        age = age_of(shown, registry.revisions[shown], date.today()) if shown else None  # noqa: DTZ011  (the wall's)
        self.status.show_documents(len(registry.products), age)

    def _keep_product(self) -> None:
        """Start with the product that was chosen, for the paste in hand if one was."""
        if self.session.product is not None:
            self.panel.choose_product(self.session.product)
        self.choices.keep_product(self.panel.filters().product)

    # The clipboard

    def watch_clipboard(self) -> None:
        """Offer errors on the clipboard from now on, unless a person does not want that."""
        self.pastes.watch_clipboard(is_on=self.commands.action(Command.CLIPBOARD_OFFER).isChecked())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept text and files anywhere in the window."""
        if event.mimeData().hasText() or event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.paste.invite(is_on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Be as before."""
        self.paste.invite(is_on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Decode what was dropped."""
        self.paste.invite(is_on=False)
        self.pastes.take_content(event.mimeData())

    def _ask_for_files(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Open a text that holds errors"))
        if names:
            self.open_files(names)

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the note that is being written, then let go; what cannot be saved is asked about."""
        if not self.notes.may_leave():
            event.ignore()
            return
        self.pastes.forget()
        self.closing.emit()
        super().closeEvent(event)
