"""Our own text on a meaning: what happened, likely causes, what to do. Read when it is shown, not at start.

Never mixed with quoted documentation. Every statement has a ground: "judgement", or a source's id with a section
("spot-rest-api#HTTP Return Codes"); `sources.json` says which document an id stands for.
Text is plain, with two marks: `code` in backticks, and [[meaning-id]] for a link to another code.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from errdex.registry.model import Product

JUDGEMENT = "judgement"
"""The ground of what no document settles: our own experience."""


class Grade(StrEnum):
    """How much we say about a meaning."""

    WORKED_OUT = "worked-out"
    FAMILY = "family"
    DOCUMENTED_ONLY = "documented-only"


class Statement(NamedTuple):
    """One thing we say, and what it rests on."""

    id: str
    text: str
    ground: str


class Cause(NamedTuple):
    """One likely cause, and how to tell that it is the one."""

    id: str
    text: str
    tell: str
    ground: str


class Variant(NamedTuple):
    """What is said instead when the error is known more closely; empty parts leave the general text standing."""

    templates: frozenset[str]
    filters: frozenset[str]
    products: frozenset[Product]
    statuses: frozenset[int]
    summary: Statement | None
    causes: tuple[Cause, ...]
    actions: tuple[Statement, ...]
    meanings: frozenset[str] = frozenset()
    """The members of a family that it is about; none: all of them."""

    @property
    def narrowness(self) -> int:
        """How closely it knows the error: the text or filter weighs most, then the product, then the status."""
        return 8 * bool(self.filters) + 4 * bool(self.templates) + 2 * bool(self.products) + bool(self.statuses)


class Guidance(NamedTuple):
    """Everything we say about one meaning."""

    meaning: str
    grade: Grade
    summary: Statement | None
    causes: tuple[Cause, ...]
    actions: tuple[Statement, ...]
    mistaken_for: tuple[str, ...]
    """Meaning ids."""
    variants: tuple[Variant, ...]
    family: str | None = None
    """The title of the family that it is said of, None for what is said of this meaning alone."""


class Family(NamedTuple):
    """One text for meanings that share cause and cure."""

    id: str
    title: str
    summary: Statement | None
    causes: tuple[Cause, ...]
    actions: tuple[Statement, ...]
    mistaken_for: tuple[str, ...]
    variants: tuple[Variant, ...]

    def guidance(self, meaning: str) -> Guidance:
        """Return what the family says of one member: its own variants laid over the general text."""
        own = [variant for variant in self.variants if not variant.meanings or meaning in variant.meanings]
        summary, causes, actions = self.summary, self.causes, self.actions
        for variant in own:
            if not variant.narrowness:
                summary = variant.summary or summary
                causes = variant.causes or causes
                actions = variant.actions or actions
        return Guidance(
            meaning,
            Grade.FAMILY,
            summary,
            causes,
            actions,
            tuple(other for other in self.mistaken_for if other != meaning),
            tuple(variant for variant in own if variant.narrowness),
            self.title,
        )


class GuidanceSource(NamedTuple):
    """A document that a ground points at."""

    id: str
    title: str
    date: str
    address: str
