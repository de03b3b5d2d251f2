"""The page of the detail pane: sets blocks below each other, and scrolls.

What is seen of a page is set at once, what is below in turns of its own: a long page keeps nobody waiting.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea

from errdex.ui.detail_blocks import Actions, Carriers, Checklist, Example, Heading, Options, Prose, Section
from errdex.ui.detail_texts import TextLabel
from errdex.ui.detail_widgets import (
    ActionsView,
    CarriersView,
    ExampleView,
    HeadingView,
    Page,
    SectionView,
    gap_between,
    put_behind,
    stops_in,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from errdex.ui.detail_blocks import AdviceBanner, Block, Fold, Quote, Values
    from errdex.ui.detail_choices import ChecklistView, OptionsView
    from errdex.ui.theme import Theme

_SIDE = 20
"""The margin beside the lines."""
_BREATH = 10
"""Milliseconds between two parts of a page, in which the window paints and answers."""
_TURN = 0.006
"""Seconds after which the setting of what is not seen yet lets the window do something else."""
_SETTLED = 120
"""Milliseconds without another width, after which what is not seen is laid out again."""
_MOST_EXCHANGED = 8
"""Blocks that are exchanged on a page that else stays; where more of them are new, it is another page."""
_KEPT = (Checklist, Options)
"""Blocks that the page knows by name: with another of these it is another page."""
_LATER = Qt.ConnectionType.QueuedConnection
"""For what leads to another page: the widget that tells it goes with its page, and must be done with it by then."""


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
        self._blocks: tuple[Block, ...] = ()
        self._left: tuple[Block, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._later = QTimer(self, singleShot=True, interval=_BREATH)
        self._later.timeout.connect(self._go_on)
        self._width = 0
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settle.timeout.connect(self._take_up)
        self.setObjectName("detailView")
        self.setAccessibleName(self.tr("Page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the page"))
        self.horizontalScrollBar().setAccessibleName(self.tr("Scroll the page sideways"))
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)
        self.verticalScrollBar().valueChanged.connect(self._take_up_now)

    def set_page(self, blocks: tuple[Block, ...], title: str, ticked: frozenset[str], top: int = 0) -> None:
        """Set the blocks of another page below each other, with a tick at these causes, scrolled to `top`.

        What is seen is set at once, the rest later; all of it once the view is shown: before, its width is not known.
        The keyboard stays here where it was on the page before.
        """
        if self._focus_inside() is not None:
            self.setFocus()
        page = Page(self._lines_width)
        page.setAccessibleName(title)
        self._blocks = blocks
        self._checklist = self._options = None
        self._left, self._ticked = blocks, ticked
        # Not asked of the viewport: naming it, the binding would load every kind of widget there is (9 ms, once).
        height, seen = self._theme.px(7), self.maximumViewportSize().height()
        page.column.setContentsMargins(self._margins(is_tall=False))
        while self._left and height <= top + seen and self.isVisible():
            height += self._add_next(page)
        height += self._theme.px(_SIDE)
        margins = self._margins(is_tall=height > seen)
        page.column.setContentsMargins(margins)
        page.resize(self._lines_width() + margins.left() + margins.right(), max(height, seen))
        self.setWidget(page)
        put_behind(self, page)
        self.verticalScrollBar().setValue(top)
        self._go_on_later(page)

    def change_page(self, blocks: tuple[Block, ...], title: str, ticked: frozenset[str]) -> None:
        """Show a page: another one from its top; where it is the same but for a few blocks, it stays where it is."""
        if not self._exchange(blocks):
            self.set_page(blocks, title, ticked)
        elif ticked != self._ticked:
            self.set_ticked(ticked)

    def set_again(self) -> None:
        """Set the same page in another look or direction; it stays where it is, and the keyboard where that is."""
        page, focus = self.widget(), self._focus_inside()
        if not isinstance(page, Page):
            return
        built = range(len(self._blocks) - len(self._left))
        place = next((each for each in built if focus and focus in stops_in(page.view_at(each))), None)
        at = stops_in(page.view_at(place)).index(focus) if place is not None and focus else 0
        self.set_page(self._blocks, page.accessibleName(), self._ticked, self.verticalScrollBar().value())
        anew = self.widget()
        if place is not None and isinstance(anew, Page):
            self.complete()
            stops = stops_in(anew.view_at(place))
            stops[min(at, len(stops) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_inside(self) -> QWidget | None:
        """Return the part of the page that the keyboard is with."""
        focus: QWidget | None = self.window().focusWidget()
        return focus if focus is not None and self.isAncestorOf(focus) else None

    def showEvent(self, event: QShowEvent) -> None:
        """Set the page that was to be shown."""
        super().showEvent(event)
        if self._left:
            self.set_again()

    def complete(self) -> None:
        """Set what is left of the page now."""
        self._take_up_now()
        while self._left:
            self._go_on()

    def set_ticked(self, ticked: frozenset[str]) -> None:
        """Show which causes are ticked, without setting the page anew."""
        self._ticked = ticked
        if self._checklist is not None:
            self._checklist.set_ticked(ticked)

    def focus_candidate(self) -> None:
        """Put the focus on the chosen candidate."""
        self.complete()
        if self._options is not None:
            self._options.focus_chosen()

    def _go_on(self) -> None:
        """Set more of the page, for as long as nobody notices."""
        page = self.widget()
        if self._settle.isActive():
            self._later.start()
            return
        end = time.perf_counter() + _TURN
        while self._left and isinstance(page, Page):
            self._add_next_below(page)
            if time.perf_counter() > end:
                break
        if isinstance(page, Page):
            self._go_on_later(page)

    def _go_on_later(self, page: Page) -> None:
        if self._left:
            self._later.start()
        else:
            self._later.stop()
            page.column.addStretch(1)

    def _add_next(self, page: Page) -> int:
        """Set the next block, and return how much height it takes."""
        place = len(self._blocks) - len(self._left)
        self._left = self._left[1:]
        return self._insert(page, place)

    def _add_next_below(self, page: Page) -> None:
        """Set the next block of a page that is seen."""
        self._add_next(page)
        self._put_in_order(page, len(self._blocks) - len(self._left) - 1)

    def _insert(self, page: Page, place: int) -> int:
        """Set the block of a place below the ones before it, and return how much height it takes."""
        gap, view = self._gap_above(place), self._view(self._blocks[place], self._ticked)
        self._fit(view)
        page.insert(place, gap, view)
        return gap + view.height()

    def _fit(self, view: QWidget) -> None:
        """Give a view the width of lines, for else Qt would set it at some other one first."""
        width = self._lines_width()
        view.resize(width, view.heightForWidth(width) if view.hasHeightForWidth() else view.sizeHint().height())

    def _gap_above(self, place: int) -> int:
        return self._theme.px(gap_between(self._blocks[place - 1], self._blocks[place])) if place else 0

    def _put_in_order(self, page: Page, place: int) -> None:
        """Show what was set on a page that is seen, and let Tab come to it behind the blocks before it."""
        view = page.view_at(place)
        view.show()
        before = (stop for above in range(place - 1, -1, -1) for stop in reversed(stops_in(page.view_at(above))))
        put_behind(next(before, self), view)

    def _exchange(self, blocks: tuple[Block, ...]) -> bool:
        """Exchange the blocks that are new on a page that else is the same; False: it is another page."""
        page, old = self.widget(), self._blocks
        if not isinstance(page, Page) or old[:1] != blocks[:1]:
            return False
        most = min(len(old), len(blocks))
        first = next((place for place in range(most) if old[place] != blocks[place]), most)
        last = next((back for back in range(most - first) if old[-1 - back] != blocks[-1 - back]), most - first)
        gone, come = old[first : len(old) - last], blocks[first : len(blocks) - last]
        if len(gone) + len(come) > 2 * _MOST_EXCHANGED or any(isinstance(one, _KEPT) for one in (*gone, *come)):
            return False
        built = len(old) - len(self._left)
        if self._left and first >= built:  # Nothing of it is set yet.
            self._blocks, self._left = blocks, blocks[built:]
            return True
        self._take_up_now()
        while self._left and len(self._left) >= last:
            self._add_next_below(page)
        self._blocks = blocks
        for _ in gone:
            page.take_out(first)
        for place in range(first, first + len(come)):
            self._insert(page, place)
            self._put_in_order(page, place)
        if last:
            page.set_gap(first + len(come), self._gap_above(first + len(come)))
        return True

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
                example.wanted.connect(self.example_wanted, _LATER)
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
        from errdex.ui.detail_choices import ChecklistView, OptionsView
        from errdex.ui.detail_late import late_view

        view = late_view(block, self._theme, ticked, lambda inner: self._view(inner, ticked))
        if isinstance(view, OptionsView):
            view.chosen.connect(self.candidate_chosen, _LATER)
            self._options = view
        elif isinstance(view, ChecklistView):
            view.ticked.connect(self.ticked)
            self._checklist = view
            self._linked(view)
        return view

    def _prose(self, block: Prose) -> QWidget:
        label = TextLabel(block.runs, self._theme, block.tone)
        label.linkActivated.connect(self.link_activated, _LATER)
        label.set_ground(block.ground.words)
        return label

    def _linked(self, view: QWidget) -> QWidget:
        """Let the links of a part lead where all links do."""
        for label in view.findChildren(TextLabel):
            label.linkActivated.connect(self.link_activated, _LATER)
        return view

    # Another width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out only what is seen while the width changes."""
        width, self._width = self._width, self._lines_width()
        if self._width != width:
            self._put_off()
        super().resizeEvent(event)

    def _put_off(self) -> None:
        """Leave the blocks below what is seen as they are for now; their height stays in the page's."""
        page, focus = self.widget(), QApplication.focusWidget()
        if not isinstance(page, Page):
            return
        bottom = self.verticalScrollBar().value() + self.maximumViewportSize().height()
        for place in range(len(self._blocks) - len(self._left) - 1, 0, -1):
            view = page.view_at(place)
            if view.isHidden():
                continue
            if view.y() <= bottom or (focus is not None and view.isAncestorOf(focus)):
                break
            page.put_off += view.height()
            view.hide()
        self._settle.start(_SETTLED)

    def _take_up(self) -> None:
        """Lay out again what was put off, for as long as nobody notices."""
        page = self.widget()
        end = time.perf_counter() + _TURN
        if not isinstance(page, Page):
            return
        views = (page.view_at(place) for place in range(len(self._blocks) - len(self._left)))
        hidden = [view for view in views if view.isHidden()]
        while hidden and time.perf_counter() < end:
            view = hidden.pop(0)
            self._fit(view)
            view.show()
        page.put_off = sum(view.height() for view in hidden)
        page.updateGeometry()
        if hidden:
            self._settle.start(_BREATH)

    def _take_up_now(self) -> None:
        """Lay out all that was put off, for somebody scrolls to it."""
        while self._settle.isActive():
            self._settle.stop()
            self._take_up()

    def _lines_width(self) -> int:
        return self.maximumViewportSize().width() - 2 * self._theme.px(_SIDE)

    def _margins(self, *, is_tall: bool) -> QMargins:
        """Return the page's margins; the scroll bar stands in the last one, so that lines stay as wide without it."""
        px = self._theme.px
        taken = self.verticalScrollBar().sizeHint().width() if is_tall else 0
        first, last = px(_SIDE), max(px(_SIDE) - taken, px(4))
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return QMargins(last if is_mirrored else first, px(7), first if is_mirrored else last, px(20))

    def _keep_width(self) -> None:
        page = self.widget()
        if isinstance(page, Page):
            margins = self._margins(is_tall=self.verticalScrollBar().maximum() > 0)
            if page.column.contentsMargins() != margins:
                page.column.setContentsMargins(margins)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page's beginning or end; other keys scroll as everywhere."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.complete()
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
