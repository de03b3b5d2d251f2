"""Rank what an occurrence may mean, by evidence, and say why.

Contract. There is one candidate for each meaning in question. The product that the person chose stands before all;
then the one that the error's own record names, if it documents the message at all; then the meanings that the message
fits; then what hosts, libraries and parameters speak for; then the order of `Product`. Nothing is left out: what is
less likely stands further down. Reasons are values, not sentences. The spans of arguments are those in the message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.arguments import arguments_of
from errdex.decode.evidence import Testimony
from errdex.decode.match import manner
from errdex.decode.model import Candidate, Match, Reason, ReasonKind
from errdex.registry.model import Kind, Lifecycle, PlaceholderKind, Product

if TYPE_CHECKING:
    from errdex.decode.match import Fit, Pattern
    from errdex.decode.model import Argument
    from errdex.registry.advice import AdviceBook
    from errdex.registry.model import ErrorCode, Meaning

_PRODUCTS = tuple(Product)
_LIFECYCLES = (Lifecycle.DOCUMENTED, Lifecycle.WITHDRAWN, Lifecycle.OBSERVED)
_WITNESSES = (ReasonKind.HOST, ReasonKind.LIBRARY)
_CARRIERS = (-2010, -2011, -2038, -1010)
"""The numbers that share the matching engine's texts, the usual one first (our judgement: new orders fail most)."""

Told = tuple[Testimony, ...]
"""What speaks for products, strongest first."""


class Case(NamedTuple):
    """What is known of an occurrence when its candidates are ranked."""

    number: int | None
    text: str
    """The message, escapes undone; what the fits were made in."""
    fits: tuple[Fit, ...]
    """Best first."""
    meanings: tuple[Meaning, ...]
    told: Told
    chosen: Product | None
    status: int | None
    names: frozenset[str] = frozenset()
    """Names that stand beside the number, folded."""
    until: str | None = None
    """When sending again may be tried, where the answer's headers tell it."""
    documented_by: frozenset[Product] = frozenset()
    """Products that document the message, under this number or another; only where meanings are in question."""


def rank(case: Case, advice: AdviceBook) -> tuple[Candidate, ...]:
    """Return one candidate for each meaning in question, the likeliest first."""
    best = {meaning.id: _best_of(case, meaning) for meaning in case.meanings}
    codes = {meaning.id: _code(case, meaning, best[meaning.id]) for meaning in case.meanings}
    ordered = sorted(case.meanings, key=lambda meaning: _order(case, meaning, best[meaning.id], codes[meaning.id]))
    fitting = sum(one is not None for one in best.values())
    return tuple(
        _candidate(
            case,
            meaning,
            codes[meaning.id],
            best[meaning.id],
            advice,
            alone=fitting == 1 < len(ordered) and case.documented_by <= set(meaning.products),
        )
        for meaning in ordered
    )


class _Best(NamedTuple):
    """The best fit of one meaning, and its templates that read so."""

    fit: Fit
    patterns: tuple[Pattern, ...]


def _best_of(case: Case, meaning: Meaning) -> _Best | None:
    for found in case.fits:
        own = tuple(pattern for pattern in found.wording.patterns if pattern.meaning.id == meaning.id)
        if own:
            return _Best(found, own)
    return None


def _code(case: Case, meaning: Meaning, best: _Best | None) -> ErrorCode:
    """Choose the product whose name and category are shown."""
    own = {pattern.code.product: pattern for pattern in best.patterns} if best else {}
    own_told = tuple(one for one in case.told if one.own)

    def order(code: ErrorCode) -> tuple[int, ...]:
        pattern = own.get(code.product)
        fits = _LIFECYCLES.index(pattern.template.lifecycle) if pattern else len(_LIFECYCLES)
        return (
            code.product is not case.chosen,
            _evidence_order(own_told, code.product),
            # A wording of the old document alone says nothing: spot's history has it too.
            fits if code.product is not Product.CLASSIC else len(_LIFECYCLES),
            _evidence_order(case.told, code.product),
            _LIFECYCLES.index(code.lifecycle),
            _PRODUCTS.index(code.product),
        )

    return min(meaning.codes, key=order)


def _evidence_order(told: Told, product: Product) -> int:
    """Return how early the evidence speaks for a product; what it does not speak for comes last."""
    for place, one in enumerate(told):
        if product in one.products:
            return 10 * place + one.products.index(product)
    return 10 * len(told) + 10


def _asked(case: Case) -> Product | None:
    """Return the product that the error's own record names without doubt, where it too documents the message.

    Then the message does not speak against it, under whatever number it stands there.
    """
    own = {one.products[0] for one in case.told if one.own and one.products and one.reason.kind in _WITNESSES}
    return next(iter(own)) if len(own) == 1 and own <= case.documented_by else None


