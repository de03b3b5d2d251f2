"""What the statements of a detail page rest on: a quiet mark behind each, and the list that the marks lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.errors import ErrdexError
from errdex.registry.guidance import JUDGEMENT
from errdex.ui.detail_blocks import Ground, Prose, Section, Tone
from errdex.ui.highlight import Run, RunStyle, guidance_runs, linked_meanings
from errdex.wording import ground_text, meaning_title

if TYPE_CHECKING:
    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.registry.model import Registry
    from errdex.ui.detail_blocks import Block
    from errdex.ui.highlight import Runs
    from errdex.wording import Tr

_OBSERVED = "obs-"
"""The ids of observed cases begin so (sources.json)."""


class Sources(NamedTuple):
    """What pages are made from. Made once, at the edge, and handed in."""

    registry: Registry
    advice: AdviceBook
    shelf: GuidanceShelf


class Grounds:
    """The grounds of one page, numbered in the order in which they are met; a judgement is called so on the spot."""

    def __init__(self, sources: Sources, tr: Tr) -> None:
        """Begin without any."""
        self._sources = sources
        self._tr = tr
        self._marks: dict[str, Ground] = {}

    def of(self, ground: str) -> Ground:
        """Return the mark of a ground and its words."""
        tr = self._tr
        if ground == JUDGEMENT:
            return Ground(tr("our judgement"), tr("Our judgement; no document settles it."))
        words = self.words(ground)
        if words not in self._marks:
            mark = f"[{len(self._marks) + 1}]"
            if ground.startswith(_OBSERVED):
                self._marks[words] = Ground(tr("seen {0}").format(mark), tr("Seen: {0}.").format(words))
            else:
                self._marks[words] = Ground(mark, tr("Documented: {0}.").format(words))
        return self._marks[words]

    def words(self, ground: str) -> str:
        """Name what a statement rests on."""
        try:
            source = self._sources.shelf.source(ground)
        except ErrdexError:
            source = None
        return ground_text(ground, source, self._tr)

    def runs(self, text: str, ground: str = "") -> Runs:
        """Set a text of ours: code in the fixed font, links by number and name, and behind it what it rests on."""
        registry = self._sources.registry
        found = (registry.meaning(each) for each in linked_meanings(text))
        runs = guidance_runs(text, {each.id: meaning_title(each, None, self._tr) for each in found if each})
        return (*runs, *mark_runs(self.of(ground))) if ground else runs

    def blocks(self) -> tuple[Block, ...]:
        """List what was met, under its marks."""
        if not self._marks:
            return ()
        lines = tuple(
            Prose((Run(self._tr("{0} {1}").format(f"[{place + 1}]", words)),), Tone.SMALL)
            for place, words in enumerate(self._marks)
        )
        return (Section(self._tr("What this rests on")), *lines)


def mark_runs(ground: Ground) -> Runs:
    """Set a mark behind a statement: a number stays with its last word, words may begin a line."""
    if not ground.mark:
        return ()
    space = "\u00a0" if ground.mark.startswith("[") else " "
    return (Run(space + ground.mark.replace(" ", "\u00a0"), RunStyle.GROUND),)
