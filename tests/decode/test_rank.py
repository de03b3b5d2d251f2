from __future__ import annotations

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.model import Candidate, Match, ReasonKind
from errdex.registry.advice import ExecutionStatus, Retry
from errdex.registry.model import Kind, Product, Registry


def candidates(decoder: Decoder, text: str, product: Product | None = None) -> tuple[Candidate, ...]:
    """Return the candidates of the one error in a text."""
    (one,) = decoder.decode(text, product).occurrences
    return one.candidates


def kinds(one: Candidate) -> list[ReasonKind]:
    """Return the kinds of a candidate's reasons."""
    return [reason.kind for reason in one.reasons]


def test_a_number_of_several_meanings_has_them_all_as_candidates(decoder: Decoder, registry: Registry) -> None:
    found = candidates(decoder, '{"code":-2021}')
    assert {one.meaning.id for one in found} == {meaning.id for meaning in registry.with_number(-2021)}
    assert all(one.match is Match.NUMBER and one.template is None for one in found)
    assert kinds(found[0]) == [ReasonKind.NUMBER_ONLY]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ('{"code":-2021,"msg":"Order would immediately trigger."}', "2021-order-would-immediately-trigger"),
        ('{"code":-2021,"msg":"Order cancel-replace partially failed."}', "2021-order-cancel-replace-partially-failed"),
    ],
)
def test_the_meaning_that_the_message_fits_comes_first_and_says_so(decoder: Decoder, text: str, meaning: str) -> None:
    first, *others = candidates(decoder, text)
    assert first.meaning.id == meaning
    assert ReasonKind.MESSAGE_FITS in kinds(first)
    assert others
    assert all(ReasonKind.MESSAGE_FITS not in kinds(one) for one in others)


def test_the_host_decides_where_no_message_does(decoder: Decoder) -> None:
    found = candidates(decoder, 'https://fapi.binance.com/fapi/v1/order {"code":-2021}')
    assert found[0].code.product is Product.USDM
    assert ReasonKind.HOST in kinds(found[0])


def test_a_shared_host_says_that_it_is_none_of_the_futures(decoder: Decoder) -> None:
    ban = (
        "Way too many requests; IP banned until 1795385000000. Please use the websocket for live updates to avoid bans."
    )
    first = candidates(decoder, f'Host: api.binance.com\n{{"code":-1003,"msg":"{ban}"}}')[0]
    assert first.code.product is Product.SPOT
    assert ReasonKind.SHARED_HOST in kinds(first)


def test_the_person_s_choice_stands_before_everything_else(decoder: Decoder) -> None:
    text = 'https://fapi.binance.com/fapi/v1/order {"code":-2021,"msg":"Order would immediately trigger."}'
    first, second = candidates(decoder, text, Product.SPOT)[:2]
    assert first.code.product is Product.SPOT
    assert ReasonKind.CHOSEN in kinds(first)
    assert ReasonKind.NOT_DOCUMENTED_FOR in kinds(second)


def test_a_choice_hides_nothing(decoder: Decoder) -> None:
    text = '{"code":-2021,"msg":"Order would immediately trigger."}'
    assert {one.meaning.id for one in candidates(decoder, text)} == {
        one.meaning.id for one in candidates(decoder, text, Product.OPTIONS)
    }


@pytest.mark.parametrize("product", list(Product))
def test_the_chosen_product_s_own_words_are_shown(decoder: Decoder, registry: Registry, product: Product) -> None:
    first = candidates(
        decoder, '{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}', product
    )[0]
    (meaning,) = registry.with_number(-1021)
    assert first.code is meaning.code_of(product)


def test_every_candidate_has_a_reason_and_advice(decoder: Decoder, registry: Registry) -> None:
    for meaning in registry.meanings:
        found = decoder.decode(f'{{"code":{meaning.number},"msg":"x"}}').occurrences
        for one in found:
            for candidate in one.candidates:
                assert candidate.reasons
                assert candidate.advice.read in Retry
                assert candidate.products == candidate.meaning.products


