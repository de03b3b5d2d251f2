from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.model import Finding, findings_of
from errdex.registry.advice import Retry
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.model import Product, Registry
from errdex.resources import resources_folder
from errdex.ui.detail_blocks import (
    Actions,
    AdviceBanner,
    Block,
    Carriers,
    Checklist,
    Fold,
    Heading,
    Options,
    Prose,
    Quote,
    Section,
    Values,
    page_text,
)
from errdex.ui.detail_grounds import Sources
from errdex.ui.detail_page import finding_page, meaning_page, nothing_page
from errdex.ui.detail_targets import read_target
from errdex.ui.highlight import Runs, RunStyle, runs_text
from errdex.wording import product_name

B = TypeVar("B")
GUIDANCE = resources_folder() / "guidance"
BAN = (
    'binance 418 {"code":-1003,"msg":"Way too much request weight used; IP banned until 1999999999999. '
    'Please use WebSocket Streams for live updates to avoid bans."}'
)


@pytest.fixture(scope="module")
def sources(registry: Registry) -> Sources:
    return Sources(registry, load_advice(GUIDANCE), GuidanceShelf(GUIDANCE))


@pytest.fixture(scope="module")
def decoder(sources: Sources) -> Decoder:
    return Decoder(sources.registry, sources.advice)


def page_of(text: str, decoder: Decoder, sources: Sources, chosen: int = 0) -> tuple[Block, ...]:
    return finding_page(found(text, decoder), chosen, sources)


def found(text: str, decoder: Decoder) -> Finding:
    return findings_of(decoder.decode(text))[0]


def sections(page: tuple[Block, ...]) -> list[str]:
    return [block.title for block in page if isinstance(block, Section)]


def of_kind(page: tuple[Block, ...], kind: type[B]) -> list[B]:
    return [block for block in page if isinstance(block, kind)]


def below(page: tuple[Block, ...], title: str) -> Block:
    place = next(place for place, block in enumerate(page) if isinstance(block, Section) and block.title == title)
    return page[place + 1]


def test_the_advice_stands_first_below_the_title(decoder: Decoder, sources: Sources) -> None:
    page = page_of("APIError(code=-1007): Timeout waiting for response from backend server.", decoder, sources)
    assert isinstance(page[0], Heading)
    assert (page[0].number, page[0].name) == ("-1007", "TIMEOUT")
    assert page[0].subtitle.startswith("10xx General Server or Network issues · spot and ")
    assert isinstance(page[1], AdviceBanner)
    assert page[1].retry is Retry.CHECK_FIRST
    assert page[1].sentence.startswith("Whether the request was executed is unknown. ")
    assert page[1].ground


def test_reads_have_a_line_of_their_own_where_they_differ(decoder: Decoder, sources: Sources) -> None:
    timeout = page_of("APIError(code=-1007): Timeout waiting for response from backend server.", decoder, sources)
    banner = of_kind(timeout, AdviceBanner)[0]
    assert banner.reads is not None
    assert banner.reads.retry is not banner.retry
    assert "Reads" in banner.reads.sentence
    assert "Reads" not in banner.sentence
    alike = of_kind(page_of('{"code":-1121,"msg":"Invalid symbol."}', decoder, sources), AdviceBanner)[0]
    assert alike.reads is None


def test_a_page_has_its_parts_in_reading_order(decoder: Decoder, sources: Sources) -> None:
    page = page_of('{"code":-1121,"msg":"Invalid symbol."}', decoder, sources)
    wanted = ["What happened", "What to do", "Your message", "Likely causes", "Easily mistaken for"]
    assert [title for title in sections(page) if title in wanted] == wanted
    assert isinstance(below(page, "What to do"), Actions)
    assert isinstance(below(page, "Likely causes"), Checklist)
    assert page_text(page).startswith("-1121 BAD_SYMBOL\n")


def test_the_values_of_a_message_are_marked_and_named(decoder: Decoder, sources: Sources) -> None:
    page = page_of(BAN, decoder, sources)
    quote = below(page, "Your message")
    assert isinstance(quote, Quote)
    assert [run.text for run in quote.lines[0] if run.style is RunStyle.MARK] == ["1999999999999"]
    rows = of_kind(page, Values)[0].rows
    assert (rows[0].title, rows[0].text, rows[0].instant) == (
        "banned until",
        "1999999999999",
        "2033-05-18T03:33:19.999Z",
    )
    assert of_kind(page, AdviceBanner)[0].until is not None


