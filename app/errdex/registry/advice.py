"""Whether sending again is safe: retry advice by meaning, narrowed by product, template and HTTP status.

Contract: `AdviceBook.find` looks among the rules of one meaning. A rule *applies* when all its conditions are known to
hold; it is *possible* when none is known to fail. The most specific rule that applies gives the advice; where something
that a rule asks for is not known (no template, no product, no status), the more careful of the two holds.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from errdex.registry.model import Product


class Retry(StrEnum):
    """What sending the same request again would do."""

    NO = "no"
    """Fails again until the request, the account or the settings change."""
    WAIT = "wait"
    """Until a time, or with backoff."""
    RESEND = "resend"
    """Documented as not executed: may be sent again."""
    CHECK_FIRST = "check-first"
    """Execution status unknown: query before sending again."""
    DONE = "done"
    """Nothing to do: the wanted state holds already."""


class ExecutionStatus(StrEnum):
    """Whether the request took effect."""

    NOT_EXECUTED = "not-executed"
    UNKNOWN = "unknown"
    PARTLY = "partly"
    EXECUTED = "executed"


class Advice(NamedTuple):
    """Retry advice for reads and for writes, with what it rests on.

    A read changes nothing, so its advice follows: what `ground` settles is whether a write took effect.
    """

    read: Retry
    write: Retry
    execution: ExecutionStatus
    ground: str
    """A source's id with a section ("spot-rest-api#HTTP Return Codes"), or "judgement"."""


CAREFUL = Advice(Retry.CHECK_FIRST, Retry.CHECK_FIRST, ExecutionStatus.UNKNOWN, "judgement")
"""What holds where nothing is known: for a number that no document has, and for all while the advice cannot be read."""


class AdviceRule(NamedTuple):
    """Advice under conditions; an empty condition holds always."""

    advice: Advice
    products: frozenset[Product] = frozenset()
    templates: frozenset[str] = frozenset()
    """Template ids."""
    statuses: frozenset[int] = frozenset()
    """HTTP statuses."""

    @property
    def narrowness(self) -> int:
        """How many conditions it has; a template weighs most, then the product, then the status."""
        return 4 * bool(self.templates) + 2 * bool(self.products) + bool(self.statuses)


_CARE = {Retry.CHECK_FIRST: 4, Retry.NO: 3, Retry.WAIT: 2, Retry.RESEND: 1, Retry.DONE: 0}


def _more_careful(one: Advice, other: Advice) -> Advice:
    return other if (_CARE[other.write], _CARE[other.read]) > (_CARE[one.write], _CARE[one.read]) else one


class AdviceBook:
    """The advice for every meaning; made once and handed in."""

    def __init__(self, default: Advice, rules: dict[str, tuple[AdviceRule, ...]]) -> None:
        """Take the advice for meanings without a rule of their own, and the rules by meaning id."""
        self._default = default
        self._rules = rules

    @property
    def default(self) -> Advice:
        """The advice for what nobody has settled."""
        return self._default

    @property
    def meanings(self) -> frozenset[str]:
        """The ids of the meanings that have rules of their own."""
        return frozenset(self._rules)

    def rules(self, meaning_id: str) -> tuple[AdviceRule, ...]:
        """Return the rules of a meaning, none where the default holds."""
        return self._rules.get(meaning_id, ())

    def find(
        self,
        meaning_id: str | None,
        *,
        template_id: str | None = None,
        product: Product | None = None,
        status: int | None = None,
    ) -> Advice:
        """Return the advice that holds for what is known of an error (None: not known)."""
        best: AdviceRule | None = None
        unsure: list[AdviceRule] = []
        for rule in self._rules.get(meaning_id or "", ()):
            holds = [
                _holds(rule.products, product),
                _holds(rule.templates, template_id),
                _holds(rule.statuses, status),
            ]
            if False in holds:
                continue
            if None in holds:
                unsure.append(rule)
            elif best is None or rule.narrowness > best.narrowness:
                best = rule
        advice = best.advice if best else self._default
        for rule in unsure:
            if best is None or rule.narrowness > best.narrowness:
                advice = _more_careful(advice, rule.advice)
        return advice


def _holds(wanted: frozenset[str] | frozenset[Product] | frozenset[int], known: str | int | None) -> bool | None:
    """Whether a condition holds; None where what it asks for is not known."""
    if not wanted:
        return True
    return None if known is None else known in wanted