def test_the_same_evidence_ranks_the_same_way_wherever_it_stands(decoder: Decoder) -> None:
    error = '{"code":-2022}'
    before = candidates(decoder, f"https://dapi.binance.com/dapi/v1/order {error}")
    behind = candidates(decoder, f"{error} https://dapi.binance.com/dapi/v1/order")
    assert [one.meaning.id for one in before] == [one.meaning.id for one in behind]
    assert before[0].code.product is behind[0].code.product is Product.COINM


def test_a_testnet_is_a_reason(decoder: Decoder) -> None:
    text = 'https://testnet.binance.vision/api/v3/order {"code":-2014,"msg":"API-key format invalid."}'
    assert ReasonKind.TESTNET in kinds(candidates(decoder, text)[0])


def test_until_when_to_wait_is_read_from_the_message(decoder: Decoder) -> None:
    text = '{"code":-1003,"msg":"Way too many requests; IP banned until 1767312345678."}'
    first = candidates(decoder, text)[0]
    assert first.until == "2026-01-02T00:05:45.678Z"
    assert first.advice.read is Retry.WAIT


def test_a_timeout_is_never_safe_to_send_again_unseen(decoder: Decoder) -> None:
    message = "Timeout waiting for response from backend server. Send status unknown; execution status unknown."
    text = f'{{"code":-1007,"msg":"{message}"}}'
    first = candidates(decoder, text)[0]
    assert first.advice.write is Retry.CHECK_FIRST
    assert first.advice.execution is ExecutionStatus.UNKNOWN


def test_an_unknown_number_has_no_candidate_but_what_is_near(decoder: Decoder) -> None:
    (one,) = decoder.decode('{"code":-1998,"msg":"x"}').occurrences
    assert one.candidates == ()
    assert [abs(abs(meaning.number) - 1998) for meaning in one.near] == sorted(
        abs(abs(meaning.number) - 1998) for meaning in one.near
    )
    assert len(one.near) == 3


ADDRESSES = {
    Product.SPOT: "https://api.binance.com/api/v3/x",
    Product.USDM: "https://fapi.binance.com/fapi/v1/x",
    Product.COINM: "https://dapi.binance.com/dapi/v1/x",
    Product.OPTIONS: "https://eapi.binance.com/eapi/v1/x",
    Product.PORTFOLIO_MARGIN: "https://papi.binance.com/papi/v1/x",
    Product.PORTFOLIO_MARGIN_PRO: "https://api.binance.com/sapi/v1/portfolio/x",
    Product.MARGIN: "https://api.binance.com/sapi/v1/margin/x",
    Product.SAPI: "https://api.binance.com/sapi/v1/capital/x",
    Product.BINANCE_US: "https://api.binance.us/api/v3/x",
}


@pytest.mark.parametrize("product", ADDRESSES)
def test_behind_its_address_every_number_is_the_product_s_own(
    decoder: Decoder, registry: Registry, product: Product
) -> None:
    wrong = []
    for meaning in registry.meanings:
        for code in meaning.codes:
            if code.product is not product or code.kind is not Kind.API or abs(code.number) < 1000:
                continue
            own = [template.text for template in code.templates if not template.placeholders]
            message = f',"msg":"{own[0]}"' if own else ""
            found = candidates(decoder, f'POST {ADDRESSES[product]} 400\n{{"code":{code.number}{message}}}')
            if (found[0].meaning.id, found[0].code.product) != (meaning.id, product):
                wrong.append((code.number, code.name, found[0].meaning.id, found[0].code.product))
    assert wrong == []


def test_the_values_of_errors_that_are_alike_are_shown_each_in_its_own_place(decoder: Decoder) -> None:
    error = "ERROR APIError(code=-1111): Parameter 'quantity' has too much precision."
    text = f"2026-01-05 10:00:00 {error}\n2026-01-05 10:00:07 {error}\n"
    first, second = decoder.decode(text).occurrences
    assert first.candidates[0].arguments[0].text == "quantity"
    spans = [one.candidates[0].arguments[0].span for one in (first, second)]
    assert [span and span.start for span in spans] == [text.index("quantity"), text.rindex("quantity")]


def test_a_looked_up_filter_s_name_stands_in_no_message(decoder: Decoder) -> None:
    (found,) = decoder.decode("LOT_SIZE").occurrences
    (argument,) = found.candidates[0].arguments
    assert (argument.text, argument.span) == ("LOT_SIZE", None)
