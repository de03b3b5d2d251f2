"""The table of filters: whole, and every row with its ground."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from errdex.decode import checks, clock
from errdex.decode.checkable import NUMBERS
from errdex.decode.checks import checks_of
from errdex.decode.filters import RULES
from errdex.decode.names import FILTERS
from errdex.decode.surroundings import Paste
from errdex.registry.guidance import JUDGEMENT
from errdex.registry.model import Product
from errdex.resources import resources_folder

if TYPE_CHECKING:
    from errdex.decode.decoder import Decoder
    from errdex.registry.model import Registry

SOURCES = json.loads((resources_folder() / "guidance" / "sources.json").read_bytes())
MESSAGES = {
    -4003: "Quantity less than or equal to zero.",
    -4005: "Quantity greater than max quantity.",
    -4014: "Price not increased by tick size.",
    -4016: "Price is higher than mark price multiplier cap.",
    -4131: "The counterparty's best price does not meet the PERCENT_PRICE filter limit",
    -4164: "Order's notional must be no smaller than 5.0 (unless you choose reduce only)",
    -1111: "Precision is over the maximum defined for this asset.",
    -2027: "Exceeded the maximum allowable position at current leverage.",
    -1021: "Timestamp for this request is outside of the recvWindow.",
    -1015: "Too many new orders; current limit is 50 orders per 10 SECOND.",
}
VALUES = (
    "symbol=BTCUSDT side=BUY type=LIMIT quantity=0.15 price=5.5 timestamp=1767348000000 serverTime=1767348000500 "
    "tickSize=0.1 minPrice=0.1 maxPrice=9 stepSize=0.1 minQty=0.1 maxQty=9 markPrice=5 multiplierUp=1.1 positionAmt=0 "
    "maxNotionalValue=1"
)


def test_every_filter_that_a_document_names_has_its_rule(registry: Registry) -> None:
    named = {one.name for filters in registry.filters.values() for one in filters}
    assert named <= set(RULES) == set(FILTERS)


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_says_what_it_computes_and_on_what_ground(name: str, decoder: Decoder) -> None:
    text = f'{{"code":-1013,"msg":"Filter failure: {name}"}} {VALUES}'
    (occurrence,) = decoder.decode(text, Product.SPOT).occurrences
    (check, *_) = checks_of(Paste(text, [occurrence.span]), occurrence, occurrence.candidates[0])
    assert check.formulas
    assert check.rule == name
    source, _, section = check.ground.partition("#")
    assert check.ground == JUDGEMENT or (source in SOURCES and section)


@pytest.mark.parametrize("product", [Product.USDM, Product.COINM, Product.OPTIONS, Product.PORTFOLIO_MARGIN])
@pytest.mark.parametrize("number", MESSAGES)
def test_every_check_of_the_futures_has_its_ground(number: int, product: Product, decoder: Decoder) -> None:
    text = f"{json.dumps({'code': number, 'msg': MESSAGES[number]})} {VALUES}"
    (occurrence,) = decoder.decode(text, product).occurrences
    for candidate in occurrence.candidates:
        for check in checks_of(Paste(text, [occurrence.span]), occurrence, candidate):
            source, _, section = check.ground.partition("#")
            assert check.ground == JUDGEMENT or (source in SOURCES and section), check.ground


def test_the_futures_count_steps_from_the_smallest_value(decoder: Decoder) -> None:
    rule = {"filterType": "LOT_SIZE", "minQty": "0.15", "maxQty": "10", "stepSize": "0.1"}
    text = f'quantity=0.25 {{"code":-4023,"msg":"Qty not increased by step size."}} {json.dumps(rule)}'
    verdicts = []
    for product in (Product.USDM, Product.COINM):
        (occurrence,) = decoder.decode(text, product).occurrences
        (check,) = checks_of(Paste(text, [occurrence.span]), occurrence, occurrence.candidates[0])
        verdicts.append(str(check.verdict))
    spot = text.replace('-4023,"msg":"Qty not increased by step size."', '-1013,"msg":"Filter failure: LOT_SIZE"')
    (occurrence,) = decoder.decode(spot, Product.SPOT).occurrences
    (check,) = checks_of(Paste(spot, [occurrence.span]), occurrence, occurrence.candidates[0])
    assert [*verdicts, str(check.verdict)] == ["passes", "passes", "fails"]


def test_whatever_has_a_check_is_asked_for_one() -> None:
    numbers = {int(meaning.partition("-")[0]) for meaning in (*checks._BY_MEANING, *checks._CLOCKS, *clock._LIMITED)}
    assert numbers <= NUMBERS


def test_every_meaning_with_a_check_is_in_the_registry(registry: Registry) -> None:
    assert [one for one in (*checks._BY_MEANING, *checks._CLOCKS) if registry.meaning(one) is None] == []
    templates = {template.id for one in registry.meanings for code in one.codes for template in code.templates}
    assert set(checks._BY_TEMPLATE) <= templates
