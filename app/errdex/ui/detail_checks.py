"""The part of a finding's page that checks it against the values of the paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.checks import checks_of
from errdex.ui.detail_blocks import Block, Prose, Section, Tone, Value, Values
from errdex.ui.highlight import Run, RunStyle
from errdex.wording_checks import (
    check_sentences,
    checks_title,
    doubt_sentence,
    formula_sentence,
    has_values,
    is_shown,
    nearest_sentence,
    offer_sentence,
    rule_title,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.decode.check_model import Check, CheckedValue
    from errdex.decode.model import Candidate, Occurrence
    from errdex.decode.surroundings import Paste
    from errdex.wording import Tr

    GroundText = Callable[[str], str]
    """Names what a statement rests on."""


def checks_blocks(
    occurrence: Occurrence, candidate: Candidate, paste: Paste, ground: GroundText, tr: Tr
) -> tuple[Block, ...]:
    """Return the checks of a candidate under their title; without any value, what its rule computes."""
    shown = [check for check in checks_of(paste, occurrence, candidate) if is_shown(check)]
    with_values = [check for check in shown if has_values(check)]
    if with_values:
        doubt = doubt_sentence(with_values, tr)
        several = len(with_values) > 1
        blocks: list[Block] = []
        for check in with_values:
            title = tr("{0}: {1}").format(checks_title(tr), check.rule) if several else checks_title(tr)
            blocks += (Section(title), *_check_blocks(check, paste, ground, tr))
        return (*blocks, *((Prose((Run(doubt),)),) if doubt else ()))
    rules = tuple(
        Prose((Run(offer_sentence(check, tr)),), Tone.MUTED, ground(check.ground)) for check in shown if check.formulas
    )
    return (Section(rule_title(tr)), *rules) if rules else ()


def _check_blocks(check: Check, paste: Paste, ground: GroundText, tr: Tr) -> tuple[Block, ...]:
    nearest = nearest_sentence(check, tr)
    runs: list[Run] = []
    for sentence in check_sentences(check, None, tr):
        runs.append(Run(f"{' ' if runs else ''}{sentence}", RunStyle.STRONG if sentence == nearest else RunStyle.PLAIN))
    rows = tuple(Value(one.name, _value_text(one, paste, tr), None, "", is_marked=False) for one in check.values)
    formula = formula_sentence(check, tr)
    return (
        Prose(tuple(runs), Tone.NORMAL, ground(check.ground)),
        *((Values(rows),) if rows else ()),
        *((Prose((Run(formula),), Tone.SMALL, ground(check.ground)),) if formula else ()),
    )


def _value_text(value: CheckedValue, paste: Paste, tr: Tr) -> str:
    """Write a value as it stands in the text, and where."""
    return tr("{0} (line {1})").format(value.text, paste.line(value.span.start)) if value.span else value.text
