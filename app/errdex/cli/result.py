"""A decoding as the JSON that `errdex decode --format json` prints.

    version        1
    source         the input as it was named, "-" for standard input
    error          instead of all that follows: why the input cannot be read, a sentence
    occurrences    number (null where the text holds none) · message · envelope · http_status · start, end, places
                   (code points) · line (from 1) · time (as written) · headers (what they tell of
                   limits, as arguments) · candidates, likeliest first · near (what is near an unknown number)
      candidates   meaning (its id) · kind · product · products · number (null for an HTTP status) · name · category ·
                   category_title · match · template · arguments (name, kind, text, value) · reasons ·
                   execution_status · retry (read, write, until) · ground · summary · causes · actions · sources ·
                   checks
        checks     kind · rule · verdict · formulas · values (name, text, value as a plain decimal, start, end) ·
                   missing (name, place) · contradictory (name, texts) · nearest (name, below, above) · difference ·
                   until · remaining (seconds) · ground · sentence
    secrets        kind · start · end

Its shape is a contract: members are added, never changed. `%s` is kept, marks of our texts are removed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from errdex.cli.checker import Checker
from errdex.registry.model import Kind, PlaceholderKind
from errdex.wording import reason_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from errdex.cli.resources import Knowledge
    from errdex.decode.model import Argument, Candidate, Decoding, Occurrence

VERSION = 1


class _DatedChecker(NamedTuple):
    """What checks the errors of one text, and the time that it counts from."""

    checker: Checker
    now: datetime


def json_line(
    source: str, decoding: Decoding, knowledge: Knowledge, text: str = "", now: datetime | None = None
) -> Iterator[str]:
    """Yield the line for one input in pieces, one for each occurrence: what is found in a large log is never held.

    `text` is what was decoded: its values are checked. `now` stands for the clock of this computer.
    """
    from datetime import UTC, datetime  # Whoever only wants to know a filter's name needs no clock.

    head = json.dumps({"version": VERSION, "source": source, "occurrences": []})
    yield head.removesuffix("]}")
    said: dict[tuple[object, ...], dict[str, Any]] = {}
    checker = _DatedChecker(Checker(text, decoding), now or datetime.now(UTC))
    for place, occurrence in enumerate(decoding.occurrences):
        yield (", " if place else "") + json.dumps(_occurrence(occurrence, knowledge, said, checker))
    secrets = [{"kind": str(one.kind), "start": one.span.start, "end": one.span.end} for one in decoding.secrets]
    yield f'], "secrets": {json.dumps(secrets)}}}\n'


def unreadable_line(source: str, reason: str) -> str:
    """Return the line for an input that cannot be read."""
    return json.dumps({"version": VERSION, "source": source, "error": reason}) + "\n"


def filter_name(candidate: Candidate) -> str | None:
    """Return the filter that a message names, None where it names none."""
    return next((found.text for found in candidate.arguments if found.kind == PlaceholderKind.FILTER), None)


def _occurrence(
    one: Occurrence, knowledge: Knowledge, said: dict[tuple[object, ...], dict[str, Any]], checker: _DatedChecker
) -> dict[str, Any]:
    """Return the object of an occurrence; `said` keeps what is said of each kind of error, to be looked up once."""
    return {
        "number": one.number,
        "message": one.message,
        "envelope": one.envelope,
        "http_status": one.http_status,
        "start": one.span.start,
        "end": one.span.end,
        "line": one.line,
        "time": one.time,
        "headers": _arguments(one.headers),
        "places": [[place.start, place.end] for place in one.places],
        "candidates": [
            {
                **_candidate(candidate, knowledge),
                **_said(candidate, one.http_status, knowledge, said),
                "checks": _checks(one, candidate, checker),
            }
            for candidate in one.candidates
        ],
        "near": [{"number": meaning.number, "name": meaning.name, "meaning": meaning.id} for meaning in one.near],
    }


def _checks(occurrence: Occurrence, candidate: Candidate, dated: _DatedChecker) -> list[dict[str, Any]]:
    checks = dated.checker.checks(occurrence, candidate, lambda: dated.now)
    if not checks:
        return []
    from errdex.cli.checked import checked_objects

    return checked_objects(checks)


def _arguments(found: tuple[Argument, ...]) -> list[dict[str, str | None]]:
    return [{"name": one.name, "kind": one.kind, "text": one.text, "value": one.value} for one in found]


def _candidate(one: Candidate, knowledge: Knowledge) -> dict[str, Any]:
    category = one.code.category
    return {
        "meaning": one.meaning.id,
        "kind": str(one.code.kind),
        "product": str(one.code.product),
        "products": [str(product) for product in one.products],
        "number": None if one.code.kind is Kind.HTTP else one.code.number,
        "name": one.code.name,
        "category": category.range if category else None,
        "category_title": category.title if category else None,
        "match": str(one.match),
        "template": one.template.text if one.template else None,
        "arguments": _arguments(one.arguments),
        "reasons": [reason_sentence(reason) for reason in one.reasons],
        "execution_status": str(one.advice.execution),
        "retry": {"read": str(one.advice.read), "write": str(one.advice.write), "until": one.until},
        "ground": knowledge.citation(one.advice.ground),
    }


def _said(
    one: Candidate, status: int | None, knowledge: Knowledge, said: dict[tuple[object, ...], dict[str, Any]]
) -> dict[str, Any]:
    template = one.template.id if one.template else None
    key = (one.meaning.id, template, filter_name(one), one.code.product, status, one.advice)
    if key not in said:
        said[key] = _guidance(one, status, knowledge)
    return said[key]


def _guidance(one: Candidate, status: int | None, knowledge: Knowledge) -> dict[str, Any]:
    summary, causes, actions = knowledge.selection(
        one.meaning.id, one.template.id if one.template else None, filter_name(one), one.code.product, status
    )
    grounds = [one.advice.ground, *(said.ground for said in (*((summary,) if summary else ()), *causes, *actions))]
    printed = one.template.source if one.template else one.code.source
    return {
        "summary": knowledge.plain(summary.text) if summary else None,
        "causes": [knowledge.plain(f"{cause.text} {cause.tell}".strip()) for cause in causes],
        "actions": [knowledge.plain(action.text) for action in actions],
        "sources": list(dict.fromkeys([printed, *map(knowledge.citation, grounds)])),
    }
