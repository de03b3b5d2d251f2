"""The decoder's vocabulary: what is found in a text and what is concluded from it. Values only, no sentences."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from errdex.registry.advice import Advice
    from errdex.registry.model import ErrorCode, Meaning, Product, Template


class Span(NamedTuple):
    """A stretch of the input, in code points; `end` is exclusive."""

    start: int
    end: int


class Match(StrEnum):
    """How a message fits what is documented, best first."""

    EXACT = "exact"
    TEMPLATE = "template"
    REWORDED = "reworded"
    NUMBER = "number"
    """By number only: the message fits no template, or there is none."""
    MESSAGE = "message"
    """By message only: the text holds no number."""


class ReasonKind(StrEnum):
    """Why a candidate stands where it stands. Worded in `errdex.wording`."""

    CHOSEN = "chosen"
    """`value`: the product that the person asked for."""
    NOT_DOCUMENTED_FOR = "not-documented-for"
    """`value`: the product that was asked for and does not have it."""
    HOST = "host"
    """`value`: the host or path in the text, as written there."""
    LIBRARY = "library"
    """`value`: the library, class or exchange name in the text, as written there."""
    PARAMETER = "parameter"
    """`value`: a request parameter that only this product has."""
    SHARED_HOST = "shared-host"
    """`value`: a host in the text that several products share."""
    MESSAGE_FITS = "message-fits"
    """`value`: the template's text: among the candidates only this one documents it."""
    NAME_FITS = "name-fits"
    """`value`: the name in the text."""
    NUMBER_ONLY = "number-only"
    """`value`: the number; nothing else speaks for this candidate."""
    TESTNET = "testnet"
    """`value`: a testnet or demo host in the text."""
    STATUS = "status"
    """`value`: the HTTP status that it is known by."""
    NEAR = "near"
    """`value`: the unknown number that this one is near to."""


class Reason(NamedTuple):
    """One piece of evidence."""

    kind: ReasonKind
    value: str


class Argument(NamedTuple):
    """The value found at a placeholder."""

    name: str
    kind: str
    text: str
    """As it stands in the message."""
    value: str | None
    """What it means, where the kind has a reading: an instant as ISO 8601 UTC, a count in digits, else None."""
    span: Span | None
    """Where it stands in the input, where that can be told."""


class Candidate(NamedTuple):
    """One meaning that an occurrence may have."""

    meaning: Meaning
    code: ErrorCode
    """The entry whose product, name and category are shown."""
    products: tuple[Product, ...]
    """All products in which this meaning carries this number."""
    match: Match
    template: Template | None
    arguments: tuple[Argument, ...]
    reasons: tuple[Reason, ...]
    advice: Advice
    until: str | None
    """When sending again may be tried (ISO 8601 UTC), where the text tells."""


class Occurrence(NamedTuple):
    """One error at one place of a source."""

    number: int | None
    """As the text has it, with the sign the API sends; None where the text holds none."""
    message: str | None
    """Unescaped, as the API sent it; None where there is none."""
    envelope: str
    http_status: int | None
    span: Span
    line: int
    """1-based."""
    time: str | None
    """The time of its record, as written."""
    candidates: tuple[Candidate, ...]
    """Ranked; empty for a number that the registry does not know."""
    near: tuple[Meaning, ...]
    """What is near an unknown number."""
    places: tuple[Span, ...]
    """All places of this one error in its record; the first is `span`."""
    message_span: Span | None
    """Where the message itself stands, where that can be told."""
    headers: tuple[Argument, ...] = ()
    """What the headers of the same answer tell about limits: how long to wait, what was used."""


class Secret(NamedTuple):
    """A span that must never be stored, logged or exported."""

    kind: str
    """api_key, secret_key, signature, listen_key, token, cookie, private_key; email, ip (private data)."""
    span: Span


class Decoding(NamedTuple):
    """All that was found in one text."""

    occurrences: tuple[Occurrence, ...]
    secrets: tuple[Secret, ...]


class Finding(NamedTuple):
    """The occurrences of one meaning and one template."""

    occurrences: tuple[Occurrence, ...]

    @property
    def first(self) -> Occurrence:
        """The first occurrence, which speaks for all."""
        return self.occurrences[0]

    @property
    def candidate(self) -> Candidate | None:
        """The best candidate, None for an unknown number."""
        return self.first.candidates[0] if self.first.candidates else None


def group_of(occurrence: Occurrence) -> tuple[object, ...]:
    """Return what occurrences of one finding have in common: number, meaning and template."""
    best = occurrence.candidates[0] if occurrence.candidates else None
    return (
        occurrence.number,
        best.meaning.id if best else None,
        best.template.id if best and best.template else occurrence.message,
        occurrence.http_status if best is None else None,
    )


def findings_of(decoding: Decoding) -> tuple[Finding, ...]:
    """Group occurrences by number, meaning and template, in the order of their first place."""
    groups: dict[tuple[object, ...], list[Occurrence]] = {}
    for occurrence in decoding.occurrences:
        groups.setdefault(group_of(occurrence), []).append(occurrence)
    return tuple(Finding(tuple(group)) for group in groups.values())
