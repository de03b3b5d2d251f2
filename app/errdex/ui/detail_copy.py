"""What a page says, as plain text for others: whole for a ticket, short for a chat. Knows no Qt; masks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from errdex.ui.detail_blocks import (
    Actions,
    AdviceBanner,
    Block,
    Carriers,
    Checklist,
    Heading,
    Prose,
    Quote,
    Section,
    Tone,
    Values,
    block_lines,
    plain_text,
    value_line,
)
from errdex.ui.highlight import runs_text

if TYPE_CHECKING:
    from errdex.wording import Tr

_B = TypeVar("_B", bound=Block)
_LONGEST_CHAT_MESSAGE = 300


class Copied(NamedTuple):
    """What a copy is made of besides the page."""

    ticked: frozenset[str] = frozenset()
    note: str = ""
    """The person's note, if it is wanted."""
    time: str = ""
    """When it happened, as the paste has it."""


def ticket_text(blocks: tuple[Block, ...], copied: Copied, tr: Tr) -> str:
    """Write what a support ticket needs: code, message, meaning, advice, causes, what to do, and the note."""
    parts = [
        _title_lines(blocks, copied, tr),
        _message_lines(blocks, tr),
        *_prose_parts(blocks),
        _advice_lines(blocks, tr),
        _action_lines(blocks, tr),
        _cause_lines(blocks, copied.ticked, tr),
        (tr("Note:"), *copied.note.strip().splitlines()) if copied.note.strip() else (),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def chat_text(blocks: tuple[Block, ...], copied: Copied, tr: Tr) -> str:
    """Write a few lines that another person reads at a glance."""
    heading, banner = _first(blocks, Heading), _first(blocks, AdviceBanner)
    message = _message(blocks)
    if len(message) > _LONGEST_CHAT_MESSAGE:
        message = f"{message[:_LONGEST_CHAT_MESSAGE]}…"
    title = f"{heading.number} {heading.name}".strip() if heading else ""
    happened = [plain_text(block.runs) for part in _prose_of(blocks)[:1] for block in part[:1]]
    lines = [
        tr("{0}: {1}").format(title, " ".join(message.split())) if message else title,
        *happened,
        *([tr("{0}: {1}").format(banner.title, banner.sentence)] if banner else []),
        *([tr("Wait until {0}.").format(banner.until)] if banner and banner.until else []),
        *([tr("Note: {0}").format(copied.note.strip())] if copied.note.strip() else []),
    ]
    return "\n".join(line for line in lines if line) + "\n"


# The parts


def _title_lines(blocks: tuple[Block, ...], copied: Copied, tr: Tr) -> tuple[str, ...]:
    heading = _first(blocks, Heading)
    if heading is None:
        return ()
    time = (tr("Time: {0}").format(copied.time),) if copied.time else ()
    return (f"{heading.number} {heading.name}".strip(), heading.subtitle, *time)


def _message(blocks: tuple[Block, ...]) -> str:
    quote = next((block for block in blocks if isinstance(block, Quote) and block.is_pasted), None)
    return "\n".join(runs_text(line) for line in quote.lines) if quote else ""


def _message_lines(blocks: tuple[Block, ...], tr: Tr) -> tuple[str, ...]:
    message, values = _message(blocks), _first(blocks, Values)
    rows = tuple(f"  {value_line(row)}" for row in values.rows) if values else ()
    return (tr("Message:"), *(f"> {line}" for line in message.splitlines()), *rows) if message or rows else ()


def _prose_of(blocks: tuple[Block, ...]) -> list[tuple[Prose, ...]]:
    """Return the paragraphs that stand before what to do, part by part: what happened, what was checked."""
    parts: list[tuple[Prose, ...]] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Actions | Checklist | Carriers):
            break
        if isinstance(block, Section):
            following: list[Prose] = []
            for each in blocks[place + 1 :]:
                if not isinstance(each, Prose):
                    break
                following.append(each)
            parts.append(tuple(following))
    return [part for part in parts if part]


def _prose_parts(blocks: tuple[Block, ...]) -> list[tuple[str, ...]]:
    titles = {
        id(blocks[place + 1]): block.title for place, block in enumerate(blocks[:-1]) if isinstance(block, Section)
    }
    return [
        (
            f"{titles[id(part[0])]}:",
            *(plain_text(block.runs) for block in part if block.tone is not Tone.SMALL or block.is_pasted),
        )
        for part in _prose_of(blocks)
    ]


def _advice_lines(blocks: tuple[Block, ...], tr: Tr) -> tuple[str, ...]:
    banner = _first(blocks, AdviceBanner)
    if banner is None:
        return ()
    title, sentence, *reads, _ = block_lines(banner)
    until = (tr("Wait until {0}.").format(banner.until),) if banner.until else ()
    ground = (tr("Ground: {0}").format(banner.ground),) if banner.ground else ()
    return (tr("Send again? {0}.").format(title), sentence, *reads, *until, *ground)


def _action_lines(blocks: tuple[Block, ...], tr: Tr) -> tuple[str, ...]:
    actions = _first(blocks, Actions)
    return (tr("What to do:"), *block_lines(actions)) if actions else ()


def _cause_lines(blocks: tuple[Block, ...], ticked: frozenset[str], tr: Tr) -> tuple[str, ...]:
    checklist = _first(blocks, Checklist)
    if checklist is None:
        return ()
    found = tuple(step for step in checklist.steps if step.id in ticked)
    if found:
        return (tr("Cause:"), *(f"- {plain_text(step.runs)}" for step in found))
    return (tr("Likely causes:"), *(f"- {plain_text(step.runs)}" for step in checklist.steps))


def _first(blocks: tuple[Block, ...], kind: type[_B]) -> _B | None:
    return next((block for block in blocks if isinstance(block, kind)), None)
