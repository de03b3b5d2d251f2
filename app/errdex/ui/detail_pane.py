"""The detail pane: one well-set page on the finding or the code that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from errdex.ui.detail_bar import DetailBar
from errdex.ui.detail_blocks import AdviceBanner, Example, Heading, Prose, Section, page_text
from errdex.ui.detail_targets import WHOLE
from errdex.ui.detail_view import PageView
from errdex.ui.highlight import Run
from errdex.ui.translate import sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from errdex.decode.model import Finding
    from errdex.decode.surroundings import Paste
    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.registry.model import Meaning, Product, Registry
    from errdex.ui.detail_blocks import Block
    from errdex.ui.detail_grounds import Sources
    from errdex.ui.detail_targets import Narrowing
    from errdex.ui.icons import Sign
    from errdex.ui.theme import Theme

EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'
"""The payload that the document which the project starts from shows as its example."""


class DetailPane(QWidget):
    """Shows one page at a time, and emits what a person wants from it."""

    link_activated = Signal(str)
    """What a link points at: a meaning's id, or one of its messages or filters (`detail_related.read_target`)."""
    candidate_chosen = Signal(int)
    """The place of the candidate that a person chose; its page is shown already."""
    example_requested = Signal(str)
    """The example that a person wants to try."""
    step_ticked = Signal(str, bool)
    """A cause's id, and whether it is ticked now."""

    def __init__(
        self, theme: Theme, registry: Registry, advice: AdviceBook, shelf: GuidanceShelf, parent: QWidget | None = None
    ) -> None:
        """Make an empty pane that knows where pages come from."""
        super().__init__(parent)
        self._theme = theme
        self._parts = (registry, advice, shelf)
        self.blocks: tuple[Block, ...] = ()
        self._finding: Finding | None = None
        self._paste: Paste | None = None
        self.setObjectName("detailPane")
        self.setAccessibleName(self.tr("Details"))
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = DetailBar(theme, self)
        self.view = PageView(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        policy = self.sizePolicy()
        policy.setVerticalStretch(1)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.view)
        self.view.focused.connect(self.bar.set_lit)
        self.view.link_activated.connect(self.link_activated)
        self.view.candidate_chosen.connect(self._choose_candidate)
        self.view.example_wanted.connect(self.example_requested)
        self.view.ticked.connect(self.step_ticked)
        theme.changed.connect(self.view.set_again)

    def set_actions(self, walk: tuple[tuple[QAction, Sign], ...], copies: tuple[tuple[QAction, Sign], ...]) -> None:
        """Put buttons for commands above the page; they come before it in the order of Tab."""
        self.bar.set_actions(walk, copies)
        before: QWidget = self.view
        while (earlier := before.previousInFocusChain()) is not None and earlier is not self.view:
            before = earlier
            if before.focusPolicy() & Qt.FocusPolicy.TabFocus:
                break
        for button in self.bar.buttons:
            QWidget.setTabOrder(before, button)
            before = button

    # What to show

    def show_meaning(
        self,
        meaning: Meaning,
        product: Product | None = None,
        narrowing: Narrowing = WHOLE,
        ticked: frozenset[str] = frozenset(),
    ) -> None:
        """Show a code of the table, or one of its messages, in the wording of `product` where that has it."""
        from errdex.ui.detail_page import meaning_page

        self._finding = None
        self._turn_to(meaning_page(meaning, product, self._sources(), sentence, narrowing), ticked)

    def show_finding(
        self,
        finding: Finding,
        chosen: int = 0,
        paste: Paste | None = None,
        ticked: frozenset[str] = frozenset(),
    ) -> None:
        """Show a finding of the paste, as its candidate at `chosen` explains it, checked with the values of `paste`."""
        from errdex.ui.detail_page import finding_page

        self._finding = finding
        self._paste = paste
        self._turn_to(finding_page(finding, chosen, self._sources(), sentence, paste), ticked)

    def show_nothing(self) -> None:
        """Say that the paste holds no error, and what would help."""
        from errdex.ui.detail_page import nothing_page

        self._finding = None
        self._turn_to(nothing_page(sentence))

    def show_codeless(self, number: int | None) -> None:
        """Say that a note stands on no code, or on a number that is none of the exchange's errors."""
        self._finding = None
        title = self.tr("A note on no code") if number is None else str(number)
        words = (
            self.tr("It stands by itself. Its words are below.")
            if number is None
            else self.tr("No registry knows this number. What was noted on it is below.")
        )
        self._turn_to((Heading("", title, ""), Prose((Run(words),))))

    def show_first_start(self) -> None:
        """Show what this program is for, and an example to try."""
        self._finding = None
        jobs = (
            (
                self.tr("Paste and understand"),
                self.tr(
                    "Paste anything that holds an error: JSON, an exception, a curl dump, a part of a log. "
                    "Here you read what it means, what to do, and whether it is safe to send the request again."
                ),
            ),
            (
                self.tr("Browse and find"),
                self.tr("The table has every code. Search for a number, a name, or words of a message."),
            ),
            (
                self.tr("Note and keep"),
                self.tr("Write below what you found out. Notes are saved as you type, and stay on this computer."),
            ),
        )
        blocks: list[Block] = [Heading("", self.tr("What does this error mean?"), "")]
        for title, text in jobs:
            blocks += (Section(title), Prose((Run(text),)))
        blocks += (Section(self.tr("An example")), Example(self.tr("Try the example"), EXAMPLE))
        self._turn_to(tuple(blocks))

    def set_ticked(self, ticked: frozenset[str]) -> None:
        """Show which causes are ticked, where they were kept or taken back elsewhere."""
        self.view.set_ticked(ticked)

    def page_text(self) -> str:
        """Return what the page says, as plain text."""
        return page_text(self.blocks)

    def title(self) -> str:
        """Return the page's title."""
        heading = next((block for block in self.blocks if isinstance(block, Heading)), None)
        return f"{heading.number} {heading.name}".strip() if heading else ""

    def announcement(self) -> str:
        """Return what a screen reader says of the page: its title and the advice."""
        banner = next((block for block in self.blocks if isinstance(block, AdviceBanner)), None)
        return f"{self.title()}. {banner.title}. {banner.sentence}" if banner else self.title()

    def _sources(self) -> Sources:
        from errdex.ui.detail_grounds import Sources

        return Sources(*self._parts)

    # Setting the page

    def _turn_to(self, blocks: tuple[Block, ...], ticked: frozenset[str] = frozenset()) -> None:
        """Show another page from its top; the same page stays where it is, with a few blocks exchanged or none."""
        if blocks == self.blocks and self.view.widget() is not None:
            self.set_ticked(ticked)
            return
        self.blocks = blocks
        self.view.change_page(blocks, self.title(), ticked)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of a short line; names break, and the page scrolls."""
        return QSize(self._theme.px(304), self._theme.px(120))

    def _choose_candidate(self, place: int) -> None:
        """Explain the finding by another candidate; the choice keeps the focus."""
        if self._finding is None:
            return
        self.show_finding(self._finding, place, self._paste)
        self.view.focus_candidate()
        self.candidate_chosen.emit(place)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  (Qt's name)
        """Go on to the next control, of the whole page.

        Qt says that it did, and stays at the last link, where buttons follow.
        """
        self.view.complete()
        before = self.window().focusWidget()
        moved = super().focusNextPrevChild(next)
        if moved and self.window().focusWidget() is before:
            from errdex.ui.detail_widgets import next_stop

            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            next_stop(before, forward=next).setFocus(reason)
        return moved

    def changeEvent(self, event: QEvent) -> None:
        """Set the page anew in another reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.view.set_again()
