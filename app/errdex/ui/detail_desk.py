"""Everything the window does with the detail pane: what it shows, the way back, ticks that are kept, and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from errdex.errors import NotesError
from errdex.ui.announce import announce
from errdex.ui.commands import Command
from errdex.ui.detail_targets import WHOLE, read_target
from errdex.ui.detail_ticks import TickPlace, Ticks
from errdex.ui.detail_trail import Trail, Visit
from errdex.ui.translate import sentence, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from errdex.decode.model import Candidate, Occurrence
    from errdex.notes.model import NotedOccurrence
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Meaning, Product, Registry
    from errdex.ui.commands import Commands
    from errdex.ui.detail_pane import DetailPane
    from errdex.ui.detail_targets import Narrowing
    from errdex.ui.session import PasteSession
    from errdex.ui.worker import Decode

_LEARNT = 100_000
"""Characters around an error that are searched for credentials, which are masked in a copy too."""


class Found(NamedTuple):
    """What of the paste a page is about."""

    text: str
    occurrence: Occurrence
    candidate: Candidate | None


class DetailDesk(QObject):
    """Joins the detail pane, the pages seen, and the notes."""

    meaning_wanted = Signal(str)
    """Show a meaning, in the table too."""
    place_wanted = Signal(int)
    """Look at the error of the paste that stands at this code point."""
    notes_changed = Signal()
    """A tick was kept or taken back."""
    said = Signal(str)
    """One sentence for the person."""

    def __init__(
        self,
        pane: DetailPane,
        commands: Commands,
        registry: Registry,
        store: Callable[[], NoteStore | None],
        save_note: Callable[[], object],
        author: Callable[[], str] = str,
    ) -> None:
        """Begin with an empty pane.

        `store` tells where notes are, `save_note` brings there what is being typed, `author` tells who writes.
        """
        super().__init__(pane)
        self._pane = pane
        self._registry = registry
        self._commands = commands
        self._save_note = save_note
        self._ticks = Ticks(store, author)
        self._trail = Trail()
        self._meaning: Meaning | None = None
        self._narrowing = WHOLE
        self._product: Product | None = None
        self._found: Found | None = None
        pane.link_activated.connect(self._follow)
        pane.step_ticked.connect(self._keep_tick)
        self._walk = (commands.action(Command.PAGE_BACK), commands.action(Command.PAGE_FORWARD))
        self._copies = (
            commands.action(Command.COPY_TICKET),
            commands.action(Command.COPY_CHAT),
            commands.action(Command.NOTE_IN_COPY),
        )
        self._show_commands()

    def dress_bar(self) -> None:
        """Put the buttons above the page; the first picture does not need them."""
        back, forward = self._walk
        ticket, chat, note = self._copies
        ticket.setIconText(self.tr("Ticket"))
        chat.setIconText(self.tr("Chat"))
        sign = self._commands.sign
        self._pane.set_actions(
            ((back, sign(Command.PAGE_BACK)), (forward, sign(Command.PAGE_FORWARD))),
            (
                (ticket, sign(Command.COPY_TICKET)),
                (chat, sign(Command.COPY_CHAT)),
                (note, sign(Command.NOTE_IN_COPY)),
            ),
        )

    # What is shown

    def show_found(self, session: PasteSession) -> None:
        """Show the error of the paste that is looked at."""
        from errdex.ui.detail_page import narrowing_of

        finding = session.finding
        if finding is None:
            return
        occurrence, chosen = finding.first, session.candidate_index
        candidate = occurrence.candidates[chosen] if occurrence.candidates else None
        self._meaning = candidate.meaning if candidate else None
        self._narrowing = narrowing_of(candidate) if candidate else WHOLE
        self._found = Found(session.text, occurrence, candidate)
        meaning_id = self._meaning.id if self._meaning else ""
        self._pane.show_finding(finding, chosen, session.paste, self._ticks.of(meaning_id))
        self._came(Visit(meaning_id, self._narrowing, occurrence.span.start))

    def show_meaning(self, meaning: Meaning, product: Product | None, *, in_passing: bool = False) -> None:
        """Show a code; `in_passing`: its row was come to by walking through the table."""
        current = self._trail.current
        narrowing = current.narrowing if current and current == Visit(meaning.id, current.narrowing) else WHOLE
        if in_passing:
            narrowing = WHOLE
        self._show(meaning, product, narrowing)
        self._came(Visit(meaning.id, narrowing), in_passing=in_passing)

    def show_number(self, number: int | None, decode: Decode) -> None:
        """Show what is said of a number without a meaning, which a note stands on; None: the note stands on no code."""
        from errdex.decode.model import Finding

        self._forget()
        found = decode(f'{{"code":{number},"msg":""}}', None).occurrences if number is not None else ()
        if found:
            self._pane.show_finding(Finding(found[:1]))
        else:
            self._pane.show_codeless(number)

    def show_nothing(self) -> None:
        """Say that the paste holds no error."""
        self._forget()
        self._pane.show_nothing()

    def show_first_start(self) -> None:
        """Show what the program is for."""
        self._forget()
        self._pane.show_first_start()

    def leave_paste(self) -> None:
        """Another text is decoded: the way back leads no longer into the one before."""
        self._trail.leave_paste()
        self._found = None
        self._show_commands()

    def look_again(self) -> None:
        """Show the ticks as the notes have them now."""
        if self._meaning is not None:
            self._pane.set_ticked(self._ticks.of(self._meaning.id))

    def _show(self, meaning: Meaning, product: Product | None, narrowing: Narrowing) -> None:
        self._meaning, self._product, self._narrowing = meaning, product, narrowing
        self._found = None
        self._pane.show_meaning(meaning, product, narrowing, self._ticks.of(meaning.id))

    def _forget(self) -> None:
        self._meaning = self._found = None
        self._show_commands()

    def _came(self, visit: Visit, *, in_passing: bool = False) -> None:
        """Remember the page, and have it announced unless the table said its row already."""
        is_new = self._trail.visit(visit, in_passing=in_passing)
        if is_new and not in_passing:
            self._announce(self._pane.announcement())
        self._show_commands()

    def _announce(self, words: str) -> None:
        announce(self._pane, words)

    def _show_commands(self) -> None:
        """Let the commands be used that lead anywhere."""
        back, forward = self._walk
        back.setEnabled(self._trail.can_go_back)
        forward.setEnabled(self._trail.can_go_on)
        for copy in self._copies[:2]:
            copy.setEnabled(self._meaning is not None or self._found is not None)

    # The way back

    def go_back(self) -> None:
        """Show the page seen before."""
        self._step(-1)

    def go_forward(self) -> None:
        """Show the page that one went back from."""
        self._step(1)

    def _step(self, step: int) -> None:
        visit = self._trail.step(step)
        if visit is None:
            return
        if visit.place is not None:
            self.place_wanted.emit(visit.place)
        else:
            self.meaning_wanted.emit(visit.meaning)
        self._announce(self._pane.announcement())
        self._show_commands()

    def _follow(self, target: str) -> None:
        """Go where a link points: to another meaning, or to a part of the one that is shown."""
        meaning_id, narrowing = read_target(target)
        meaning = self._registry.meaning(meaning_id)
        if meaning is None:
            return
        if self._meaning is not meaning:
            self.meaning_wanted.emit(meaning_id)
            return
        self._show(meaning, self._product, narrowing)
        self._came(Visit(meaning_id, narrowing))

    # Ticks

    def _keep_tick(self, cause: str, on: bool) -> None:
        """Keep a tick at once, with what led to it; what cannot be kept is not shown as ticked."""
        meaning, store = self._meaning, self._ticks.store
        if meaning is None or store is None:
            self.said.emit(self.tr("The notes are not open, so that the tick cannot be kept."))
            self.look_again()
            return
        self._save_note()
        place = TickPlace(meaning.id, meaning.number, meaning.name, self._narrowing.template)
        try:
            if on:
                self._ticks.tick(store, place, cause, self._origin())
            else:
                self._ticks.untick(store, place, cause)
        except NotesError as error:
            self.said.emit(self.tr("The tick is not kept: {0}").format(told(error)))
        self.look_again()
        self.notes_changed.emit()

    def _origin(self) -> NotedOccurrence | None:
        """Return what was found, for the note."""
        from errdex.ui.note_places import origin_of

        return origin_of(*self._found) if self._found else None

    # Copies

    def copy_ticket(self) -> None:
        """Copy the page as plain text for a support ticket."""
        from errdex.ui.detail_copy import ticket_text

        self._copy(ticket_text, self._copies[0])

    def copy_chat(self) -> None:
        """Copy the page in a few lines for a chat."""
        from errdex.ui.detail_copy import chat_text

        self._copy(chat_text, self._copies[1])

    def _copy(self, write: Callable[..., str], action: QAction) -> None:
        """Copy a text with its credentials and private data masked, and say how many were."""
        from PySide6.QtGui import QGuiApplication

        from errdex.decode.secrets import Masker
        from errdex.ui.detail_copy import Copied

        self._save_note()
        meaning_id = self._meaning.id if self._meaning else ""
        notes = self._ticks.notes(meaning_id) if self._copies[2].isChecked() else ()
        note = "\n\n".join(one.text for one in notes if one.text.strip())
        time, masker = "", Masker()
        if self._found is not None:
            span, time = self._found.occurrence.span, self._found.occurrence.time or ""
            masker.learn(self._found.text[max(0, span.start - _LEARNT) : span.end + _LEARNT])
        text = write(self._pane.blocks, Copied(self._ticks.of(meaning_id), note, time), sentence)
        QGuiApplication.clipboard().setText(masker.mask(text))
        masked = sum(masker.counts.values())
        many = self.tr("Copied, %n places masked", "", masked)
        words = {0: self.tr("Copied"), 1: self.tr("Copied, 1 place masked")}.get(masked, many)
        self._pane.bar.confirm(action, words)
        self._announce(words)
