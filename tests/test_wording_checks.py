"""What checks say in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from errdex.decode.check_model import (
    Check,
    CheckedValue,
    CheckKind,
    Comparison,
    MissingValue,
    Nearest,
    Part,
    Place,
    Verdict,
)
from errdex.registry.model import Product
from errdex.wording_checks import check_sentence, doubt_sentence, formula_sentence, has_values, is_shown

FAILED = Check(
    CheckKind.FILTER,
    "LOT_SIZE",
    Verdict.FAILS,
    "spot-filters#LOT_SIZE",
    Product.SPOT,
    ("quantity ≥ minQty",),
    (CheckedValue("quantity", "1E-9", Decimal("1E-9"), None),),
    (Part(Comparison.AT_LEAST, "quantity", "minQty", Decimal("1E-9"), Decimal("0.001"), holds=False),),
    nearest=Nearest("quantity", None, "0.001"),
)


def test_a_failure_names_its_numbers_without_exponents_and_what_would_pass() -> None:
    assert check_sentence(FAILED) == (
        "LOT_SIZE fails: quantity 0.000000001 is below minQty 0.001. The nearest value of quantity that passes: 0.001."
    )
    assert formula_sentence(FAILED) == "The rule: quantity ≥ minQty."


def test_what_is_missing_is_named_with_the_place_where_it_is_read() -> None:
    missing = (
        MissingValue("quantity", Place.REQUEST),
        MissingValue("minQty", Place.EXCHANGE_INFO),
        MissingValue("stepSize", Place.EXCHANGE_INFO),
        MissingValue("markPrice", Place.MARK_PRICE),
    )
    check = Check(CheckKind.FILTER, "LOT_SIZE", Verdict.MISSING, "x#y", Product.COINM, missing=missing)
    assert check_sentence(check) == (
        "LOT_SIZE cannot be checked yet. Not in the paste: quantity (the order's own request); minQty, stepSize "
        "(exchangeInfo, LOT_SIZE of the symbol); the mark price (GET /dapi/v1/premiumIndex)."
    )
    assert not has_values(check)


def test_every_place_has_its_words() -> None:
    for place in Place:
        check = FAILED._replace(
            verdict=Verdict.MISSING, parts=(), missing=(MissingValue("limit", place),), nearest=None
        )
        said = check_sentence(check)
        assert "Not in the paste: " in said
        assert "{" not in said


def test_an_end_is_said_in_local_time_in_utc_and_from_now() -> None:
    until = "2026-01-01T01:00:00.000Z"
    check = FAILED._replace(kind=CheckKind.BAN, until=until, remaining=3_725, values=(), parts=())
    zone = timezone(timedelta(hours=2))
    assert check_sentence(check, zone) == (
        "Wait until 2026-01-01T03:00:00+02:00 (2026-01-01T01:00:00Z): 1 h 2 min from now."
    )
    assert check_sentence(check._replace(remaining=-1), UTC).endswith("; that time has passed.")
    assert datetime.fromisoformat(until) == datetime(2026, 1, 1, 1, tzinfo=UTC)
    assert not is_shown(check)
    assert is_shown(FAILED)


def test_a_refusal_of_what_passes_is_explained_only_if_everything_passes() -> None:
    passed = FAILED._replace(verdict=Verdict.PASSES, nearest=None)
    assert doubt_sentence((passed, passed)).startswith("The exchange refused it all the same")
    assert doubt_sentence((passed, FAILED)) == ""
    assert doubt_sentence(()) == ""
