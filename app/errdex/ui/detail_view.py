"""The page of the detail pane: sets blocks below each other, and scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from errdex.ui.detail_blocks import (
    Actions,
    AdviceBanner,
    Block,
    Carriers,
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
)
from errdex.ui.detail_texts import TextLabel
from errdex.ui.detail_widgets import ActionsView, CarriersView, ExampleView, HeadingView, SectionView, put_behind

if TYPE_CHECKING:
    from errdex.ui.detail_choices import ChecklistView, OptionsView
    from errdex.ui.theme import Theme

_GAPS: dict[type, int] = {Section: 18, AdviceBanner: 13, Prose: 5, Checklist: 7, Actions: 6}
"""The space above a block, by its kind; between others it is 8 pixels."""


class PageView(QScrollArea):
    """Shows one page, and emits what a person wants from it."""

    link_activated = Signal(str)
    """What a link points at."""
    candidate_chosen = Signal(int)
    example_wanted = Signal(str)
    ticked = Signal(str, bool)
    """A cause's id, and whether it is ticked now."""
    focused = Signal(bool)
    """It has the keyboard itself, to be scrolled, or no longer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._theme = theme
        self._checklist: ChecklistView | None = None
        self._options: OptionsView | None = None
        self.setObjectName("detailView")
        self.setAccessibleName(self.tr("Page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the page"))
        self.horizontalScrollBar().setAccessibleName(self.tr("Scroll the page sideways"))
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)

    def set_page(self, blocks: tuple[Block, ...], title: str, ticked: frozenset[str]) -> None:
        """Set the blocks of another page below each other, with a tick at these causes."""
        page = QWidget()
        page.setObjectName("detailPage")
        page.setAccessibleName(title)
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(self._margins())
        column.setSpacing(0)
        self._checklist = self._options = None
        before: Block | None = None
        for block in blocks:
            if before is not None:
                column.addSpacing(self._theme.px(_gap(before, block)))
            column.addWidget(self._view(block, ticked))
            before = block
        column.addStretch(1)
        self.setWidget(page)
        put_behind(self, page)

    def set_ticked(self, ticked: frozenset[str]) -> None:
        """Show which causes are ticked, without setting the page anew."""
        if self._checklist is not None:
            self._checklist.set_ticked(ticked)

    def focus_candidate(self) -> None:
        """Put the focus on the chosen candidate."""
        if self._options is not None:
            self._options.focus_chosen()

    def _view(self, block: Block, ticked: frozenset[str]) -> QWidget:
        theme = self._theme
        match block:
            case Heading():
                return HeadingView(block, theme)
            case Section():
                return SectionView(block, theme)
            case Prose(is_pasted=False):
                return self._prose(block)
            case Example():
                example = ExampleView(block, theme)
                example.wanted.connect(self.example_wanted)
                return example
            case Actions():
                return self._linked(ActionsView(block, theme))
            case Carriers():
                return CarriersView(block, theme)
            case _:
                return self._late_view(block, ticked)

    def _late_view(
        self, block: AdviceBanner | Prose | Quote | Values | Checklist | Options | Fold, ticked: frozenset[str]
    ) -> QWidget:
        """Return what the window's first picture never holds; it is loaded when it is first wanted."""
        from errdex.ui.detail_advice import AdviceView
        from errdex.ui.detail_choices import FoldView
        from errdex.ui.detail_pasted import PastedText
        from errdex.ui.detail_quotes import QuoteView, ValuesView

        theme = self._theme
        match block:
            case AdviceBanner():
                return AdviceView(block, theme)
            case Prose():
                return PastedText(block.runs, theme, block.tone)
            case Quote():
                return QuoteView(block, theme)
            case Values():
                return ValuesView(block, theme)
            case Fold():
                return FoldView(block.title, lambda: tuple(self._view(inner, ticked) for inner in block.blocks), theme)
            case _:
                return self._choice(block, ticked)

    def _choice(self, block: Checklist | Options, ticked: frozenset[str]) -> QWidget:
        from errdex.ui.detail_choices import ChecklistView, OptionsView

        if isinstance(block, Options):
            options = OptionsView(block, self._theme)
            options.chosen.connect(self.candidate_chosen, Qt.ConnectionType.QueuedConnection)
            self._options = options
            return options
        self._checklist = ChecklistView(block, self._theme, ticked)
        self._checklist.ticked.connect(self.ticked)
        return self._linked(self._checklist)

    def _prose(self, block: Prose) -> QWidget:
        label = TextLabel(block.runs, self._theme, block.tone)
        label.linkActivated.connect(self.link_activated)
        label.set_ground(block.ground.words)
        return label

    def _linked(self, view: QWidget) -> QWidget:
        """Let the links of a part lead where all links do."""
        for label in view.findChildren(TextLabel):
            label.linkActivated.connect(self.link_activated)
        return view

    def _margins(self) -> QMargins:
        """Return the page's margins; the scroll bar stands in the right one, so that lines stay as wide without it."""
        px = self._theme.px
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        return QMargins(px(20), px(7), max(px(20) - taken, px(4)), px(20))

    def _keep_width(self) -> None:
        page = self.widget()
        layout = page.layout() if page else None
        if layout is not None and layout.contentsMargins() != self._margins():
            layout.setContentsMargins(self._margins())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page's beginning or end; other keys scroll as everywhere."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard scrolls now."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it does no longer."""
        super().focusOutEvent(event)
        self.focused.emit(False)


def _gap(before: Block, block: Block) -> int:
    """Return the space between two blocks; small print at the end of a part stands off a little."""
    if isinstance(before, Section):
        return 5
    if isinstance(before, Heading) and isinstance(block, AdviceBanner):
        return 12
    if isinstance(block, Prose) and block.tone is Tone.SMALL:
        return 2 if isinstance(before, Prose) else 8
    return _GAPS.get(type(block), 8)
