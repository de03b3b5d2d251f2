"""Retry advice: how rules are chosen, how the file is read, and what the bundled one says where money hangs on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from errdex.errors import ResourceFault
from errdex.registry.advice import Advice, AdviceBook, AdviceRule, ExecutionStatus, Retry
from errdex.registry.advice_loader import load_advice
from errdex.registry.loader import load_registry
from errdex.registry.model import Product
from errdex.resources import resources_folder

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = Advice(Retry.NO, Retry.NO, ExecutionStatus.NOT_EXECUTED, "judgement")
UNKNOWN = Advice(Retry.WAIT, Retry.CHECK_FIRST, ExecutionStatus.UNKNOWN, "spot-rest-api#HTTP Return Codes")
FAILED = Advice(Retry.RESEND, Retry.RESEND, ExecutionStatus.NOT_EXECUTED, "usdm-general-info#HTTP Return Codes")
FUTURES = frozenset({Product.USDM})
REST_UNKNOWN = {"read": "wait", "write": "check-first", "execution": "unknown", "ground": "spot-rest-api#5XX"}


@pytest.fixture
def narrowed() -> AdviceBook:
    """A book in which the futures' text says "failed" and everything else "unknown"."""
    failed = AdviceRule(FAILED, FUTURES, frozenset({"internal-error"}))
    return AdviceBook(REFUSED, {"1001-disconnected": (AdviceRule(UNKNOWN), failed)})


@pytest.fixture(scope="module")
def bundled() -> AdviceBook:
    return load_advice(resources_folder() / "guidance")


def test_the_most_specific_rule_that_applies_wins(narrowed: AdviceBook) -> None:
    assert narrowed.find("1001-disconnected", template_id="internal-error", product=Product.USDM) == FAILED


@pytest.mark.parametrize(
    ("template_id", "product"), [(None, Product.USDM), ("internal-error", None), (None, None), ("other", Product.USDM)]
)
def test_what_is_not_known_gets_the_more_careful_advice(
    narrowed: AdviceBook, template_id: str | None, product: Product | None
) -> None:
    assert narrowed.find("1001-disconnected", template_id=template_id, product=product) == UNKNOWN


def test_a_careful_rule_that_may_hold_beats_a_lax_one_that_does() -> None:
    careful = AdviceRule(UNKNOWN, statuses=frozenset({503}))
    book = AdviceBook(REFUSED, {"1008-server-busy": (AdviceRule(FAILED), careful)})
    assert book.find("1008-server-busy") == UNKNOWN
    assert book.find("1008-server-busy", status=503) == UNKNOWN
    assert book.find("1008-server-busy", status=429) == FAILED


@pytest.mark.parametrize("meaning_id", [None, "9999-nobody-knows"])
def test_the_default_holds_for_what_nobody_settled(narrowed: AdviceBook, meaning_id: str | None) -> None:
    assert narrowed.find(meaning_id) == REFUSED


def test_a_family_gives_one_advice_to_many_meanings(tmp_path: Path) -> None:
    book = _write_and_load(tmp_path)
    assert book.find("1121-bad-symbol").write is Retry.NO
    assert book.find("1022-invalid-signature") == book.find("1121-bad-symbol")
    assert book.meanings == {"1121-bad-symbol", "1022-invalid-signature", "1007-timeout"}


