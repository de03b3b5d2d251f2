"""The rules by which documents become the registry's files (packaging/registry_*.py)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from convert_facts import _laid_out
from registry_documents import read_document
from registry_meanings import Ids, group_codes
from registry_model import Code, Document, Text, fits, forms_of, plain, without_placeholders
from registry_placeholders import placeholders_of


def _document(product: str, *codes: Code) -> Document:
    return Document(product, {}, {}, codes=list(codes))


def _meanings(*documents: Document, kept: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    return Ids(kept or []).records(group_codes(list(documents)))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Parameter '%s' was empty.", ["%s"]),
        ("Conflicting fields: ['%s'...]", ["%s"]),
        ("max leverage limit is %sx", ["%s"]),
        ("orderType '%s',reduceOnly '%b'.", ["%s", "%b"]),
        ("in {0} hours, the '{param}' tag", ["{0}", "{param}"]),
        ("Unable to encode the response in SBE schema 'x'. Please use schema 'y' or higher.", ["x", "y"]),
        ("was 1000ms ahead of the server's time.", []),
    ],
)
def test_placeholders_are_found_in_all_their_forms_without_quotes(text: str, forms: list[str]) -> None:
    assert forms_of(text) == forms


def test_a_placeholder_that_no_rule_names_stops_the_conversion() -> None:
    with pytest.raises(SystemExit, match="no rule names the placeholder at 9 of: Whatever %s"):
        placeholders_of("Whatever %s")


def test_names_are_unique_within_a_template() -> None:
    names = [placeholder["name"] for placeholder in placeholders_of("Param %s or %s must be sent, but both were empty")]
    assert names == ["parameter", "parameter_2"]


@pytest.mark.parametrize(
    ("template", "message", "is_one"),
    [
        ("IP banned until %s.", "IP banned until 1513693008350.", True),
        ("Invalid pair", "Invalid pair.", True),
        ("legal range is '%s'.", "legal range is '^[A-Z]{1,20}$'.", True),
        ("Invalid pair", "Invalid pairs", False),
        ("orders per %s.", "orders by 10 SECOND.", False),
    ],
)
def test_a_message_fits_a_template_that_it_is_a_sample_of(template: str, message: str, *, is_one: bool) -> None:
    assert fits(template, message) is is_one


def test_marks_of_markdown_and_html_are_taken_out() -> None:
    assert plain("`price` is <br/> too low<br></br>or too high") == "price is too low or too high"


def test_placeholders_leave_no_trace_in_an_id() -> None:
    assert without_placeholders("%s is retired, please use %s").split() == ["is", "retired,", "please", "use"]


def test_a_document_is_taken_over_with_table_filters_and_explanations() -> None:
    document = read_document(
        "spot",
        {
            "title": "Error codes",
            "source": {"repo": "a/b", "path": "errors.md", "commit": "0123456789", "commit_date": "2026-05-18"},
            "categories": [
                {
                    "range": "11xx",
                    "title": "Request issues",
                    "codes": [
                        {
                            "code": -2010,
                            "name": "NEW_ORDER_REJECTED",
                            "messages": [{"text": "NEW"}, {"text": "Sent when.", "kind": "explanation"}],
                        }
                    ],
                }
            ],
            "tables": [
                {
                    "title": "Messages for -1010 ERROR_MSG_RECEIVED and -2010 NEW_ORDER_REJECTED",
                    "applies_to_codes": [-1010, -2010],
                    "paragraphs": [],
                    "rows": [{"messages": ["Less than `LOT_SIZE`."], "description": "`qty` is low"}],
                },
                {
                    "title": "Filter failures",
                    "applies_to_codes": [],
                    "paragraphs": [],
                    "rows": [{"messages": ["Filter failure: LOT_SIZE"], "description": "too low"}],
                },
            ],
        },
    )
    rejected, received, invalid = document.codes
    assert (received.number, received.name, received.category) == (-1010, "ERROR_MSG_RECEIVED", None)
    assert [(text.text, text.description) for text in rejected.texts] == [
        ("NEW", None),
        ("Less than LOT_SIZE.", "qty is low"),
    ]
    assert rejected.explanations == ["Sent when."]
    assert [text.text for text in invalid.texts] == ["Filter failure: %s"]
    assert document.filters == [{"name": "LOT_SIZE", "description": "too low", "source": "errors"}]
    assert document.revision["origin"] == "a/b errors.md @0123456"


def test_equal_names_under_a_number_are_one_meaning_and_others_are_not() -> None:
    made = _meanings(
        _document("spot", Code(-1108, "PARAM_OVERFLOW", "errors")),
        _document("usdm", Code(-1108, "BAD_ASSET", "errors")),
        _document("binance-us", Code(-1108, "PARAM_OVERFLOW", "errors")),
    )
    assert [(meaning["id"], [product for product, _ in meaning["codes"]]) for meaning in made] == [
        ("1108-param-overflow", ["spot", "binance-us"]),
        ("1108-bad-asset", ["usdm"]),
    ]


def test_a_nameless_code_joins_the_only_meaning_of_its_family() -> None:
    made = _meanings(
        _document("usdm", Code(-4019, "COMPOSITE_SCALE_OVERFLOW", "errors")),
        _document("sapi", Code(-4019, "CAPITAL_WITHDRAW_ASSET_PROHIBIT", "errors")),
        _document("binance-us", Code(-4019, None, "seen", texts=[Text("The current currency is closed", "seen")])),
        _document("options", Code(-4019, None, "seen", texts=[Text("Option scale of %s is too large", "seen")])),
    )
    assert [(meaning["id"], len(meaning["codes"])) for meaning in made] == [
        ("4019-composite-scale-overflow", 1),
        ("4019-capital-withdraw-asset-prohibit", 2),
        ("4019-option-scale-of-is-too", 1),
    ]


def test_a_rename_keeps_the_id_and_adds_a_name_and_a_new_text_gets_an_id() -> None:
    code = Code(-1121, "BAD_SYMBOL", "errors", texts=[Text("Invalid symbol.", "errors")])
    first = _meanings(_document("spot", code))
    renamed = Code(-1121, "WRONG_SYMBOL", "errors", texts=[Text("Symbol is wrong.", "errors")])
    (again,) = _meanings(_document("spot", renamed), kept=first)
    assert (again["id"], again["name"], again["other_names"]) == ("1121-bad-symbol", "WRONG_SYMBOL", ["BAD_SYMBOL"])
    assert again["templates"] == {"invalid-symbol": "Invalid symbol.", "symbol-is-wrong": "Symbol is wrong."}


def test_a_meaning_that_is_split_keeps_its_id_once() -> None:
    spot, usdm = Code(-1108, "BAD", "errors"), Code(-1108, "BAD", "errors")
    first = _meanings(_document("spot", spot), _document("usdm", usdm))
    usdm.name = "BAD_ASSET"
    again = _meanings(_document("spot", spot), _document("usdm", usdm), kept=first)
    assert [meaning["id"] for meaning in again] == ["1108-bad", "1108-bad-asset"]


def test_the_files_are_laid_out_with_a_line_for_what_fits_on_one() -> None:
    content = {"codes": [{"number": -1, "name": "A" * 100}, {"number": -2, "name": "B" * 100}], "few": [1, 2]}
    laid_out = _laid_out(content, 0)
    assert json.loads(laid_out) == content
    assert [line.strip()[:14] for line in laid_out.splitlines()][1:4] == [
        '"codes": [',
        '{"number": -1,',
        '{"number": -2,',
    ]
