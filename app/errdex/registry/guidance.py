"""Our own text on a meaning: what happened, likely causes, what to do. Read when it is shown, not at start.

Never mixed with quoted documentation. Every statement has a ground: "judgement", or a source's id with a section
("spot-rest-api#HTTP Return Codes"); `sources.json` says which document an id stands for.
Text is plain, with two marks: `code` in backticks, and [[meaning-id]] for a link to another code.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

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


class GuidanceSource(NamedTuple):
    """A document that a ground points at."""

    id: str
    title: str
    date: str
    address: str