def _order(case: Case, meaning: Meaning, best: _Best | None, code: ErrorCode) -> tuple[object, ...]:
    named = not any(name and name.casefold() in case.names for name in (meaning.name, *meaning.other_names))
    fit_order = (2, 0) if best is None else (not best.fit.whole, -best.fit.weight)
    if case.number is None:
        fit_order = (fit_order[0], 0)
    asked = _asked(case)
    return (
        case.chosen is not None and case.chosen not in meaning.products,
        asked is not None and asked not in meaning.products,
        fit_order,
        bool(case.names) and named,
        _evidence_order(case.told, code.product),
        _carrier_order(case, meaning),
        _LIFECYCLES.index(code.lifecycle),
        _PRODUCTS.index(code.product),
        abs(meaning.number),
    )


def _carrier_order(case: Case, meaning: Meaning) -> int:
    """Order the numbers that share the matching engine's texts, where the text holds no number."""
    if case.number is not None or not case.fits:
        return 0
    numbers = {pattern.meaning.number for pattern in case.fits[0].wording.patterns}
    if not numbers & set(_CARRIERS):
        return 0
    text = case.text.casefold()
    usual = -2010
    if "cancel" in text or "unknown order" in text:
        usual = -2011
    elif "amend" in text or "no state" in text:
        usual = -2038
    elif "filter failure" in text:
        usual = -1013
    if meaning.number == usual:
        return 0
    return 1 + _CARRIERS.index(meaning.number) if meaning.number in _CARRIERS else 9


def _candidate(
    case: Case, meaning: Meaning, code: ErrorCode, best: _Best | None, advice: AdviceBook, *, alone: bool
) -> Candidate:
    pattern = next((own for own in best.patterns if own.code is code), best.patterns[0]) if best else None
    arguments: tuple[Argument, ...] = ()
    match = Match.NUMBER
    if best and pattern:
        arguments = arguments_of(pattern, best.fit, case.text)
        match = manner(pattern, best.fit, case.text)
    if case.number is None and meaning.kind is not Kind.HTTP:
        match = Match.MESSAGE
    template = pattern.template if pattern else None
    # The advice narrows by product only as far as the person, the meaning or the error's own record tells it: what
    # stands elsewhere may be about another request, and advice for the wrong product costs money.
    told = any(
        one.own and code.product in one.products[:1] and one.reason.kind is not ReasonKind.SHARED_HOST
        for one in case.told
    )
    certain = code.product if told or case.chosen is code.product or len(meaning.products) == 1 else None
    return Candidate(
        meaning=meaning,
        code=code,
        products=meaning.products,
        match=match,
        template=template,
        arguments=arguments,
        reasons=_reasons(case, meaning, code, pattern if alone else None),
        advice=advice.find(
            meaning.id, template_id=template.id if template else None, product=certain, status=case.status
        ),
        until=_until(arguments) or case.until,
    )


def _told_of(told: Told, product: Product) -> tuple[Reason, ...]:
    """Return the strongest reason of each kind that speaks for a product first."""
    of_kind: dict[ReasonKind, Reason] = {}
    for one in told:
        if product in one.products[:1]:
            of_kind.setdefault(one.reason.kind, one.reason)
    return tuple(of_kind.values())


def _reasons(case: Case, meaning: Meaning, code: ErrorCode, fitting: Pattern | None) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if case.chosen is not None:
        kind = ReasonKind.CHOSEN if case.chosen in meaning.products else ReasonKind.NOT_DOCUMENTED_FOR
        reasons.append(Reason(kind, str(case.chosen)))
    if fitting is not None:
        reasons.append(Reason(ReasonKind.MESSAGE_FITS, fitting.template.text))
    reasons += _told_of(case.told, code.product)
    reasons += [one.reason for one in case.told if one.reason.kind is ReasonKind.TESTNET][:1]
    if case.names:
        named = [name for name in (meaning.name, *meaning.other_names) if name and name.casefold() in case.names]
        reasons += [Reason(ReasonKind.NAME_FITS, name) for name in named[:1]]
    if meaning.kind is Kind.HTTP and case.status is not None:
        reasons.append(Reason(ReasonKind.STATUS, str(case.status)))
    if not reasons and case.number is not None:
        reasons.append(Reason(ReasonKind.NUMBER_ONLY, str(case.number)))
    return tuple(reasons)


def _until(arguments: tuple[Argument, ...]) -> str | None:
    return next(
        (one.value for one in arguments if one.kind == PlaceholderKind.TIME and one.value and "until" in one.name), None
    )
