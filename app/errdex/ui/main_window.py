"""The main window: three columns, and the one table that says which signal leads where. No widget knows its sibling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenuBar, QWidget

from errdex.errors import ErrdexError
from errdex.ui.catalogue import Catalogue
from errdex.ui.code_desk import CodeDesk
from errdex.ui.code_model import CodeModel
from errdex.ui.code_table import CodeTable
from errdex.ui.commands import Command, Commands
from errdex.ui.detail_pane import DetailPane
from errdex.ui.filter_panel import FilterPanel
from errdex.ui.findings_bar import FindingsBar
from errdex.ui.layout import split, stack
from errdex.ui.note_desk import NoteDesk
from errdex.ui.note_panel import NotePanel
from errdex.ui.paste_box import PasteBox
from errdex.ui.preferences import Preferences
from errdex.ui.search import Search
from errdex.ui.session import PasteSession
from errdex.ui.status_line import Notice, StatusLine, age_of
from errdex.ui.theme import Scheme, Theme
from errdex.ui.worker import DecodeWorker

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.registry.model import Meaning, Product, Registry
    from errdex.ui.worker import Decode

_WIDTH, _HEIGHT = 1360, 860
_COLUMNS = (216, 692, 452)


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
        self._preferences = preferences
        self.commands = Commands(self)
        self.session = PasteSession(self)
        self.worker = DecodeWorker(parts.decode, self)
        self.panel = FilterPanel(theme, parts.catalogue, parts.registry.products)
        self.paste = PasteBox(theme)
        self.findings = FindingsBar(theme)
        self.search = Search(theme)
        self.model = CodeModel(parts.catalogue, self)
        self.table = CodeTable(theme, self.model)
        self.codes = CodeDesk(self.panel, self.search, self.model, self.table, parts.catalogue)
        self.details = DetailPane(theme, parts.registry, parts.advice, parts.shelf)
        self.note = NotePanel(theme)
        self.status = StatusLine(theme)
        self.notice = Notice(theme)
        self.notes = NoteDesk(self, self.note, theme, parts.registry)
        self._lay_out()
        self._wire()
        self._start()

    # Building

    def _lay_out(self) -> None:
        self.setWindowTitle("Errdex")
        self.setAcceptDrops(True)
        bar = QMenuBar(self)
        self.setMenuBar(bar)
        self.commands.fill(bar)
        self._hint = QLabel(self.tr("{0} anywhere decodes").format(self.commands.key(Command.PASTE)), self)
        self._hint.setProperty("role", "status")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        bar.setCornerWidget(self._hint)
        self._paste_frame = stack(self.paste)
        self._findings_frame = stack(self.findings)
        upper = stack(self._paste_frame, self._findings_frame)
        px = self._theme.px
        middle = split(Qt.Orientation.Vertical, upper, stack(self.search, self.table), (px(190), px(620)))
        middle.setMinimumWidth(px(260))
        right = split(Qt.Orientation.Vertical, self.details, self.note, (px(632), px(170)), grows=0)
        self.columns = split(Qt.Orientation.Horizontal, self.panel, middle, _COLUMNS[:2])
        self.columns.addWidget(right)
        self.columns.setStretchFactor(1, 3)
        self.columns.setStretchFactor(2, 2)
        self.columns.setSizes(list(self._preferences.columns or _COLUMNS))
        rule = QWidget()
        rule.setFixedHeight(1)
        rule.setProperty("ground", "line")
        rule.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCentralWidget(stack(self.notice, self.columns, rule, self.status, room=self.columns))
        self.resize(_WIDTH, _HEIGHT)
        if self._preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self._preferences.geometry.encode()))
        self._measure()

    def _wire(self) -> None:
        """Say which signal leads where: the whole of how the window behaves."""
        details_back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.details)
        details_back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        wires = (
            (self.paste.text_changed_by_user, self._decode),
            (self.paste.large_text_received, self._decode),
            (self.paste.files_dropped, self.open_files),
            (self.paste.place_chosen, self.session.choose_place),
            (self.worker.started, self._show_working),
            (self.worker.decoded, self.session.take),
            (self.session.found, self._show_findings),
            (self.session.chosen, self._show_occurrence),
            (self.findings.finding_chosen, self.session.choose_finding),
            (self.panel.product_changed, self._decode_again),
            (self.codes.product_shown, self._show_document),
            (self.codes.said, self.notice.say),
            (self.table.meaning_chosen, self._show_meaning),
            (self.table.details_wanted, self.details.setFocus),
            (details_back.activated, self.table.setFocus),
            (self.details.link_activated, self.go_to),
            (self.details.candidate_chosen, self._show_candidate),
            (self.details.example_requested, self.decode_text),
            (self.note.notes_changed, self.notes.mark),
            (self.notes.marked, self.model.set_noted),
            (self.notes.marked, self.panel.set_noted),
            (self.notes.meaning_wanted, self.go_to),
            (self.notes.said, self.notice.say),
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
            Command.OPEN: self._ask_for_files,
            Command.PASTE: self._paste_and_decode,
            Command.CLEAR_PASTE: lambda: self.paste.paste_text(""),
            Command.EXPORT_NOTES: self.notes.export,
            Command.IMPORT_NOTES: self.notes.merge,
            Command.QUIT: self.close,
            Command.COPY: self.codes.copy_text,
            Command.COPY_MARKDOWN: self.codes.copy_markdown,
            Command.COPY_CSV: self.codes.copy_csv,
            Command.COPY_JSON: self.codes.copy_json,
            Command.FOCUS_PASTE: self.paste.setFocus,
            Command.FOCUS_TABLE: self.table.setFocus,
            Command.FOCUS_DETAILS: self.details.setFocus,
            Command.FOCUS_NOTE: self.note.setFocus,
            Command.SCHEME_SYSTEM: lambda: theme.choose(Scheme.SYSTEM, theme.size),
            Command.SCHEME_LIGHT: lambda: theme.choose(Scheme.LIGHT, theme.size),
            Command.SCHEME_DARK: lambda: theme.choose(Scheme.DARK, theme.size),
            Command.LARGER: lambda: theme.step_size(1),
            Command.SMALLER: lambda: theme.step_size(-1),
            Command.USUAL_SIZE: lambda: theme.choose(theme.scheme),
            Command.NEXT_ERROR: lambda: self.session.step(1),
            Command.PREVIOUS_ERROR: lambda: self.session.step(-1),
            Command.SEARCH: self.search.take_focus,
            Command.CLEAR_FILTERS: self.codes.clear,
            Command.SORT_NEXT: self.table.sort_by_next,
            Command.TURN_ORDER: self.table.turn_order,
            Command.PRODUCT_DEFAULT: self._keep_product,
            Command.ALL_NOTES: self.notes.show_all,
            Command.KEYS: lambda: self._help().key_overview(theme, self.commands, self).open(),
            Command.DOCUMENTS: lambda: self._help().document_overview(theme, self._parts.registry, self).open(),
            Command.ABOUT: lambda: self._help().about_page(theme, self).open(),
        }

    def _help(self) -> ModuleType:
        from errdex.ui import about

        return about

    def _start(self) -> None:
        """Show everything there is, with the cursor where one pastes."""
        self.panel.choose_product(self._preferences.product)
        self.codes.filter()
        self.details.show_first_start()
        self.status.show_place(0, 0, "")
        self.paste.setFocus()

    def _measure(self) -> None:
        px = self._theme.px
        self._paste_frame.setContentsMargins(px(14), px(12), px(14), px(8))
        self._hint.setContentsMargins(0, px(6), px(14), 0)
        self._findings_frame.setContentsMargins(px(14), 0, px(14), px(9))
        chosen = {Scheme.SYSTEM: Command.SCHEME_SYSTEM, Scheme.LIGHT: Command.SCHEME_LIGHT}
        self.commands.action(chosen.get(self._theme.scheme, Command.SCHEME_DARK)).setChecked(True)

    # The paste and what was found in it

    def decode_text(self, text: str) -> None:
        """Put a text into the paste box and decode it."""
        self.paste.paste_text(text)

    def open_files(self, names: list[str]) -> None:
        """Read files as one paste; what cannot be read is said."""
        from errdex.ui.opening import read_files

        try:
            self.decode_text(read_files(names))
        except ErrdexError as error:
            self.notice.say(str(error))

    def _decode(self, text: str) -> None:
        self.worker.decode(text, self.panel.filters().product)

    def _decode_again(self) -> None:
        """Rank what is pasted by the product that was chosen now: it is the strongest evidence."""
        text = self.paste.original_text()
        if text:
            self._decode(text)

    def _show_working(self) -> None:
        self.findings.show_state(self.tr("Decoding…"))

    def _show_findings(self) -> None:
        self.findings.show_findings(self.session.findings)
        if not self.session.text.strip():
            self.findings.show_empty()
            self.details.show_first_start()
        elif not self.session.findings:
            self.details.show_nothing()

    def _show_occurrence(self) -> None:
        """Show the error that is looked at everywhere: in the paste, the findings, the table and the details."""
        session = self.session
        occurrence, finding, index = session.occurrence, session.finding, session.finding_index
        current, total = session.place
        self.status.show_place(current, total, self.commands.key(Command.NEXT_ERROR))
        self.paste.mark(session.decoding, occurrence)
        if occurrence is None or finding is None or index is None:
            return
        self.paste.show_place(occurrence.span)
        self.findings.set_current(index)
        self.details.show_finding(finding, paste=session.paste)
        if finding.candidate is not None:
            self._reveal(finding.candidate.meaning)
        elif occurrence.number is not None:
            self.note.show_meaning(None, occurrence.number)
        else:
            self.note.show_nothing()

    def _show_candidate(self, index: int) -> None:
        """Follow the choice of another candidate: its row, its notes."""
        occurrence = self.session.occurrence
        if occurrence is not None and 0 <= index < len(occurrence.candidates):
            self._reveal(occurrence.candidates[index].meaning)

    # The table

    def go_to(self, meaning_id: str) -> None:
        """Show a meaning, wherever it is asked for."""
        meaning = self._parts.registry.meaning(meaning_id)
        if meaning is not None:
            self._reveal(meaning)
            self.details.show_meaning(meaning, self.codes.product)

    def _reveal(self, meaning: Meaning) -> None:
        self.codes.reveal(meaning.id)
        self.note.show_meaning(meaning.id, meaning.number, meaning.name)

    def _show_meaning(self, meaning: Meaning) -> None:
        self.details.show_meaning(meaning, self.codes.product)
        self.note.show_meaning(meaning.id, meaning.number, meaning.name)

    def _show_document(self, product: Product | None) -> None:
        from datetime import date

        registry = self._parts.registry
        shown = product or next(iter(registry.products), None)
        age = age_of(shown, registry.revisions[shown], date.today()) if shown else None  # noqa: DTZ011  (the wall's)
        self.status.show_documents(len(registry.products), age)

    def _keep_product(self) -> None:
        self._preferences = self._preferences._replace(product=self.panel.filters().product)

    # The clipboard

    def _paste_and_decode(self) -> None:
        """Put the clipboard in the place of the paste: text, or the files it names."""
        content = QApplication.clipboard().mimeData()
        paths = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        if paths:
            self.open_files(paths)
        elif content.hasText():
            self.decode_text(content.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept text and files anywhere in the window."""
        if event.mimeData().hasText() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Decode what was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.open_files(paths)
        else:
            self.decode_text(event.mimeData().text())

    def _ask_for_files(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Open a text that holds errors"))
        if names:
            self.open_files(names)

    # The end

    def preferences(self) -> Preferences:
        """Return what a person chose, to be kept."""
        return self._preferences._replace(
            scheme=self._theme.scheme,
            size=self._theme.size,
            geometry=bytes(self.saveGeometry().toBase64().data()).decode(),
            columns=tuple(self.columns.sizes()),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the note that is being written, then let go."""
        self.worker.forget()
        self.note.flush()
        self.closing.emit()
        super().closeEvent(event)
