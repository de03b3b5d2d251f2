"""The part of a page that checks a finding with the values of its paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from errdex.decode.model import findings_of
from errdex.decode.surroundings import Paste
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.resources import resources_folder
from errdex.ui.detail_blocks import Section, page_text
from errdex.ui.detail_grounds import Sources
from errdex.ui.detail_page import finding_page
from errdex.wording import plain

if TYPE_CHECKING:
    from errdex.decode.decoder import Decoder
    from errdex.registry.advice import AdviceBook
    from errdex.registry.model import Registry
    from errdex.ui.detail_blocks import Block

INFO = '{"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"9000","stepSize":"0.001"}'
FAILURE = '{"code":-1013,"msg":"Filter failure: LOT_SIZE"}'


@pytest.fixture(scope="module")
def sources(registry: Registry, advice: AdviceBook) -> Sources:
    return Sources(registry, advice, GuidanceShelf(resources_folder() / "guidance"))


def page_of(text: str, decoder: Decoder, sources: Sources) -> tuple[Block, ...]:
    decoding = decoder.decode(text)
    paste = Paste(text, (one.span for one in decoding.occurrences))
    return finding_page(findings_of(decoding)[0], 0, sources, plain, paste)


def titles(page: tuple[Block, ...]) -> list[str]:
    return [block.title for block in page if isinstance(block, Section)]


def test_a_page_shows_the_check_its_values_and_what_would_pass(decoder: Decoder, sources: Sources) -> None:
    page = page_of(f"quantity=0.30000000000000004\n{FAILURE}\n{INFO}", decoder, sources)
    assert titles(page)[:3] == ["What happened", "Checked with the values in your paste", "What to do"]
    said = page_text(page)
    assert "that pass: 0.3 (below) and 0.301 (above)." in said
    assert "The rule: quantity ≥ minQty" in said
    assert "quantity 0.30000000000000004 (line 1) · " in said


def test_without_values_a_page_says_what_the_rule_computes(decoder: Decoder, sources: Sources) -> None:
    wanted = ["What happened", "What to do", "Your message", "What the rule computes"]
    assert titles(page_of(FAILURE, decoder, sources))[:4] == wanted


def test_a_wait_is_left_to_the_banner(decoder: Decoder, sources: Sources) -> None:
    page = page_of('{"code":-1003,"msg":"Way too many requests; IP banned until 1999999999999."}', decoder, sources)
    assert "Checked with the values in your paste" not in titles(page)


def test_what_passes_is_said_to_be_doubtful(decoder: Decoder, sources: Sources) -> None:
    said = page_text(page_of(f"quantity=0.3\n{FAILURE}\n{INFO}", decoder, sources))
    assert "LOT_SIZE passes with these values" in said
    assert "The exchange refused it all the same" in said