def test_several_candidates_are_alternatives_with_reasons(decoder: Decoder, sources: Sources) -> None:
    finding = found('{"code":-1008,"msg":"Something new"}', decoder)
    options = of_kind(finding_page(finding, 1, sources), Options)[0]
    assert len(options.options) == len(finding.first.candidates) > 1
    assert options.chosen == 1
    assert all(" · " in option.reasons for option in options.options)
    shown = of_kind(finding_page(finding, 1, sources), Heading)[0]
    assert shown.name == finding.first.candidates[1].code.name
    assert finding_page(finding, 99, sources) == finding_page(finding, len(options.options) - 1, sources)


def test_a_failed_filter_is_described_in_the_documents_words(decoder: Decoder, sources: Sources) -> None:
    page = page_of('{"code":-1013,"msg":"Filter failure: LOT_SIZE"}', decoder, sources)
    assert isinstance(below(page, "The filter LOT_SIZE"), Quote)


def test_an_unknown_number_borrows_no_meaning(decoder: Decoder, sources: Sources) -> None:
    page = page_of('binance {"code":-9876,"msg":"Never heard of"}', decoder, sources)
    assert of_kind(page, Heading)[0].name == "unknown code"
    assert of_kind(page, AdviceBanner)[0].retry is Retry.CHECK_FIRST
    near = below(page, "Codes near it")
    assert isinstance(near, Prose)
    assert sum(run.style is RunStyle.LINK for run in near.runs) == 3
    assert "What happened" not in sections(page)


def test_an_answer_known_by_its_status_has_a_page(decoder: Decoder, sources: Sources) -> None:
    page = page_of("HTTP/1.1 503 Service Unavailable", decoder, sources)
    assert (of_kind(page, Heading)[0].number, of_kind(page, Heading)[0].name) == ("HTTP 503", "")


def test_every_meaning_of_the_registry_has_a_page(sources: Sources) -> None:
    for meaning in sources.registry.meanings:
        for product in (None, *meaning.products):
            page = meaning_page(meaning, product, sources)
            assert isinstance(page[0], Heading)
            assert isinstance(page[1], AdviceBanner | Prose)
            assert "[[" not in page_text(page)


def test_links_of_our_texts_lead_to_meanings(sources: Sources) -> None:
    links = {
        run.target
        for meaning in sources.registry.meanings
        for block in meaning_page(meaning, None, sources)
        for runs in _runs_of(block)
        for run in runs
        if run.style is RunStyle.LINK
    }
    assert links
    assert all(sources.registry.meaning(read_target(target)[0]) for target in links)


def _runs_of(block: Block) -> tuple[Runs, ...]:
    if isinstance(block, Prose):
        return (block.runs,)
    if isinstance(block, Fold):
        return tuple(runs for inner in block.blocks for runs in _runs_of(inner))
    if isinstance(block, Actions):
        return tuple(action.runs for action in block.actions)
    return tuple(step.runs + step.tell for step in block.steps) if isinstance(block, Checklist) else ()


def test_every_statement_of_ours_shows_what_it_rests_on(sources: Sources) -> None:
    for meaning in sources.registry.meanings:
        page = meaning_page(meaning, None, sources)
        statements = [(each.runs, each.ground) for block in of_kind(page, Actions) for each in block.actions]
        statements += [
            (each.runs + each.tell, each.ground) for block in of_kind(page, Checklist) for each in block.steps
        ]
        listed = page_text(page)
        for runs, ground in statements:
            marks = [run.text.replace("\u00a0", " ").strip() for run in runs if run.style is RunStyle.GROUND]
            assert marks == [ground.mark], runs_text(runs)
            assert ground.mark == "our judgement" or f"\n{ground.mark.removeprefix('seen ')} " in listed


def test_a_filter_or_message_with_its_own_explanation_is_offered_and_has_a_page(sources: Sources) -> None:
    meaning = sources.registry.meaning("1013-invalid-message")
    assert meaning is not None
    page = meaning_page(meaning, None, sources)
    offered = [run for block in page for runs in _runs_of(block) for run in runs if "?" in run.target]
    filters = [read_target(run.target)[1].filter for run in offered if "filter=" in run.target]
    assert filters[0] == "LOT_SIZE"
    assert len(filters) == len(set(filters)) > 15
    shown = below(page, "Which filter does the message name?")
    assert isinstance(shown, Prose)
    assert sum(run.style is RunStyle.LINK for run in shown.runs) <= 8
    for run in offered:
        closer = meaning_page(meaning, None, sources, narrowing=read_target(run.target)[1])
        assert "This message" in sections(closer)
        assert closer != page
        whole = next(
            run for block in closer for runs in _runs_of(block) for run in runs if run.text.startswith("All of")
        )
        assert whole.target == meaning.id