@pytest.mark.parametrize(
    ("path", "value", "place", "reason"),
    [
        (["default", "write"], "again", "default.write", "'again' is none of"),
        (["default", "ground"], " ", "default.ground", "must be a text"),
        (["families", 0, "meanings"], "all", "families[0].meanings", "must be an array"),
        (["families", 0, "meanings"], ["a", "a"], "families[0].meanings[1]", "stands in a family already"),
        (["families", 0, "extra"], 1, "families[0]", "unknown member 'extra'"),
        (["rules", "1121-bad-symbol"], [REST_UNKNOWN], "rules.1121-bad-symbol", "stands in a family already"),
        (["rules", "1007-timeout"], [], "rules.1007-timeout", "must hold a rule"),
        (["rules", "1007-timeout", 0, "products"], ["moon"], "rules.1007-timeout[0].products[0]", "'moon' is none of"),
        (["rules", "1007-timeout", 0, "statuses"], ["503"], "rules.1007-timeout[0].statuses[0]", "whole number"),
        (["rules"], None, "", "lacks 'rules'"),
    ],
)
def test_a_fault_names_file_place_and_reason(
    tmp_path: Path, path: list[str | int], value: object, place: str, reason: str
) -> None:
    with pytest.raises(ResourceFault) as caught:
        _write_and_load(tmp_path, path, value)
    assert (caught.value.file, caught.value.place) == ("advice.json", place)
    assert reason in caught.value.reason


def test_a_missing_or_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ResourceFault, match=r"advice\.json: cannot be read: No such file"):
        load_advice(tmp_path)
    (tmp_path / "advice.json").write_text("[" * 100_000)
    with pytest.raises(ResourceFault, match=r"advice\.json: is no JSON"):
        load_advice(tmp_path)


@pytest.mark.parametrize(
    "meaning_id",
    [
        "1006-unexpected-resp",
        "1007-timeout",
        "http-500",
        "http-502",
        "http-503",
        "http-504",
        "http-408",
        "1000-unknown",
    ],
)
def test_an_unknown_outcome_is_never_sent_again_blindly(bundled: AdviceBook, meaning_id: str) -> None:
    advice = bundled.find(meaning_id)
    assert (advice.write, advice.execution) == (Retry.CHECK_FIRST, ExecutionStatus.UNKNOWN)
    assert advice.read is Retry.WAIT


@pytest.mark.parametrize("meaning_id", ["1003-too-many-requests", "1015-too-many-orders", "http-418", "http-429"])
def test_a_rate_limit_is_waited_out(bundled: AdviceBook, meaning_id: str) -> None:
    advice = bundled.find(meaning_id)
    assert (advice.read, advice.write, advice.execution) == (Retry.WAIT, Retry.WAIT, ExecutionStatus.NOT_EXECUTED)


@pytest.mark.parametrize(
    "meaning_id",
    ["1013-invalid-message", "1021-invalid-timestamp", "1121-bad-symbol", "2015-rejected-mbx-key", "4164-min-notional"],
)
def test_what_was_refused_fails_again_until_something_changes(bundled: AdviceBook, meaning_id: str) -> None:
    advice = bundled.find(meaning_id)
    assert (advice.read, advice.write, advice.execution) == (Retry.NO, Retry.NO, ExecutionStatus.NOT_EXECUTED)


@pytest.mark.parametrize(
    "meaning_id",
    [
        "4046-no-need-to-change-margin-type",
        "4059-no-need-to-change-position-side",
        "4171-no-need-to-change-joint-margin",
        "5027-same-order",
    ],
)
def test_a_wanted_state_that_holds_is_done(bundled: AdviceBook, meaning_id: str) -> None:
    assert bundled.find(meaning_id).write is Retry.DONE


def test_a_half_done_cancel_replace_is_partly_executed(bundled: AdviceBook) -> None:
    for meaning_id in ("2021-order-cancel-replace-partially-failed", "http-409"):
        advice = bundled.find(meaning_id)
        assert (advice.write, advice.execution) == (Retry.CHECK_FIRST, ExecutionStatus.PARTLY)


def test_the_futures_503_is_told_by_its_text(bundled: AdviceBook) -> None:
    said = {
        template_id: bundled.find("http-503", template_id=template_id, product=Product.USDM, status=503).write
        for template_id in (
            "unknown-error-please-check-your-request-or-try-again-later",
            "service-unavailable",
            "internal-error-unable-to-process-your-request-please-try",
        )
    }
    assert list(said.values()) == [Retry.CHECK_FIRST, Retry.WAIT, Retry.RESEND]
    assert bundled.find("http-503", template_id="service-unavailable", product=Product.SPOT).write is Retry.CHECK_FIRST


