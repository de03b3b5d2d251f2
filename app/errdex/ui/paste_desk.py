"""Everything the window does with the paste: it is taken, decoded, marked, walked through, and gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu

from errdex.ui.commands import Command
from errdex.ui.opening import FileReader
from errdex.ui.paste_history import PasteHistory
from errdex.ui.session import PasteSession
from errdex.ui.translate import sentence
from errdex.ui.worker import DecodeWorker
from errdex.wording import found_name, found_number, nothing_title, product_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData

    from errdex.registry.model import Product
    from errdex.ui.clipboard_watch import ClipboardWatch
    from errdex.ui.commands import Commands
    from errdex.ui.findings_bar import FindingsBar
    from errdex.ui.paste_box import PasteBox
    from errdex.ui.theme import Theme
    from errdex.ui.worker import Decode

SIGN_AFTER = 500
STOP_AFTER = 1_000
"""Milliseconds of work after which it is said, and after which it can be stopped."""


class PasteDesk(QObject):
    """Joins the paste box, the findings, the decoder and the history."""

    said = Signal(str)
    """One sentence for the person."""

    def __init__(
        self,
        theme: Theme,
        box: PasteBox,
        bar: FindingsBar,
        commands: Commands,
        decode: Decode,
        product: Callable[[], Product | None],
    ) -> None:
        """Wire the parts to each other; `product` tells which product was asked for."""
        super().__init__(box)
        self._theme = theme
        self._box = box
        self._bar = bar
        self._commands = commands
        self._decode = decode
        self._product = product
        self.session = PasteSession(self)
        self.worker = DecodeWorker(decode, self)
        self.history = PasteHistory()
        self._reader = FileReader(self)
        self._watch: ClipboardWatch | None = None
        self._marked = 0
        self._percent = 0
        self._is_cut_short = False
        """Whether somebody stopped before all of the text was decoded: what was found is said to be a part."""
        self._sign = self._timer(SIGN_AFTER, self._say)
        self._late = self._timer(STOP_AFTER, self._show_stop)
        self._menu = QMenu(bar)
        self._menu.aboutToShow.connect(self._fill_menu)
        bar.add_command(commands.action(Command.PASTE), 0)
        self._history_button = bar.add_menu(self.tr("Earlier"), self._menu, 1)
        self._history_button.setAccessibleName(self.tr("Earlier pastes"))
        self._stop_button = bar.add_command(commands.action(Command.STOP), -1)
        self._stop_button.hide()
        self._wire()
        self._follow_history()
        self._rest()

    def _wire(self) -> None:
        session, worker = self.session, self.worker
        wires = (
            (self._box.text_changed_by_user, self._take),
            (self._box.large_text_received, self._take),
            (self._box.files_dropped, self.open_files),
            (self._box.place_chosen, session.choose_place),
            (self._bar.finding_chosen, session.choose_finding),
            (self._bar.offer_declined, self._decline),
            (self._reader.began, self._begin_work),
            (self._reader.read, self._take_file),
            (self._reader.failed, self._fail_file),
            (worker.began, self._begin),
            (worker.decoded, session.take),
            (worker.part_decoded, session.add),
            (worker.progressed, self._follow_progress),
            (worker.ended, self._end),
            (session.began, self._clear_marks),
            (session.found, self._show_findings),
            (session.chosen, self._show_choice),
        )
        for signal, slot in wires:
            signal.connect(slot)

    def _timer(self, milliseconds: int, does: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(does)
        return timer

    # What comes in

    def paste(self) -> None:
        """Put the clipboard in the place of the paste."""
        self.take_content(QApplication.clipboard().mimeData())

    def take_content(self, content: QMimeData) -> None:
        """Take what was pasted or dropped: text, or the files it names."""
        paths = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        if paths:
            self.open_files(paths)
        elif content.hasText():
            self.decode_text(content.text())

    def decode_text(self, text: str) -> None:
        """Put a text into the paste box and decode it."""
        self._box.paste_text(text)

    def open_files(self, names: list[str]) -> None:
        """Read files as one paste; what cannot be read is said."""
        self._reader.open(names)

    def clear(self) -> None:
        """Empty the box."""
        self._box.paste_text("")

    def decode_again(self) -> None:
        """Rank what is pasted by the product that was chosen now: it is the strongest evidence."""
        text = self._box.original_text()
        if text:
            self.worker.decode(text, self._product())

    def go_back(self) -> None:
        """Show the paste before this one again."""
        self._go(self.history.at - 1)

    def go_on(self) -> None:
        """Show the paste after this one again."""
        self._go(self.history.at + 1)

    def stop(self) -> None:
        """Leave off reading and decoding; what was found so far stays."""
        self._reader.forget()
        self._rest()
        self._say()
        self.worker.stop()

    def forget(self) -> None:
        """Leave everything, for the window closes."""
        self._reader.forget()
        self.worker.forget()

    def _take(self, text: str) -> None:
        """Decode what is in the box now."""
        self._reader.forget()
        self._rest()
        self._is_cut_short = False
        self.history.take(text, is_edited=not self._box.is_fresh())
        self._follow_history()
        if self._watch is not None:
            self._watch.see(text)
        self.worker.decode(text, self._product())

    def _take_file(self, text: str) -> None:
        self._rest()
        self.decode_text(text)

    def _fail_file(self, fault: str) -> None:
        self._rest()
        self._say()
        self.said.emit(fault)

    # The work and its end

    def _begin_work(self) -> None:
        self._percent = 0
        self._is_cut_short = False
        self._sign.start()
        self._late.start()
        self._commands.action(Command.STOP).setEnabled(True)

    def _begin(self, text: str) -> None:
        self._begin_work()
        self.session.begin(text)

    def _follow_progress(self, percent: int) -> None:
        self._percent = percent

    def _end(self, is_whole: bool) -> None:
        self._rest()
        self._is_cut_short = not is_whole
        self.session.finish()

    def _show_stop(self) -> None:
        self._bar.show_command(self._stop_button, is_on=True)

    def _rest(self) -> None:
        self._sign.stop()
        self._late.stop()
        self._bar.show_command(self._stop_button, is_on=False)
        self._commands.action(Command.STOP).setEnabled(False)

    # What was found

    def _clear_marks(self) -> None:
        self._box.clear_marks()
        self._marked = 0

    def _show_findings(self) -> None:
        session = self.session
        self._box.mark(session.occurrences[self._marked :])
        self._marked = len(session.occurrences)
        if session.findings:
            self._bar.show_findings(session.findings, session.explaining)
        elif not session.is_whole:
            self._bar.show_state("")
        elif session.text and not session.text.isspace():
            self._bar.show_findings(())
        else:
            self._bar.show_empty()
        self._say()
        if session.is_whole:
            self.history.name(self._title())
            self._bar.announce()

    def _show_choice(self) -> None:
        session = self.session
        index = session.finding_index
        self._box.mark_current(session.occurrence, session.candidate_index)
        if session.occurrence is not None and index is not None:
            self._box.show_place(session.occurrence.span)
            self._bar.set_current(index)
        self._say()

    def _say(self) -> None:
        """Say beside the buttons how much was found, what goes on, and which key shows another meaning."""
        session = self.session
        errors = self._bar.count_sentence(session.findings, session.products())
        occurrence = session.occurrence
        is_said = self._commands.action(Command.STOP).isEnabled() and not self._sign.isActive()
        if is_said and not self.worker.is_busy():
            self._bar.summary.say(self.tr("Reading…"))
        elif is_said:
            words = self.tr("Decoding: {0} % · {1}") if errors else self.tr("Decoding: {0} %")
            self._bar.summary.say(words.format(self._percent, errors))
        elif self._is_cut_short:
            words = self.tr("Stopped at {0} % of the text: {1}") if errors else self.tr("Stopped at {0} % of the text")
            self._bar.summary.say(words.format(self._percent, errors))
        elif session.product is not None:
            key = self._commands.key(Command.PRODUCT_DEFAULT)
            name = product_name(session.product, sentence)
            self._bar.summary.say(self.tr("{0} · {1} is chosen for this paste, {2} keeps it").format(errors, name, key))
        elif occurrence is not None and len(occurrence.candidates) > 1:
            key = self._commands.key(Command.NEXT_MEANING)
            self._bar.summary.say(self.tr("{0} · {1} shows its next meaning").format(errors, key))
        else:
            self._bar.summary.say(errors)

    # Going back

    def _go(self, place: int) -> None:
        text = self.history.go(place)
        if text is not None:
            self.decode_text(text)

    def _follow_history(self) -> None:
        self._commands.action(Command.EARLIER_PASTE).setEnabled(self.history.can_step(-1))
        self._commands.action(Command.LATER_PASTE).setEnabled(self.history.can_step(1))
        self._history_button.setEnabled(bool(self.history.steps))

    def _fill_menu(self) -> None:
        """List the pastes, the newest first, by what was found in them."""
        self._menu.clear()
        for place in reversed(range(len(self.history.steps))):
            action = self._menu.addAction(self.history.steps[place].title.replace("&", "&&") or self.tr("Not decoded"))
            action.setCheckable(True)
            action.setChecked(place == self.history.at)
            action.triggered.connect(lambda _=False, place=place: self._go(place))

    def _title(self) -> str:
        """Name the paste by what was found and when, never by what stands in it."""
        findings = self.session.findings
        from datetime import UTC, datetime

        now = self._theme.clock_text(datetime.now(UTC).isoformat())
        if not findings:
            return self.tr("{0} · {1}").format(now, nothing_title(sentence))
        first = findings[0]
        name = f"{found_number(first.first, first.candidate, sentence)} {found_name(first.candidate, sentence)}".strip()
        if len(findings) == 1:
            return self.tr("{0} · {1}").format(now, name)
        return self.tr("{0} · {1} and {2} more").format(now, name, len(findings) - 1)

    # The clipboard

    def watch_clipboard(self, *, is_on: bool) -> None:
        """Offer an error on the clipboard when the window is turned to; never called before the first picture."""
        if self._watch is None and is_on:
            from errdex.ui.clipboard_watch import ClipboardWatch

            self._watch = ClipboardWatch(self._decode, self)
            self._watch.found.connect(self._offer)
            self._watch.see(self._box.original_text())
        if self._watch is not None:
            self._watch.is_on = is_on
            if not is_on:
                self._offer("")

    def _offer(self, name: str) -> None:
        words = self.tr("{0} on the clipboard").format(name) if name else ""
        self._bar.show_offer(words)

    def _decline(self) -> None:
        self._bar.show_offer("")
