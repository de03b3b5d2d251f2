"""The part of a finding's page that checks it against the values of the paste."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.checks import checks_of
from errdex.ui.detail_blocks import Prose, Section, Tone
from errdex.ui.detail_grounds import mark_runs
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
    from errdex.decode.check_model import Check, CheckedValue
    from errdex.decode.model import Candidate, Occurrence
    from errdex.decode.surroundings import Paste
    from errdex.ui.detail_blocks import Block
    from errdex.ui.detail_grounds import Grounds
    from errdex.wording import Tr


class Checked(NamedTuple):
    """The checks of one error, divided by where they stand on its page."""

    answers: tuple[Block, ...]
    """What the values of the paste settle: it is the answer, and stands before what to do."""
    rest: tuple[Block, ...]
    """What passes, what cannot be checked yet, and what a rule computes."""


def checked(occurrence: Occurrence, candidate: Candidate, paste: Paste, grounds: Grounds, tr: Tr) -> Checked:
    """Return the checks of a candidate; without any value, what its rule computes."""
    shown = [check for check in checks_of(paste, occurrence, candidate) if is_shown(check)]
    with_values = [check for check in shown if has_values(check)]
    if not with_values:
        return Checked((), _rules(shown, grounds, tr))
    doubt = doubt_sentence(with_values, tr)
    blocks: list[Block] = []
    for check in with_values:
        several = len(with_values) > 1
        title = tr("{0}: {1}").format(checks_title(tr), check.rule) if several else checks_title(tr)
        blocks += (Section(title), *_check_blocks(check, paste, grounds, tr))
    blocks += [Prose((Run(doubt),))] if doubt else []
    settles = any(check.failed or check.nearest or check.difference is not None for check in with_values)
    return Checked(tuple(blocks), ()) if settles else Checked((), tuple(blocks))


def _rules(checks: list[Check], grounds: Grounds, tr: Tr) -> tuple[Block, ...]:
    rules = tuple(
        Prose((Run(offer_sentence(check, tr)), *mark_runs(grounds.of(check.ground))), Tone.MUTED)
        for check in checks
        if check.formulas
    )
    return (Section(rule_title(tr)), *rules) if rules else ()


def _check_blocks(check: Check, paste: Paste, grounds: Grounds, tr: Tr) -> tuple[Block, ...]:
    """Say how a check came out, the values that pass in bold, and below it small what it was computed from."""
    nearest = nearest_sentence(check, tr)
    runs: list[Run] = []
    for sentence in check_sentences(check, None, tr):
        runs.append(Run(f"{' ' if runs else ''}{sentence}", RunStyle.STRONG if sentence == nearest else RunStyle.PLAIN))
    values = " · ".join(_value_text(one, paste, tr) for one in check.values)
    from_paste = (Prose((Run(values),), Tone.SMALL, is_pasted=True),) if values else ()
    formula = formula_sentence(check, tr)
    rule = (Prose((Run(formula), *mark_runs(grounds.of(check.ground))), Tone.SMALL),) if formula else ()
    return (Prose(tuple(runs), is_pasted=True), *from_paste, *rule)


def _value_text(value: CheckedValue, paste: Paste, tr: Tr) -> str:
    """Write a value with its name, and where it stands in the text."""
    if value.span is None:
        return tr("{0} {1}").format(value.name, value.text)
    return tr("{0} {1} (line {2})").format(value.name, value.text, paste.line(value.span.start))
