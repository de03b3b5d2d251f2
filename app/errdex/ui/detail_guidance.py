"""The part of a detail page that holds our own words: what happened, what to do, and the likely causes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.errors import ErrdexError
from errdex.registry.guidance import Grade
from errdex.ui.detail_blocks import Action, Actions, Checklist, Prose, Section, Step, Tone
from errdex.ui.detail_targets import WHOLE
from errdex.ui.highlight import Run
from errdex.wording import grade_title

if TYPE_CHECKING:
    from errdex.registry.guidance import Cause, Guidance, Statement
    from errdex.registry.guidance_loader import GuidanceShelf, Selection
    from errdex.registry.model import Product
    from errdex.ui.detail_blocks import Block, Ground
    from errdex.ui.detail_grounds import Grounds
    from errdex.ui.detail_targets import Narrowing
    from errdex.wording import Tr


class Said(NamedTuple):
    """What our guidance says of one error, and why it says nothing where a file is broken."""

    guidance: Guidance | None
    selection: Selection | None
    fault: str


def what_is_said(
    shelf: GuidanceShelf,
    meaning_id: str,
    product: Product | None,
    status: int | None,
    narrowing: Narrowing = WHOLE,
) -> Said:
    """Return what the guidance says when this much is known of an error."""
    try:
        guidance = shelf.guidance(meaning_id)
    except ErrdexError as fault:
        return Said(None, None, str(fault))
    if guidance is None:
        return Said(None, None, "")
    selection = shelf.select(guidance, narrowing.template, narrowing.filter, product, status)
    empty = not (selection.summary or selection.causes or selection.actions)
    return Said(guidance, None if empty else selection, "")


def _nothing_said(said: Said, tr: Tr) -> str:
    if said.fault:
        return tr("What is said of this code cannot be read: {0}").format(said.fault)
    return grade_title(said.guidance, tr)


def summary_blocks(said: Said, grounds: Grounds, tr: Tr) -> tuple[Block, ...]:
    """Say what happened, and how much of what follows was worked out for this code alone."""
    section = tr("What happened")
    if said.selection is None:
        return (Section(section), Prose((Run(_nothing_said(said, tr)),), Tone.MUTED))
    summary = said.selection.summary
    aside = _grade_word(said.guidance, tr)
    told = Prose(grounds.runs(summary.text, summary.ground), ground=grounds.of(summary.ground)) if summary else None
    family = said.guidance.family if said.guidance else None
    shared = Prose((Run(tr("Said of a family of codes: {0}.").format(family)),), Tone.SMALL) if family else None
    return (Section(section, aside), *(block for block in (told, shared) if block))


def action_blocks(said: Said, grounds: Grounds, tr: Tr) -> tuple[Block, ...]:
    """Say what to do, in its order."""
    actions = said.selection.actions if said.selection else ()
    if not actions:
        return ()
    return (Section(tr("What to do")), Actions(tuple(_action(each, grounds) for each in actions)))


def cause_blocks(said: Said, grounds: Grounds, tr: Tr) -> tuple[Block, ...]:
    """List the likely causes with how to tell; what was ticked is kept with the note."""
    causes = said.selection.causes if said.selection else ()
    if not causes:
        return ()
    steps = tuple(_step(each, grounds) for each in causes)
    return (Section(tr("Likely causes"), tr("a tick is kept as your note")), Checklist(steps))


def _action(action: Statement, grounds: Grounds) -> Action:
    return Action(action.id, grounds.runs(action.text, action.ground), grounds.of(action.ground))


def _step(cause: Cause, grounds: Grounds) -> Step:
    ground: Ground = grounds.of(cause.ground)
    if cause.tell:
        return Step(cause.id, grounds.runs(cause.text), grounds.runs(cause.tell, cause.ground), ground)
    return Step(cause.id, grounds.runs(cause.text, cause.ground), (), ground)


def _grade_word(guidance: Guidance | None, tr: Tr) -> str:
    """Name the grade in a word or two."""
    if guidance is None:
        return ""
    return {
        Grade.WORKED_OUT: tr("worked out for this code"),
        Grade.FAMILY: tr("family text"),
        Grade.DOCUMENTED_ONLY: tr("documented only"),
    }[guidance.grade]