def test_every_product_that_has_a_code_is_listed_once(sources: Sources) -> None:
    for meaning in sources.registry.meanings:
        rows = of_kind(meaning_page(meaning, None, sources), Carriers)[0].rows
        named = [name for row in rows for name in row.products.split(", ")]
        assert sorted(set(named)) == sorted(product_name(product) for product in meaning.products)
        assert all(row.name and row.place for row in rows)


def test_the_recognised_message_is_marked_among_the_documented_ones(decoder: Decoder, sources: Sources) -> None:
    page = page_of(BAN, decoder, sources)
    matched = [quote for quote in of_kind(page, Quote) if quote.is_matched]
    assert len(matched) == 1
    assert "banned until" in runs_text(matched[0].lines[0])
    assert below(page, "Documented messages") is matched[0]


def test_a_very_long_message_is_quoted_in_part(decoder: Decoder, sources: Sources) -> None:
    page = page_of('{"code":-1121,"msg":"' + "x" * 50_000 + '"}', decoder, sources)
    quote = below(page, "Your message")
    assert isinstance(quote, Quote)
    assert quote.is_pasted
    assert sum(len(run.text) for run in quote.lines[0]) < 2_100


def test_documented_texts_stand_with_the_products_that_print_them(sources: Sources) -> None:
    meaning = sources.registry.meaning("1130-invalid-parameter")
    assert meaning is not None
    page = meaning_page(meaning, Product.OPTIONS, sources)
    first = below(page, "Documented messages")
    assert isinstance(first, Quote)
    assert "options" in first.caption


def test_many_documented_texts_are_folded_away(sources: Sources) -> None:
    meaning = sources.registry.meaning("2010-new-order-rejected")
    assert meaning is not None
    page = meaning_page(meaning, None, sources)
    fold = page[page.index(below(page, "Documented messages")) + 1]
    assert isinstance(fold, Fold)
    assert str(sum(len(block.lines) for block in fold.blocks if isinstance(block, Quote))) in fold.title


def test_a_withdrawn_text_says_so(sources: Sources) -> None:
    meaning = sources.registry.meaning("1003-too-many-requests")
    assert meaning is not None
    assert "Withdrawn: the documents printed it from" in page_text(meaning_page(meaning, None, sources))


@pytest.mark.parametrize(
    ("meaning_id", "said", "has_causes"),
    [
        ("1120-bad-interval", "Said of a family of codes: Value that the parameter does not have", True),
        ("4033-insurance-account-not-found", "Documented only: no causes known", False),
    ],
)
def test_how_much_is_said_of_a_meaning_is_told(sources: Sources, meaning_id: str, said: str, has_causes: bool) -> None:
    meaning = sources.registry.meaning(meaning_id)
    assert meaning is not None
    page = meaning_page(meaning, None, sources)
    assert said in page_text(page)
    assert any(isinstance(block, Checklist) for block in page) is has_causes


def test_a_broken_guidance_file_is_named_and_the_rest_is_shown(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / "1121-bad-symbol.json").write_text(json.dumps({"meaning": "other"}), encoding="utf-8")
    meaning = sources.registry.meaning("1121-bad-symbol")
    assert meaning is not None
    page = meaning_page(meaning, None, sources._replace(shelf=GuidanceShelf(tmp_path)))
    assert "1121-bad-symbol.json" in page_text(page)
    assert "Invalid symbol." in page_text(page)


def test_nothing_found_says_what_would_help() -> None:
    page = nothing_page()
    assert isinstance(page[0], Heading)
    assert page[0].name == "No Binance error found"
    assert all(runs_text(block.runs).endswith(".") for block in page if isinstance(block, Prose))


def test_codes_that_send_the_same_message_are_said_to_be_several(decoder: Decoder, sources: Sources) -> None:
    page = page_of("Account has insufficient balance for requested action.", decoder, sources)
    assert "Several codes send this message" in sections(page)
    assert "This number means several things" not in sections(page)
    (options,) = of_kind(page, Options)
    assert len(options.options) > 1
    assert [option.reasons for option in options.options if option.reasons.rstrip().endswith("·")] == []
