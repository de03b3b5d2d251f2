"""Named values in the forms in which programs of many languages print them."""

from __future__ import annotations

import pytest

from errdex.decode.names import Name
from errdex.decode.values import Reading

FORMS = [
    "quantity=0.3",
    '"quantity":"0.3"',
    '"quantity": 0.3,',
    "'quantity': '0.3'",
    "{ quantity: '0.3', side: 'BUY' }",
    "map[quantity:0.3 side:BUY]",
    "{Quantity:0.3 Price:5}",
    "[quantity] => 0.3",
    '"quantity" => "0.3"',
    "?symbol=BTCUSDT&quantity=0.3&price=5",
    "symbol=BTCUSDT&amp;quantity=0.3&amp;price=5",
    '{\\"quantity\\":\\"0.3\\"}',
    '.quantity("0.3")',
    '.Quantity("0.3").Price("5")',
    "quantity=Decimal('0.3')",
    "quantity: Some(0.3)",
    'quantity: new BigDecimal("0.3")',
    "quantity = 0.3m;",
    "quantity := 0.3",
    "--quantity=0.3",
    'params["quantity"] = 0.3',
    "origQty: 0.3",
    "amount: 0.3",
    "order quantity: 0.3",
    "symbol=BTCUSDT quantity=0.3",
    "side: BUY quantity: 0.3",
    "Binance rejected quantity=0.3",
    "8=FIX.4.4\x0135=D\x0138=0.3\x0144=5\x0155=BTCUSDT\x01",
    "order_quantity=0.3",
    "quantity：0.3",
    "“quantity”：“0.3”",
]
NO_VALUES = [
    "quantity=0.1 + 0.2",
    "quantity=0.3 * 2",
    "quantity = balance / price",
    "quantity=1,000.5",
    "quantity=round(0.3, 2)",
    "quantity=int(0.3)",
    "executed quantity: 0.3",
    "executed quantity=0.3",
    "rejected quantity: 0.3",
    "38=0.3|44=5",
    "myquantity=0.3",
    "quantity 0.3",
    "quantity=0x10",
    "quantity=2026-01-01",
    "quantity=10:30",
    "quantity=1.2.3",
    "quantity=",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_quantity_is_read_in_every_form(text: str) -> None:
    (value,) = Reading(text, 0, len(text)).named(Name.QUANTITY)
    assert str(value.number) == "0.3"
    assert text[value.span.start : value.span.end].startswith("0.3")


@pytest.mark.parametrize("text", NO_VALUES)
def test_what_is_no_value_of_that_name_is_none(text: str) -> None:
    assert [value.text for value in Reading(text, 0, len(text)).named(Name.QUANTITY) if value.number is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        '{"filterType":"LOT_SIZE","stepSize":"0.1"}',
        '{"stepSize":"0.1","filterType":"LOT_SIZE"}',
        "map[filterType:LOT_SIZE stepSize:0.1]",
        'LotSize { min_qty: "1", step_size: "0.1" }',
        '"LOT_SIZE": {"stepSize": "0.1"}',
        "LotSizeFilter(stepSize=0.1)",
        "- filterType: PRICE_FILTER\n  tickSize: 0.5\n- filterType: LOT_SIZE\n  stepSize: 0.1\n",
    ],
)
def test_a_value_knows_its_filter(text: str) -> None:
    reading = Reading(text, 0, len(text))
    (step,) = reading.named(Name.STEP_SIZE)
    assert reading.filter(step) == "LOT_SIZE"


def test_a_filter_knows_its_symbol_and_no_other() -> None:
    text = '[{"symbol":"A","filters":[{"stepSize":"1"}]},{"symbol":"B","filters":[{"stepSize":"2"}]}]'
    reading = Reading(text, 0, len(text))
    assert [reading.symbol(value.scope) for value in reading.named(Name.STEP_SIZE)] == ["A", "B"]


def test_positions_are_those_of_the_input_behind_what_was_undone() -> None:
    text = "\x1b[31merror\x1b[0m &quot;quantity&quot;:&quot;0.3&quot; é price=5"
    reading = Reading(text, 0, len(text))
    assert [text[value.span.start : value.span.end] for value in reading.values] == ["0.3", "5"]
