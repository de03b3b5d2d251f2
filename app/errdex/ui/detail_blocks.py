"""The vocabulary of a detail page: the blocks that it is set from, top to bottom. Values only; no Qt."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from errdex.registry.advice import Retry
from errdex.ui.highlight import Runs, runs_text


class Tone(Enum):
    """How loud a paragraph speaks."""

    NORMAL = "normal"
    MUTED = "muted"
    SMALL = "small"


class Heading(NamedTuple):
    """The page's title: number and name, and what it belongs to."""

    number: str
    name: str
    subtitle: str


class AdviceBanner(NamedTuple):
    """Whether sending again is safe; stands first and has a sign of its own shape."""

    retry: Retry
    title: str
    sentence: str
    until: str | None
    """From when on, ISO 8601 UTC."""
    ground: str


class Section(NamedTuple):
    """The heading of a part."""

    title: str


class Prose(NamedTuple):
    """A paragraph."""

    runs: Runs
    tone: Tone = Tone.NORMAL
    ground: str = ""
    """What it rests on; empty for what needs none."""


class Quote(NamedTuple):
    """Words of the exchange or of a paste, set apart from ours."""

    lines: tuple[Runs, ...]
    caption: str = ""


class Value(NamedTuple):
    """One value of a message with its name, and what it means where that is more than its digits."""

    title: str
    text: str
    instant: str | None
    """ISO 8601 UTC, for a time."""
    reading: str
    """What else the value says; empty where it says no more than its text."""
    is_marked: bool = True
    """Whether it stands in the message, and carries the same mark there."""


class Values(NamedTuple):
    """The values of a message."""

    rows: tuple[Value, ...]


class Step(NamedTuple):
    """A cause to look for, or a thing to do; can be ticked."""

    id: str
    runs: Runs
    tell: Runs
    """How to tell that this cause is the one; empty for a thing to do."""
    ground: str


class Checklist(NamedTuple):
    """Steps in their order."""

    steps: tuple[Step, ...]


class Option(NamedTuple):
    """One candidate to choose."""

    title: str
    reasons: str
    retry: Retry


class Options(NamedTuple):
    """Candidates, of which one is shown."""

    options: tuple[Option, ...]
    chosen: int


class Fold(NamedTuple):
    """Blocks that are shown when they are asked for."""

    title: str
    blocks: tuple[Quote | Prose, ...]


class Example(NamedTuple):
    """A text to try."""

    title: str
    text: str


Block = Heading | AdviceBanner | Section | Prose | Quote | Values | Checklist | Options | Fold | Example


def page_text(blocks: tuple[Block, ...]) -> str:
    """Return what a page says, as plain text."""
    return "\n".join(line for block in blocks for line in _lines(block)).strip() + "\n"


def _lines(block: Block) -> tuple[str, ...]:
    match block:
        case Heading():
            return (f"{block.number} {block.name}".strip(), block.subtitle, "")
        case AdviceBanner():
            return (block.title, block.sentence, "")
        case Prose():
            return (runs_text(block.runs),)
        case Quote():
            lines = tuple(f"> {line}" for runs in block.lines for line in runs_text(runs).splitlines())
            return (*lines, block.caption) if block.caption else lines
        case Section() | Example():
            return ("", block.title)
        case _:
            return _listed_lines(block)


def _listed_lines(block: Values | Checklist | Options | Fold) -> tuple[str, ...]:
    match block:
        case Values():
            return tuple(
                f"{row.title}: {row.text}" + (f" ({row.reading})" if row.reading else "") for row in block.rows
            )
        case Checklist():
            return tuple(f"- {runs_text(step.runs)} {runs_text(step.tell)}".rstrip() for step in block.steps)
        case Options():
            return tuple(f"{place + 1}. {option.title}" for place, option in enumerate(block.options))
        case Fold():
            return tuple(line for inner in block.blocks for line in _lines(inner))
