"""The detail pane: one well-set page on the finding or the code that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from errdex.ui.detail_blocks import (
    AdviceBanner,
    Block,
    Checklist,
    Example,
    Fold,
    Heading,
    Options,
    Prose,
    Quote,
    Section,
    Tone,
    Values,
    page_text,
)
from errdex.ui.detail_page import Sources, finding_page, meaning_page, nothing_page
from errdex.ui.detail_widgets import (
    AdviceView,
    ChecklistView,
    ExampleView,
    FoldView,
    HeadingView,
    OptionsView,
    QuoteView,
    TextLabel,
    ValuesView,
    colours_of,
    plain_label,
)
from errdex.ui.highlight import Run, runs_html
from errdex.ui.translate import sentence

if TYPE_CHECKING:
    from errdex.decode.model import Finding
    from errdex.decode.surroundings import Paste
    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.registry.model import Meaning, Product, Registry
    from errdex.ui.theme import Theme

EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'
"""The payload that the document which the project starts from shows as its example."""

_GAPS: dict[type, int] = {Section: 18, AdviceBanner: 13, Prose: 6}
"""The space above a block, by its kind; between others it is 8 pixels."""


class DetailPane(QScrollArea):
    """Shows one page at a time, and emits what a person wants from it."""

    link_activated = Signal(str)
    """The id of the meaning that a link points at."""
    candidate_chosen = Signal(int)
    """The place of the candidate that a person chose; its page is shown already."""
    example_requested = Signal(str)
    """The example that a person wants to try."""
    step_ticked = Signal(str, str, bool)
    """A meaning's id, a step's id, and whether it is ticked now."""

    def __init__(
        self, theme: Theme, registry: Registry, advice: AdviceBook, shelf: GuidanceShelf, parent: QWidget | None = None
    ) -> None:
        """Make an empty pane that knows where pages come from."""
        super().__init__(parent)
        self._theme = theme
        self._sources = Sources(registry, advice, shelf)
        self._blocks: tuple[Block, ...] = ()
        self._meaning = ""
        self._finding: Finding | None = None
        self._paste: Paste | None = None
        self._ticks: dict[str, frozenset[str]] = {}
        self.setObjectName("detailPane")
        self.setAccessibleName(self.tr("Details"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        policy = self.sizePolicy()
        policy.setVerticalStretch(1)
        self.setSizePolicy(policy)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)
        theme.changed.connect(self._set_page)

    # What to show

    def show_meaning(self, meaning: Meaning, product: Product | None = None) -> None:
        """Show a code of the table, in the wording of `product` where that has it."""
        self._finding = None
        self._turn_to(meaning.id, meaning_page(meaning, product, self._sources, sentence))

    def show_finding(self, finding: Finding, chosen: int = 0, paste: Paste | None = None) -> None:
        """Show a finding of the paste, as its candidate at `chosen` explains it, checked with the values of `paste`."""
        self._finding = finding
        self._paste = paste
        candidates = finding.first.candidates
        meaning = candidates[min(chosen, len(candidates) - 1)].meaning.id if candidates else ""
        self._turn_to(meaning, finding_page(finding, chosen, self._sources, sentence, paste))

    def show_nothing(self) -> None:
        """Say that the paste holds no error, and what would help."""
        self._finding = None
        self._turn_to("", nothing_page(sentence))

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
        self._turn_to("", tuple(blocks))

    def page_text(self) -> str:
        """Return what the page says, as plain text."""
        return page_text(self._blocks)

    def title(self) -> str:
        """Return the page's title, for whoever wants to announce it."""
        heading = next((block for block in self._blocks if isinstance(block, Heading)), None)
        return f"{heading.number} {heading.name}".strip() if heading else ""

    # Setting the page

    def _turn_to(self, meaning: str, blocks: tuple[Block, ...]) -> None:
        """Show another page from its top; the same page stays where it is."""
        if blocks == self._blocks and self.widget() is not None:
            return
        self._meaning = meaning
        self._blocks = blocks
        self._set_page()
        self.verticalScrollBar().setValue(0)

    def _set_page(self) -> None:
        """Set the blocks below each other."""
        page = QWidget()
        page.setObjectName("detailPage")
        page.setAccessibleName(self.title())
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        px = self._theme.px
        column.setContentsMargins(self._margins())
        column.setSpacing(0)
        before: Block | None = None
        for block in self._blocks:
            if before is not None:
                column.addSpacing(px(_gap(before, block)))
            column.addWidget(self._view(block))
            before = block
        column.addStretch(1)
        self.setWidget(page)

    def _margins(self) -> QMargins:
        """Return the page's margins; the scroll bar stands in the right one, so that lines stay as wide without it."""
        px = self._theme.px
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        return QMargins(px(20), px(18), max(px(20) - taken, px(4)), px(20))

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the longest names; beyond it the page scrolls sideways."""
        return QSize(self._theme.px(304), self._theme.px(120))

    def _keep_width(self) -> None:
        page = self.widget()
        layout = page.layout() if page else None
        if layout is not None and layout.contentsMargins() != self._margins():
            layout.setContentsMargins(self._margins())

    def _view(self, block: Block) -> QWidget:  # noqa: C901, PLR0911  (one line per kind of block)
        theme = self._theme
        match block:
            case Heading():
                return HeadingView(block.number, block.name, block.subtitle, theme)
            case AdviceBanner():
                return AdviceView(block, theme)
            case Section():
                return plain_label(block.title, theme, semibold=True)
            case Prose():
                return self._prose(block)
            case Quote():
                return QuoteView(block, theme)
            case Values():
                return ValuesView(block, theme)
            case Checklist():
                return self._checklist(block)
            case Options():
                options = OptionsView(block, theme)
                options.chosen.connect(self._choose_candidate, Qt.ConnectionType.QueuedConnection)
                return options
            case Fold():
                return FoldView(block.title, lambda: tuple(self._view(inner) for inner in block.blocks), theme)
            case Example():
                example = ExampleView(block, theme)
                example.wanted.connect(self.example_requested)
                return example

    def _prose(self, block: Prose) -> TextLabel:
        label = TextLabel(block.runs, self._theme, block.tone)
        label.linkActivated.connect(self.link_activated)
        if block.ground:
            label.setToolTip(runs_html((Run(self.tr("Ground: {0}").format(block.ground)),), colours_of(self._theme)))
        return label

    def _checklist(self, block: Checklist) -> ChecklistView:
        view = ChecklistView(block, self._theme, self._ticks.get(self._meaning, frozenset()))
        view.ticked.connect(self._keep_tick)
        for step in view.steps:
            for label in step.findChildren(TextLabel):
                label.linkActivated.connect(self.link_activated)
        return view

    def _keep_tick(self, step: str, on: bool) -> None:
        """Remember a tick for as long as the window is open."""
        held = self._ticks.get(self._meaning, frozenset())
        self._ticks[self._meaning] = held | {step} if on else held - {step}
        self.step_ticked.emit(self._meaning, step, on)

    def _choose_candidate(self, place: int) -> None:
        """Explain the finding by another candidate; the choice keeps the focus."""
        if self._finding is None:
            return
        self.show_finding(self._finding, place, self._paste)
        for options in self.findChildren(OptionsView):
            options.focus_chosen()
        self.candidate_chosen.emit(place)

    def changeEvent(self, event: QEvent) -> None:
        """Set the page anew in another reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self._blocks:
            self._set_page()


def _gap(before: Block, block: Block) -> int:
    """Return the space between two blocks; small print at the end of a part stands off a little."""
    if isinstance(before, Section):
        return 5
    if isinstance(block, Prose) and block.tone is Tone.SMALL and not isinstance(before, (Prose, Values)):
        return 13 if isinstance(before, (Quote, Checklist, Fold)) else 8
    return _GAPS.get(type(block), 8)
