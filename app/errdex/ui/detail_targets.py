"""What links of a detail page point at: a meaning, or one of its messages or filters."""

from __future__ import annotations

from typing import NamedTuple


class Narrowing(NamedTuple):
    """Which of a meaning's messages, or which filter, a page is about; neither: all of the meaning."""

    template: str | None = None
    """A template's id."""
    filter: str | None = None


WHOLE = Narrowing()


def target_of(meaning_id: str, narrowing: Narrowing = WHOLE) -> str:
    """Return what a link to a page points at: "1013-invalid-message?filter=LOT_SIZE"."""
    if narrowing.filter:
        return f"{meaning_id}?filter={narrowing.filter}"
    return f"{meaning_id}?template={narrowing.template}" if narrowing.template else meaning_id


def read_target(target: str) -> tuple[str, Narrowing]:
    """Return the meaning's id that a link points at, and which part of the meaning."""
    meaning_id, _, part = target.partition("?")
    kind, _, value = part.partition("=")
    if kind == "filter":
        return meaning_id, Narrowing(filter=value)
    return meaning_id, Narrowing(template=value) if kind == "template" else WHOLE
