"""The vocabulary of a detail page: the blocks that it is set from, top to bottom. Values only; no Qt."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from errdex.ui.highlight import RunStyle, runs_text

if TYPE_CHECKING:
    from errdex.registry.advice import Retry
    from errdex.ui.highlight import Runs


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


class Reads(NamedTuple):
    """What holds for reads, where that differs from orders and other changes."""

    retry: Retry
    sentence: str


class AdviceBanner(NamedTuple):
    """Whether sending again is safe; stands first and has a sign of its own shape."""

    retry: Retry
    title: str
    sentence: str
    until: str | None
    """From when on, ISO 8601 UTC."""
    ground: str
    reads: Reads | None = None


class Section(NamedTuple):
    """The heading of a part."""

    title: str
    aside: str = ""
    """A quiet word at the end of its line."""


class Ground(NamedTuple):
    """What a statement rests on: the mark behind it, and the whole of it in words."""

    mark: str = ""
    words: str = ""


class Prose(NamedTuple):
    """A paragraph."""

    runs: Runs
    tone: Tone = Tone.NORMAL
    ground: Ground = Ground()
    is_pasted: bool = False
    """It holds words of the paste, which are never read as markup."""


class Quote(NamedTuple):
    """Words of the exchange or of a paste, set apart from ours."""

    lines: tuple[Runs, ...]
    caption: str = ""
    is_pasted: bool = False
    is_matched: bool = False
    """It is the documented text that the message was recognised by."""


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


class Action(NamedTuple):
    """A thing to do."""

    id: str
    runs: Runs
    ground: Ground


class Actions(NamedTuple):
    """Things to do, one after the other."""

    actions: tuple[Action, ...]


class Step(NamedTuple):
    """A cause to look for; it can be ticked."""

    id: str
    runs: Runs
    tell: Runs
    """How to tell that this cause is the one."""
    ground: Ground


class Checklist(NamedTuple):
    """Causes, the likeliest first."""

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


class Carrier(NamedTuple):
    """Products that print a code alike: under which name, where, and since when."""

    products: str
    name: str
    place: str


class Carriers(NamedTuple):
    """Every product that has the code."""

    rows: tuple[Carrier, ...]


class Fold(NamedTuple):
    """Blocks that are shown when they are asked for."""

    title: str
    blocks: tuple[Quote | Prose | Carriers, ...]


class Example(NamedTuple):
    """A text to try."""

    title: str
    text: str


Block = (
    Heading
    | AdviceBanner
    | Section
    | Prose
    | Quote
    | Values
    | Actions
    | Checklist
    | Options
    | Carriers
    | Fold
    | Example
)


def page_text(blocks: tuple[Block, ...]) -> str:
    """Return what a page says, as plain text."""
    return "\n".join(line for block in blocks for line in block_lines(block)).strip() + "\n"


def plain_text(runs: Runs) -> str:
    """Return what runs say, without the marks of what they rest on."""
    return runs_text(tuple(run for run in runs if run.style is not RunStyle.GROUND)).strip()


def block_lines(block: Block) -> tuple[str, ...]:
    """Return what a block says, line by line."""
    match block:
        case Heading():
            return (f"{block.number} {block.name}".strip(), block.subtitle, "")
        case AdviceBanner():
            reads = (block.reads.sentence,) if block.reads else ()
            return (block.title, block.sentence, *reads, "")
        case Prose():
            return (plain_text(block.runs),)
        case Quote():
            lines = tuple(f"> {line}" for runs in block.lines for line in runs_text(runs).splitlines())
            return (*lines, block.caption) if block.caption else lines
        case Section() | Example():
            return ("", block.title)
        case _:
            return _listed_lines(block)


def _listed_lines(block: Values | Actions | Checklist | Options | Carriers | Fold) -> tuple[str, ...]:
    match block:
        case Values():
            return tuple(value_line(row) for row in block.rows)
        case Actions():
            return tuple(f"{place + 1}. {plain_text(action.runs)}" for place, action in enumerate(block.actions))
        case Checklist():
            return tuple(f"- {plain_text(step.runs)} {plain_text(step.tell)}".rstrip() for step in block.steps)
        case Options():
            return tuple(f"{place + 1}. {option.title}" for place, option in enumerate(block.options))
        case Carriers():
            return tuple(f"{row.products}: {row.name} – {row.place}" for row in block.rows)
        case Fold():
            return tuple(line for inner in block.blocks for line in block_lines(inner))


def value_line(value: Value) -> str:
    """Write a value with its name and its reading."""
    said = value.instant or value.reading
    return f"{value.title}: {value.text}" + (f" ({said})" if said else "")
