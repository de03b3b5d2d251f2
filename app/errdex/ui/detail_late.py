"""Which view sets a block that the window's first picture never holds; loaded when the first of them is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.ui.detail_advice import AdviceView
from errdex.ui.detail_blocks import AdviceBanner, Fold, Options, Prose, Quote, Values
from errdex.ui.detail_choices import ChecklistView, FoldView, OptionsView
from errdex.ui.detail_pasted import PastedText
from errdex.ui.detail_quotes import QuoteView, ValuesView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from errdex.ui.detail_blocks import Block, Checklist
    from errdex.ui.theme import Theme


def late_view(
    block: AdviceBanner | Prose | Quote | Values | Checklist | Options | Fold,
    theme: Theme,
    ticked: frozenset[str],
    inner: Callable[[Block], QWidget],
) -> QWidget:
    """Return the view of a block; `inner` makes those of what is folded away."""
    match block:
        case AdviceBanner():
            return AdviceView(block, theme)
        case Prose():
            return PastedText(block.runs, theme, block.tone)
        case Quote():
            return QuoteView(block, theme)
        case Values():
            return ValuesView(block, theme)
        case Options():
            return OptionsView(block, theme)
        case Fold():
            return FoldView(block.title, lambda: tuple(inner(each) for each in block.blocks), theme)
        case _:
            return ChecklistView(block, theme, ticked)
