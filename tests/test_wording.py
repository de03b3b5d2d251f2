from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from itertools import product as pairs

import pytest

from errdex.decode.model import Match, Reason, ReasonKind
from errdex.registry.advice import Advice, ExecutionStatus, Retry
from errdex.registry.guidance import GuidanceSource
from errdex.registry.model import Kind, Lifecycle, Product
from errdex.wording import (
    argument_title,
    duration_text,
    execution_sentence,
    ground_text,
    instant_of,
    lifecycle_sentence,
    local_text,
    match_sentence,
    number_text,
    product_name,
    product_title,
    products_phrase,
    reason_sentence,
    retry_label,
    retry_sentence,
    retry_title,
    unknown_sentence,
    until_sentence,
    utc_text,
)

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CEST = timezone(timedelta(hours=2))


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_is_a_whole_sentence_that_holds_its_value(kind: ReasonKind) -> None:
    sentence = reason_sentence(Reason(kind, "spot{0}<b>"))
    assert "spot{0}<b>" in sentence
    assert sentence[0].isupper()


def test_a_reason_names_a_product_as_people_do() -> None:
    assert reason_sentence(Reason(ReasonKind.CHOSEN, "usdm")) == "You asked for USDⓈ-M futures."
    assert reason_sentence(Reason(ReasonKind.NOT_DOCUMENTED_FOR, "spot")) == "Not documented for Spot."


@pytest.mark.parametrize(("read", "write", "execution"), list(pairs(Retry, Retry, ExecutionStatus)))
def test_every_advice_is_worded(read: Retry, write: Retry, execution: ExecutionStatus) -> None:
    sentence = retry_sentence(Advice(read, write, execution, "judgement"))
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert retry_title(write)
    assert retry_label(write)
    assert execution_sentence(execution).endswith(".")


def test_an_unknown_execution_says_that_an_order_may_stand() -> None:
    unknown = Advice(Retry.RESEND, Retry.CHECK_FIRST, ExecutionStatus.UNKNOWN, "judgement")
    assert "may have been carried out" in retry_sentence(unknown)
    refused = unknown._replace(execution=ExecutionStatus.NOT_EXECUTED)
    assert "may have been carried out" not in retry_sentence(refused)


@pytest.mark.parametrize("choice", [*Match, *Product, *Lifecycle])
def test_every_choice_has_words(choice: Enum) -> None:
    if isinstance(choice, Match):
        assert match_sentence(choice).endswith(".")
    elif isinstance(choice, Product):
        assert product_title(choice)
        assert product_name(choice)
    elif choice is Lifecycle.DOCUMENTED:
        assert lifecycle_sentence(Lifecycle.DOCUMENTED, None, None) == ""
    else:
        assert isinstance(choice, Lifecycle)
        assert lifecycle_sentence(choice, None, "2022-12-08").endswith(".")


def test_a_withdrawn_text_says_when_it_was_printed() -> None:
    assert (
        lifecycle_sentence(Lifecycle.WITHDRAWN, "2020-11-30", "2022-12-08")
        == "Withdrawn: the documents printed it from 2020-11-30 to 2022-12-08."
    )


def test_numbers_are_written_as_people_do_and_never_localised() -> None:
    assert number_text(Kind.API, -1121) == "-1121"
    assert number_text(Kind.HTTP, 503) == "HTTP 503"
    assert number_text(Kind.STREAM, 2) == "Stream 2"
    assert unknown_sentence(-9876).startswith("-9876 ")


def test_many_products_are_counted() -> None:
    assert products_phrase((Product.SPOT, Product.USDM)) == "spot, USDⓈ-M"
    assert products_phrase(tuple(Product)) == "spot, USDⓈ-M, COIN-M and 7 more"


def test_a_ground_names_document_section_and_date() -> None:
    source = GuidanceSource("spot-errors", "spot errors.md", "2026-05-18", "https://example.org")
    assert ground_text("judgement", None) == "our judgement"
    assert ground_text("spot-errors#-1007", source) == "spot errors.md, -1007 (2026-05-18)"
    assert ground_text("spot-errors#-1007", None) == "spot-errors, -1007"


def test_instants_are_told_in_both_zones() -> None:
    instant = instant_of("2021-04-12T11:57:55.371Z")
    assert instant is not None
    assert utc_text(instant) == "2021-04-12T11:57:55Z"
    assert local_text(instant, CEST) == "2021-04-12T13:57:55+02:00"


@pytest.mark.parametrize("text", ["", "soon", "2021-04-12T11:57:55", "99999-01-01T00:00:00Z"])
def test_what_is_no_instant_is_none(text: str) -> None:
    assert instant_of(text) is None


def test_waiting_says_until_when_and_how_long() -> None:
    later = (NOW + timedelta(minutes=4, seconds=5)).isoformat()
    assert until_sentence(later, NOW, CEST) == (
        "Wait until 2026-11-22T05:04:05+02:00 (2026-11-22T03:04:05Z): 4 min 5 s from now."
    )
    assert until_sentence(NOW.isoformat(), NOW, CEST).endswith("that time has passed.")
    assert until_sentence("noon", NOW) == "Wait until noon."


@pytest.mark.parametrize(
    ("seconds", "text"), [(5, "5 s"), (65, "1 min 5 s"), (3_660, "1 h 1 min"), (90_000, "1 d 1 h")]
)
def test_durations_have_two_units(seconds: int, text: str) -> None:
    assert duration_text(seconds) == text


def test_sentences_are_translated_whole_before_values_go_in() -> None:
    asked: list[str] = []

    def shout(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert reason_sentence(Reason(ReasonKind.HOST, "fapi.binance.com"), shout) == "THE TEXT NAMES fapi.binance.com."
    assert "The text names {0}." in asked


def test_placeholders_names_are_read_out() -> None:
    assert argument_title("banned_until") == "banned until"
    assert argument_title("") == "value"
