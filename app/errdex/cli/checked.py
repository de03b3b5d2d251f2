"""What the values of a paste show, as text for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errdex.cli.layout import paragraph, section, shortened, table
from errdex.decode.exact import plain
from errdex.wording_checks import (
    check_sentence,
    check_sentences,
    checks_title,
    doubt_sentence,
    formula_sentence,
    has_values,
    is_shown,
    offer_sentence,
    rule_title,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from errdex.cli.statements import Grounds
    from errdex.decode.check_model import Check, CheckedValue
    from errdex.decode.surroundings import Paste

_LONGEST_VALUE = 100


def checked_lines(checks: Iterable[Check], grounds: Grounds, paste: Paste, zone: tzinfo | None) -> list[str]:
    """Set the checks of a finding under their title; without any value, what the rule computes."""
    shown = [check for check in checks if is_shown(check)]
    with_values = [check for check in shown if has_values(check)]
    if with_values:
        lines: list[str] = []
        for check in with_values:
            lines += [""] if lines else []
            lines += _check_lines(check, grounds, paste, zone)
        doubt = doubt_sentence(with_values)
        lines += ["", *paragraph(doubt, "  ")] if doubt else []
        return section(checks_title(), lines)
    rules = [f"{offer_sentence(check)} {grounds.mark(check.ground)}" for check in shown if check.formulas]
    return section(rule_title(), [line for rule in rules for line in paragraph(rule, "  ")])


def _check_lines(check: Check, grounds: Grounds, paste: Paste, zone: tzinfo | None) -> list[str]:
    mark = grounds.mark(check.ground)
    said = " ".join((*check_sentences(check, zone), formula_sentence(check), mark)).replace("  ", " ")
    rows = [(value.name, _value_text(value, paste)) for value in check.values]
    return paragraph(said, "  ") + table(rows, "    ")


def _value_text(value: CheckedValue, paste: Paste) -> str:
    text = shortened(value.text, _LONGEST_VALUE)
    return f"{text} (line {paste.line(value.span.start)})" if value.span else text


def checked_objects(checks: Iterable[Check], zone: tzinfo | None = None) -> list[dict[str, Any]]:
    """Return the checks of a candidate as the objects that JSON output has."""
    return [_object(check, zone) for check in checks]


def _object(check: Check, zone: tzinfo | None) -> dict[str, Any]:
    nearest = check.nearest
    return {
        "kind": str(check.kind),
        "rule": check.rule,
        "verdict": str(check.verdict),
        "formulas": list(check.formulas),
        "values": [
            {
                "name": str(one.name),
                "text": one.text,
                "value": None if one.number is None else plain(one.number),
                "start": one.span.start if one.span else None,
                "end": one.span.end if one.span else None,
            }
            for one in check.values
        ],
        "missing": [{"name": str(one.name), "place": str(one.place)} for one in check.missing],
        "contradictory": [{"name": str(one.name), "texts": list(one.texts)} for one in check.contradictory],
        "nearest": {"name": str(nearest.name), "below": nearest.below, "above": nearest.above} if nearest else None,
        "difference": None if check.difference is None else plain(check.difference),
        "until": check.until,
        "remaining": check.remaining,
        "ground": check.ground,
        "sentence": check_sentence(check, zone),
    }
