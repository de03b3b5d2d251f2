"""Guidance is read when asked for, strictly, and told more closely the more is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from errdex.errors import ResourceFault
from errdex.registry.guidance import Grade
from errdex.registry.guidance_loader import GuidanceShelf, select
from errdex.registry.model import Product
from errdex.resources import resources_folder

if TYPE_CHECKING:
    from pathlib import Path

BUSY: dict[str, Any] = {
    "meaning": "1008-server-busy",
    "grade": "worked-out",
    "summary": {"id": "summary", "text": "Too busy.", "ground": "judgement"},
    "causes": [{"id": "storm", "text": "A storm.", "tell": "All fail.", "ground": "spot-errors#-1008"}],
    "actions": [{"id": "wait", "text": "Wait.", "ground": "judgement"}],
    "mistaken_for": ["1003-too-many-requests"],
    "variants": [
        {"statuses": [503], "summary": {"id": "five-summary", "text": "503.", "ground": "judgement"}},
        {"products": ["usdm"], "summary": {"id": "usdm-summary", "text": "Futures.", "ground": "judgement"}},
        {
            "products": ["usdm"],
            "templates": ["throttled"],
            "summary": {"id": "throttled-summary", "text": "Throttled.", "ground": "judgement"},
            "actions": [{"id": "throttled-resend", "text": "Again.", "ground": "judgement"}],
        },
        {"filters": ["LOT_SIZE"], "actions": [{"id": "lot-round", "text": "Round.", "ground": "judgement"}]},
    ],
}

MALFORMED: dict[str, Any] = {
    "family": "malformed",
    "title": "Parameter malformed",
    "summary": {"id": "summary", "text": "A parameter is wrong.", "ground": "judgement"},
    "causes": [{"id": "case", "text": "Lower case.", "tell": "Look.", "ground": "judgement"}],
    "actions": [{"id": "write", "text": "Write it right.", "ground": "judgement"}],
    "mistaken_for": ["1115-invalid-tif"],
    "variants": [
        {
            "meanings": ["1115-invalid-tif"],
            "causes": [{"id": "fok", "text": "FOK.", "tell": "Read.", "ground": "judgement"}],
        },
        {
            "meanings": ["1115-invalid-tif"],
            "products": ["usdm"],
            "actions": [{"id": "gtd", "text": "GTD.", "ground": "judgement"}],
        },
    ],
}
MEMBERSHIP: dict[str, Any] = {
    "families": {"malformed": ["1115-invalid-tif", "1120-bad-interval"]},
    "documented_only": ["1126-asset-not-supported"],
}


@pytest.fixture
def shelf(tmp_path: Path) -> GuidanceShelf:
    (tmp_path / "families").mkdir()
    (tmp_path / "families" / "malformed.json").write_text(json.dumps(MALFORMED))
    (tmp_path / "families.json").write_text(json.dumps(MEMBERSHIP))
    (tmp_path / "1008-server-busy.json").write_text(json.dumps(BUSY))
    document = {"title": "Spot: Error codes", "date": "2026-05-18", "address": "https://example.org/errors.md"}
    (tmp_path / "sources.json").write_text(json.dumps({"spot-errors": document}))
    return GuidanceShelf(tmp_path)


def test_guidance_is_read_whole(shelf: GuidanceShelf) -> None:
    guidance = shelf.guidance("1008-server-busy")
    assert guidance is not None
    assert guidance.grade is Grade.WORKED_OUT
    assert guidance.causes[0].tell == "All fail."
    assert guidance.mistaken_for == ("1003-too-many-requests",)
    assert guidance.variants[2].templates == {"throttled"}


def test_guidance_is_kept_once_read(shelf: GuidanceShelf, tmp_path: Path) -> None:
    first = shelf.guidance("1008-server-busy")
    (tmp_path / "1008-server-busy.json").unlink()
    assert shelf.guidance("1008-server-busy") is first


@pytest.mark.parametrize("meaning_id", ["1009-not-there", "../1008-server-busy", "", "advice.json"])
def test_what_has_no_file_has_no_guidance(shelf: GuidanceShelf, meaning_id: str) -> None:
    assert shelf.guidance(meaning_id) is None


def test_a_family_speaks_for_its_members(shelf: GuidanceShelf) -> None:
    guidance = shelf.guidance("1120-bad-interval")
    assert guidance is not None
    assert (guidance.meaning, guidance.grade, guidance.family) == (
        "1120-bad-interval",
        Grade.FAMILY,
        "Parameter malformed",
    )
    assert guidance.summary is not None
    assert guidance.summary.text == "A parameter is wrong."
    assert [cause.id for cause in guidance.causes] == ["case"]
    assert guidance.mistaken_for == ("1115-invalid-tif",)
    assert guidance.variants == ()


def test_a_variant_of_a_family_is_about_the_members_that_it_names(shelf: GuidanceShelf) -> None:
    guidance = shelf.guidance("1115-invalid-tif")
    assert guidance is not None
    assert [cause.id for cause in guidance.causes] == ["fok"]
    assert guidance.mistaken_for == ()
    assert [action.id for action in select(guidance).actions] == ["write"]
    assert [action.id for action in select(guidance, product=Product.USDM).actions] == ["gtd"]


def test_of_what_is_documented_only_nothing_else_is_said(shelf: GuidanceShelf) -> None:
    guidance = shelf.guidance("1126-asset-not-supported")
    assert guidance is not None
    assert guidance.grade is Grade.DOCUMENTED_ONLY
    assert select(guidance) == (None, (), ())


def test_worked_out_texts_are_read_without_the_families(shelf: GuidanceShelf, tmp_path: Path) -> None:
    (tmp_path / "families.json").unlink()
    assert shelf.guidance("1008-server-busy") is not None
    with pytest.raises(ResourceFault, match=r"families\.json: cannot be read"):
        shelf.guidance("1120-bad-interval")


@pytest.mark.parametrize(
    ("file", "content", "place", "reason"),
    [
        ("families.json", {"families": {"No id": []}}, "families.No id", "is no id"),
        ("families.json", {"families": {"malformed": [1]}}, "families.malformed[0]", "must be a text"),
        ("families.json", {"more": {}}, "", "unknown member 'more'"),
        ("families/malformed.json", MALFORMED | {"family": "other"}, "family", "not the family that the file"),
        ("families/malformed.json", MALFORMED | {"grade": "family"}, "", "unknown member 'grade'"),
        ("families/malformed.json", MALFORMED | {"title": ""}, "title", "must be a text"),
    ],
)
def test_a_fault_of_a_family_names_file_place_and_reason(
    shelf: GuidanceShelf, tmp_path: Path, file: str, content: dict[str, Any], place: str, reason: str
) -> None:
    (tmp_path / file).write_text(json.dumps(content))
    with pytest.raises(ResourceFault) as caught:
        shelf.guidance("1120-bad-interval")
    assert (caught.value.file, caught.value.place) == (file.rpartition("/")[2], place)
    assert reason in caught.value.reason


def test_a_ground_leads_to_its_document(shelf: GuidanceShelf) -> None:
    found = shelf.source("spot-errors#-1008")
    assert found is not None
    assert found.title == "Spot: Error codes"
    assert found == shelf.source("spot-errors")
    assert shelf.source("judgement") is None


def test_a_broken_file_is_a_fault_of_its_meaning_only(shelf: GuidanceShelf, tmp_path: Path) -> None:
    (tmp_path / "1007-timeout.json").write_text('{"meaning": "1007-timeout"')
    with pytest.raises(ResourceFault, match=r"1007-timeout\.json: is no JSON"):
        shelf.guidance("1007-timeout")
    assert shelf.guidance("1008-server-busy") is not None


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        ({"meaning": "1007-timeout"}, "meaning", "not the meaning that the file is named for"),
        ({"grade": "superb"}, "grade", "'superb' is none of: worked-out"),
        ({"summary": {"id": "s", "text": "", "ground": "judgement"}}, "summary.text", "must be a text"),
        ({"causes": [{"id": "a", "text": "t", "ground": "judgement"}]}, "causes[0]", "lacks 'tell'"),
        ({"actions": [{"id": "A b", "text": "t", "ground": "judgement"}]}, "actions[0].id", "is no id"),
        ({"actions": [{"id": "a", "text": "t", "ground": "my nose"}]}, "actions[0].ground", "is neither"),
        ({"actions": [{"id": "a", "text": "t", "ground": "spot#"}]}, "actions[0].ground", "is neither"),
        ({"variants": [{"products": ["moon"]}]}, "variants[0].products[0]", "'moon' is none of"),
        ({"advice": "resend"}, "", "unknown member 'advice'"),
    ],
)
def test_a_fault_names_file_place_and_reason(
    tmp_path: Path, change: dict[str, object], place: str, reason: str
) -> None:
    (tmp_path / "1008-server-busy.json").write_text(json.dumps(BUSY | change))
    with pytest.raises(ResourceFault) as caught:
        GuidanceShelf(tmp_path).guidance("1008-server-busy")
    assert (caught.value.file, caught.value.place) == ("1008-server-busy.json", place)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("known", "summary", "action"),
    [
        ({}, "Too busy.", "Wait."),
        ({"status": 503}, "503.", "Wait."),
        ({"status": 503, "product": Product.USDM}, "Futures.", "Wait."),
        ({"product": Product.USDM, "template_id": "throttled"}, "Throttled.", "Again."),
        ({"template_id": "throttled"}, "Too busy.", "Wait."),
        ({"filter_name": "LOT_SIZE", "status": 503}, "503.", "Round."),
    ],
)
def test_the_most_specific_variant_speaks_and_its_empty_parts_change_nothing(
    shelf: GuidanceShelf, known: dict[str, Any], summary: str, action: str
) -> None:
    guidance = shelf.guidance("1008-server-busy")
    assert guidance is not None
    selection = shelf.select(guidance, **known)
    assert selection == select(guidance, **known)
    assert selection.summary is not None
    assert (selection.summary.text, selection.actions[0].text) == (summary, action)
    assert selection.causes == guidance.causes


def test_a_filter_failure_is_told_by_its_filter() -> None:
    bundled = GuidanceShelf(resources_folder() / "guidance")
    guidance = bundled.guidance("1013-invalid-message")
    assert guidance is not None
    lot_size = bundled.select(guidance, "filter-failure", "LOT_SIZE", Product.SPOT, 400)
    assert any("stepSize" in action.text for action in lot_size.actions)
    assert lot_size.summary != guidance.summary
