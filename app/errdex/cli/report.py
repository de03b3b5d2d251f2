"""A decoding as text for people: every finding whole, in 80 columns, without anything that steers a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.checker import Checker
from errdex.cli.layout import WIDTH, headline, paragraph, quotation, section, shortened, table
from errdex.cli.result import filter_name
from errdex.cli.statements import Grounds, advice_lines, selection_lines
from errdex.decode.model import ReasonKind, findings_of
from errdex.registry.advice import CAREFUL
from errdex.registry.model import Kind, PlaceholderKind
from errdex.wording import (
    argument_title,
    found_name,
    found_number,
    instant_of,
    local_text,
    match_sentence,
    meaning_title,
    nothing_sentence,
    nothing_title,
    products_phrase,
    reason_sentence,
    retry_label,
    unknown_sentence,
    until_sentence,
    utc_text,
)

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from errdex.cli.resources import Knowledge
    from errdex.decode.model import Argument, Candidate, Decoding, Finding, Occurrence, Secret

LONGEST_MESSAGE = 1000
"""Characters of a message that are shown; JSON has it whole."""
_LINES_NAMED = 8
_SECRET_TITLES = {"ip": "IP address", "email": "e-mail address", "api_key": "API key"}
"""Kinds of secrets whose name in words is not the kind itself."""
_PRIVATE = frozenset({"ip", "email"})


def report(
    decoding: Decoding,
    knowledge: Knowledge,
    name: str | None = None,
    text: str = "",
    now: datetime | None = None,
    zone: tzinfo | None = None,
) -> str:
    """Return what was found in one input.

    `name` is the input's, where there are several; `text` is what was decoded: its values are checked. `now` and `zone`
    stand for the clock and the place of this computer.
    """
    findings = findings_of(decoding)
    lines = ["=" * WIDTH, *paragraph(name), ""] if name is not None else []
    if not findings:
        lines += [f"{nothing_title()}.", *paragraph(nothing_sentence()), *_ways()]
    clock = _Clock(now, zone)
    checker = Checker(text, decoding)
    for place, finding in enumerate(findings):
        lines += ["", "-" * WIDTH] if place else []
        lines += _finding(finding, knowledge, clock, checker)
    lines += _secrets(decoding.secrets)
    return "\n".join(lines) + "\n"


class _Clock:
    """What time it is and where; asked of the computer when it is first wanted."""

    def __init__(self, now: datetime | None, zone: tzinfo | None) -> None:
        self.zone = zone
        self._now = now

    @property
    def now(self) -> datetime:
        if self._now is None:
            from datetime import UTC, datetime

            self._now = datetime.now(UTC)
        return self._now


def _ways() -> list[str]:
    return paragraph("A name or an HTTP status will do as well: INVALID_TIMESTAMP, HTTP 418.")


# One finding


def _finding(finding: Finding, knowledge: Knowledge, clock: _Clock, checker: Checker) -> list[str]:
    occurrence, candidate = finding.first, finding.candidate
    grounds = Grounds(knowledge)
    lines = _heading(finding)
    if candidate is None:
        lines += paragraph(unknown_sentence(occurrence.number), "  ")
        lines += section("Sending it again", advice_lines(CAREFUL, grounds.mark(CAREFUL.ground)))
    else:
        lines += _advice(candidate, grounds, clock)
    lines += section("Your message", _message(finding, clock))
    if candidate is not None:
        lines += _checks(occurrence, candidate, grounds, clock, checker)
        status = occurrence.http_status
        template = candidate.template.id if candidate.template else None
        said = knowledge.selection(
            candidate.meaning.id, template, filter_name(candidate), candidate.code.product, status
        )
        lines += selection_lines(said, knowledge, grounds)
        lines += _filter(candidate, knowledge)
        lines += section("It could also be", _others(occurrence))
        lines += section("Sources", [*grounds.lines(), *_printed(candidate), *_more(candidate)])
        return lines
    return lines + _unknown(occurrence) + section("Sources", grounds.lines())


def _checks(
    occurrence: Occurrence, candidate: Candidate, grounds: Grounds, clock: _Clock, checker: Checker
) -> list[str]:
    """Check the finding with the values of its paste; for most there is nothing to check, and nothing is loaded."""
    checks = checker.checks(occurrence, candidate, lambda: clock.now)
    if not checks:
        return []
    from errdex.cli.checked import checked_lines

    return checked_lines(checks, grounds, checker.paste, clock.zone)


def _heading(finding: Finding) -> list[str]:
    """Set number, name, how often, category and products into one line, two where it is too long."""
    candidate = finding.candidate
    times = f"  ×{len(finding.occurrences)}" if len(finding.occurrences) > 1 else ""
    title = f"{found_number(finding.first, candidate)} {found_name(candidate)}".rstrip() + times
    if candidate is None:
        return paragraph(title)
    category = candidate.code.category
    about = " ".join(part for part in category if part) if category else ""
    return headline(title, " · ".join(part for part in (about, products_phrase(candidate.products)) if part))


def _advice(candidate: Candidate, grounds: Grounds, clock: _Clock) -> list[str]:
    lines = section("Sending it again", advice_lines(candidate.advice, grounds.mark(candidate.advice.ground)))
    if candidate.until:
        lines += paragraph(until_sentence(candidate.until, clock.now, clock.zone), "  ")
    return lines


def _unknown(occurrence: Occurrence) -> list[str]:
    """Say what can be done about a number that no document has, and what is near it."""
    steps = paragraph("Read the message that came with it: it is all that is known of this error.", "  ")
    steps += paragraph("The code may be newer than the documents that Errdex was made from.", "  ")
    near = [(meaning_title(meaning), products_phrase(meaning.products)) for meaning in occurrence.near]
    return section("What to do", steps) + section("Codes near it", table(near))


def _message(finding: Finding, clock: _Clock) -> list[str]:
    """Quote the message, name its values, and say how it was known and where it stands."""
    occurrence, candidate = finding.first, finding.candidate
    lines = quotation(shortened(occurrence.message, LONGEST_MESSAGE)) if occurrence.message else []
    rows = [_value(argument, clock) for argument in candidate.arguments if argument.text] if candidate else []
    rows += [_value(header, clock) for header in occurrence.headers]
    if occurrence.http_status and not (candidate and candidate.meaning.kind is Kind.HTTP):
        rows.append(("HTTP status", str(occurrence.http_status)))
    lines += table(rows)
    if candidate:
        sentences = [match_sentence(candidate.match, has_message=occurrence.message is not None)]
        told = (reason for reason in candidate.reasons if reason.kind is not ReasonKind.NUMBER_ONLY)
        sentences += [shortened(reason_sentence(reason), 200) for reason in told]
        lines += paragraph(" ".join(sentences), "  ")
    return lines + paragraph(_where(finding), "  ")


def _where(finding: Finding) -> str:
    lines = list(dict.fromkeys(occurrence.line for occurrence in finding.occurrences))
    shown = ", ".join(map(str, lines[:_LINES_NAMED])) + (" …" if len(lines) > _LINES_NAMED else "")
    return f"Line{'s' if len(lines) > 1 else ''} {shown}, read as: {finding.first.envelope}."


def _value(argument: Argument, clock: _Clock) -> tuple[str, str]:
    """Name a value, with what it means where that is more than its digits; an instant in UTC and in local time."""
    text = shortened(argument.text, LONGEST_MESSAGE)
    instant = instant_of(argument.value) if argument.kind == PlaceholderKind.TIME and argument.value else None
    if instant is not None:
        text = f"{text} = {utc_text(instant)} = {local_text(instant, clock.zone)} local time"
    elif argument.value and argument.value != argument.text:
        text = f"{text} = {shortened(argument.value, LONGEST_MESSAGE)}"
    return argument_title(argument.name), text


def _filter(candidate: Candidate, knowledge: Knowledge) -> list[str]:
    """Quote how the documents describe the filter that failed."""
    name = filter_name(candidate)
    if name is None:
        return []
    from errdex.cli.subject import described_filters

    described = described_filters(knowledge.registry, name, candidate.code.product)
    quoted = quotation(described[0].filter.description) if described else []
    return section(f"The filter {name} in the documents", quoted)


def _others(occurrence: Occurrence) -> list[str]:
    rows = []
    for other in occurrence.candidates[1:]:
        reasons = " ".join(shortened(reason_sentence(reason), 200) for reason in other.reasons)
        title = f"{meaning_title(other.meaning, other.code.product)} · {products_phrase(other.products)}"
        rows += paragraph(f"{title}. {reasons} Sending it again: {retry_label(other.advice.write).lower()}.", "  - ")
    return rows


def _printed(candidate: Candidate) -> list[str]:
    """Name the document that prints the message, or else the code."""
    if candidate.template:
        return paragraph(f"The message: {candidate.template.source}", "  ")
    return paragraph(f"The code: {candidate.code.source}", "  ")


def _more(candidate: Candidate) -> list[str]:
    return paragraph(f"All that is known of it: errdex explain {candidate.meaning.id}", "  ")


# Secrets


def _secrets(secrets: tuple[Secret, ...]) -> list[str]:
    """Warn of what must not be shown to others."""
    if not secrets:
        return []
    kinds = [str(secret.kind) for secret in secrets]
    titles = ", ".join(dict.fromkeys(_SECRET_TITLES.get(kind, kind.replace("_", " ")) for kind in kinds))
    if _PRIVATE.issuperset(kinds):
        return ["", *paragraph(f"Private data was seen ({titles}): errdex redact masks it before you post this text.")]
    count = "1 secret was" if len(kinds) == 1 else f"{len(kinds)} secrets were"
    return ["", *paragraph(f"{count} seen ({titles}): do not post this text; errdex redact masks them.")]