def test_the_same_1001_is_unknown_on_spot_and_a_failure_on_futures(bundled: AdviceBook) -> None:
    text = "internal-error-unable-to-process-your-request-please-try"
    assert bundled.find("1001-disconnected", template_id=text, product=Product.SPOT).write is Retry.CHECK_FIRST
    assert bundled.find("1001-disconnected", template_id=text).write is Retry.CHECK_FIRST
    futures = bundled.find("1001-disconnected", template_id=text, product=Product.COINM, status=503)
    assert (futures.write, futures.execution) == (Retry.RESEND, ExecutionStatus.NOT_EXECUTED)


@pytest.mark.parametrize("status", [None, 500, 502, 504])
def test_a_1001_is_a_failure_only_with_the_status_that_the_document_names(
    bundled: AdviceBook, status: int | None
) -> None:
    text = "internal-error-unable-to-process-your-request-please-try"
    advice = bundled.find("1001-disconnected", template_id=text, product=Product.USDM, status=status)
    assert (advice.write, advice.execution) == (Retry.CHECK_FIRST, ExecutionStatus.UNKNOWN)


def test_the_futures_1008_is_a_sure_failure_with_its_newer_text_only(bundled: AdviceBook) -> None:
    newer = "request-throttled-by-system-level-protection-reduce-only"
    older = "server-is-currently-overloaded-with-other-requests-please"
    assert bundled.find("1008-request-throttled", template_id=newer).write is Retry.WAIT
    assert bundled.find("1008-request-throttled", template_id=older).write is Retry.CHECK_FIRST
    assert bundled.find("1008-request-throttled").write is Retry.CHECK_FIRST


@pytest.mark.parametrize(
    ("meaning_id", "template_id"),
    [
        ("2010-new-order-rejected", "duplicate-order-sent"),
        ("2011-cancel-rejected", "unknown-order-sent"),
        ("2013-no-such-order", "order-does-not-exist"),
        ("2022-order-cancel-replace-failed", "order-cancel-replace-failed"),
        ("4030-capital-withdraw-confirm-success", None),
        ("4116-duplicated-client-order-id", None),
    ],
)
def test_an_order_that_may_exist_or_be_filled_is_queried_first(
    bundled: AdviceBook, meaning_id: str, template_id: str | None
) -> None:
    assert bundled.find(meaning_id, template_id=template_id).write is Retry.CHECK_FIRST


def test_a_cancel_without_an_id_is_simply_refused(bundled: AdviceBook) -> None:
    text = "cancel-order-is-invalid-check-origclientorderid-and-orderid"
    assert bundled.find("2011-cancel-rejected", template_id=text).write is Retry.NO


def test_resend_rests_on_a_document_and_says_not_executed(bundled: AdviceBook) -> None:
    registry = load_registry(resources_folder() / "registry")
    rules = [rule.advice for meaning in registry.meanings for rule in bundled.rules(meaning.id)]
    resending = [advice for advice in rules if Retry.RESEND in (advice.read, advice.write)]
    assert resending
    assert all(
        advice.execution is ExecutionStatus.NOT_EXECUTED and advice.ground != "judgement" for advice in resending
    )


def _write_and_load(folder: Path, path: list[str | int] | None = None, value: object = None) -> AdviceBook:
    """Write a small sound book, one member changed (None: taken out), and load it."""
    refused = {"read": "no", "write": "no", "execution": "not-executed", "ground": "judgement"}
    content: dict[str, Any] = {
        "default": dict(refused),
        "families": [{"id": "refused", **refused, "meanings": ["1121-bad-symbol", "1022-invalid-signature"]}],
        "rules": {"1007-timeout": [dict(REST_UNKNOWN)]},
    }
    if path:
        node: Any = content
        for step in path[:-1]:
            node = node[step]
        if value is None:
            del node[path[-1]]
        else:
            node[path[-1]] = value
    (folder / "advice.json").write_text(json.dumps(content))
    return load_advice(folder)
