from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from errdex.cli.main import main

if TYPE_CHECKING:
    from errdex.registry.model import Registry


def _told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["explain", *arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert all(len(line) <= 80 for line in said.out.splitlines())
    return said.out


def _json(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["explain", "--format", "json", *arguments])
    out = capsys.readouterr().out
    assert out.isascii()
    document = json.loads(out)
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(
    "asked",
    [
        *("-1021", "1021", "−1021", "–1021", " -1021 ", "`-1021`"),
        *("INVALID_TIMESTAMP", "invalid_timestamp", "Invalid Timestamp", "'INVALID_TIMESTAMP',"),
        "1021-invalid-timestamp",
    ],
)
def test_a_code_is_found_however_it_is_written(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _told([asked], capsys).startswith("-1021 INVALID_TIMESTAMP  spot")


@pytest.mark.parametrize("asked", ["503", "HTTP_503", "http-503", "HTTP 503", "https 503"])
def test_an_http_status_is_found_however_it_is_written(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = _told([asked], capsys)
    assert told.startswith("HTTP 503  spot")
    assert 'With the message "Service Unavailable."' in told


def test_codes_of_streams_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert _told(["stream-2"], capsys).startswith("Stream 2  spot")
    assert _told(["2"], capsys).startswith("Stream 2  spot")


def test_a_code_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(["-1021"], capsys)
    flowing = " ".join(told.split())
    for title in (
        *("Sending it again", "What happened", "Likely causes", "What to do", "Documented messages"),
        *("Easily mistaken for", "Where it is documented", "Grounds"),
    ):
        assert f"\n{title}" in told
    for said in (
        "| Timestamp for this request is outside of the recvWindow.",
        "spot (since 2020-11-30)",
        "Spot 2026-05-18",
        "Worked out for this code",
        "our judgement",
        "Spot: REST API (rest-api.md), Timing security (2026-07-21)",
        'With the message "Timestamp for this request was 1000ms ahead',
    ):
        assert said in flowing
    assert "`" not in told
    assert "[[" not in told


def test_the_text_of_a_family_is_told_under_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(["-1120"], capsys)
    assert "Family text: Value that the parameter does not have" in told
    assert "`" not in told
    for title in ("What happened", "Likely causes", "What to do", "Grounds"):
        assert f"\n{title}" in told


def test_of_what_is_documented_only_no_causes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(["-4139"], capsys)
    assert "Documented only: no causes known; better none than invented ones" in told
    assert "Order type can not be market if it's unable to cancel" in told
    assert "Likely cause" not in told


def test_a_text_that_was_withdrawn_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    flowing = " ".join(_told(["-1000"], capsys).split())
    assert "An unknown error occured while processing the request. spot (withdrawn; printed 2020-11-30" in flowing


def test_a_text_that_was_only_seen_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    flowing = " ".join(_told(["-1013"], capsys).split())
    assert "spot (seen in live answers, in no document). Seen in: https://" in flowing


def test_advice_that_differs_is_told_for_each_case(capsys: pytest.CaptureFixture[str]) -> None:
    flowing = " ".join(_told(["-1001"], capsys).split())
    assert "on USDⓈ-M, COIN-M, options, portfolio margin, with HTTP 503: Send it again." in flowing


def test_all_meanings_of_a_number_are_told_the_asked_products_first(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(["-2021"], capsys)
    assert told.startswith("-2021 Order cancel-replace partially failed")
    assert "\n-2021 ORDER_WOULD_IMMEDIATELY_TRIGGER" in told
    assert _told(["-2021", "--product", "usdm"], capsys).startswith("-2021 ORDER_WOULD_IMMEDIATELY_TRIGGER")


def test_a_product_that_does_not_have_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Not documented for USDⓈ-M futures." in _told(["-1033", "--product", "usdm"], capsys)


def test_the_filters_of_a_code_are_listed(capsys: pytest.CaptureFixture[str], registry: Registry) -> None:
    told = _told(["-1013"], capsys)
    names = {found.name for filters in registry.filters.values() for found in filters}
    assert [name for name in sorted(names) if f"\n  {name}\n" not in told] == []


def test_a_filter_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(["LOT_SIZE"], capsys)
    assert told.startswith("LOT_SIZE  a filter · spot")
    assert '-1013 INVALID_MESSAGE     "Filter failure: LOT_SIZE"' in told
    assert "no multiple of the step" in told
    assert "| quantity is too high" in told


def test_a_message_within_our_text_stands_in_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    flowing = " ".join(_told(["-1013"], capsys).split())
    assert 'Seen as "Market is closed." under this number.' in flowing
    assert "GET /api/v3/myFilters?symbol=… shows them" in flowing


def test_filters_are_listed_by_what_tells_them_apart(capsys: pytest.CaptureFixture[str]) -> None:
    listed = _told(["-1013"], capsys).partition("\nFilters\n")[2].partition("\nEasily mistaken for")[0]
    assert "The quantity is too small, too large, or no multiple of the step." in listed
    assert "Nothing was placed" not in listed


def test_a_filter_that_is_a_code_too_is_told_as_both(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(["min_notional"], capsys)
    assert told.startswith("MIN_NOTIONAL  a filter")
    assert "\n-4164 MIN_NOTIONAL" in told
    assert "\n-4178 MIN_NOTIONAL" in told


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("-1193", "-1194"),
        ("BAD_SYMBL", "-1121 BAD_SYMBOL"),
        ("HTTP_599", "HTTP 504"),
        ("nothing-like-it-at-all", "errdex decode"),
        ("9" * 5000, "errdex decode"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_is_unknown_gets_one_sentence_with_what_is_near(
    asked: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", asked]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert near in said.err
    assert len(said.err) < 300


@pytest.mark.parametrize(
    "arguments", [[], ["-1021", "-1022"], ["--nonsense", "-1021"], ["-1021", "--format=xml"], [" "]]
)
def test_bad_use_is_one_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *arguments]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: errdex explain")


def test_json_tells_a_code_whole(capsys: pytest.CaptureFixture[str]) -> None:
    document = _json(["-1021"], capsys)
    assert set(document) == {"version", "query", "meanings", "filters", "near"}
    assert (document["version"], document["query"]) == (1, "-1021")
    (meaning,) = document["meanings"]
    assert set(meaning) == {"id", "kind", "number", "name", "other_names", "codes", "retry", "guidance"}
    assert (meaning["id"], meaning["kind"], meaning["number"]) == ("1021-invalid-timestamp", "api", -1021)
    spot = meaning["codes"][0]
    assert (spot["product"], spot["category"], spot["document"]["date"]) == ("spot", "10xx", "2026-05-18")
    assert "Timestamp for this request is outside of the recvWindow." in [one["text"] for one in spot["templates"]]
    assert meaning["retry"][0]["write"] == "no"
    guidance = meaning["guidance"]
    assert guidance["grade"] == "worked-out"
    assert all({"id", "text", "tell", "ground"} == set(cause) for cause in guidance["causes"])
    assert "`" not in json.dumps(guidance)


def test_json_narrows_advice_by_its_conditions(capsys: pytest.CaptureFixture[str]) -> None:
    (meaning,) = _json(["-1001"], capsys)["meanings"]
    general, *narrower = meaning["retry"]
    assert (general["products"], general["templates"], general["statuses"]) == ([], [], [])
    assert ["usdm"] in [rule["products"] for rule in narrower]


def test_json_of_what_is_unknown_is_empty_with_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--format", "json", "BAD_SYMBL"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["meanings"], document["filters"]) == ([], [])
    assert document["near"][0] == {"number": -1121, "name": "BAD_SYMBOL", "meaning": "1121-bad-symbol"}


def test_every_meaning_has_a_page_of_80_columns(registry: Registry, capsys: pytest.CaptureFixture[str]) -> None:
    from errdex.cli.layout import WIDTH, columns
    from errdex.cli.pages import filter_page, meaning_page
    from errdex.cli.resources import Knowledge
    from errdex.cli.subject import find_subject

    knowledge = Knowledge.load()
    pages = [meaning_page(meaning, None, knowledge) for meaning in registry.meanings]
    names = {found.name for filters in registry.filters.values() for found in filters}
    pages += [filter_page(find_subject(name, registry).filters, knowledge) for name in names]
    assert [line for page in pages for line in page if columns(line) > WIDTH] == []
    assert capsys.readouterr().err == ""
    assert all(find_subject(meaning.id, registry).meanings == (meaning,) for meaning in registry.meanings)
