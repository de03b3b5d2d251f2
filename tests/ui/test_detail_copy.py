from __future__ import annotations

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.model import findings_of
from errdex.decode.surroundings import Paste
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.model import Registry
from errdex.resources import resources_folder
from errdex.ui.detail_blocks import Block, Checklist
from errdex.ui.detail_copy import Copied, chat_text, ticket_text
from errdex.ui.detail_grounds import Sources
from errdex.ui.detail_page import finding_page, meaning_page
from errdex.wording import plain

GUIDANCE = resources_folder() / "guidance"
FAILURE = """\
2026-11-22 03:14:07 POST /api/v3/order?symbol=BTCUSDT&quantity=0.0123456 {"code":-1013,"msg":"Filter failure: LOT_SIZE"}
{"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"9000","stepSize":"0.001"}
"""


@pytest.fixture(scope="module")
def sources(registry: Registry) -> Sources:
    return Sources(registry, load_advice(GUIDANCE), GuidanceShelf(GUIDANCE))


@pytest.fixture(scope="module")
def page(sources: Sources) -> tuple[Block, ...]:
    decoding = Decoder(sources.registry, sources.advice).decode(FAILURE)
    paste = Paste(FAILURE, (one.span for one in decoding.occurrences))
    return finding_page(findings_of(decoding)[0], 0, sources, plain, paste)


def test_a_ticket_says_what_a_helper_asks_for(page: tuple[Block, ...]) -> None:
    text = ticket_text(page, Copied(time="2026-11-22 03:14:07"), plain)
    assert text.startswith("-1013 INVALID_MESSAGE\n")
    wanted = [
        "Time: 2026-11-22 03:14:07",
        "Message:\n> Filter failure: LOT_SIZE\n  filter: LOT_SIZE",
        "What happened:\n",
        "Checked with the values in your paste:\n",
        "Send again? Not as it is.",
        "Ground: ",
        "What to do:\n1. ",
        "Likely causes:\n- ",
    ]
    places = [text.find(each) for each in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)
    assert "Documented messages" not in text
    assert "Note:" not in text
    assert "our judgement" not in text


def test_the_cause_that_was_found_stands_alone_and_the_note_last(page: tuple[Block, ...]) -> None:
    steps = next(block for block in page if isinstance(block, Checklist)).steps
    text = ticket_text(page, Copied(frozenset({steps[1].id}), "Fixed in orders.py.\nSee there."), plain)
    assert "Likely causes" not in text
    assert text.count("Cause:\n- ") == 1
    assert text.endswith("Note:\nFixed in orders.py.\nSee there.\n")


def test_a_chat_gets_a_few_lines(page: tuple[Block, ...]) -> None:
    lines = chat_text(page, Copied(note="Rounding."), plain).splitlines()
    assert lines[0] == "-1013 INVALID_MESSAGE: Filter failure: LOT_SIZE"
    assert lines[2].startswith("Not as it is: The request was not executed.")
    assert lines[-1] == "Note: Rounding."
    assert len(lines) == 4


def test_every_meaning_can_be_copied(sources: Sources) -> None:
    for meaning in sources.registry.meanings:
        blocks = meaning_page(meaning, None, sources)
        for write in (ticket_text, chat_text):
            text = write(blocks, Copied(), plain)
            assert text.startswith(blocks[0].number)  # type: ignore[union-attr]
            assert "Send again?" in text or write is chat_text
            assert "[[" not in text
