from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import code, meaning

from errdex.decode.model import Candidate, Decoding, Match, Occurrence, Span
from errdex.registry.advice import Advice, ExecutionStatus, Retry
from errdex.registry.model import Product
from errdex.ui.session import PasteSession


def occurrence(number: int, start: int) -> Occurrence:
    span = Span(start, start + 5)
    return Occurrence(number, None, "json", None, span, 1, None, (), (), (span, Span(start + 100, start + 105)), None)


DECODING = Decoding((occurrence(-1, 0), occurrence(-2, 10), occurrence(-1, 20)), ())


@pytest.fixture
def session() -> PasteSession:
    session = PasteSession()
    session.take("text", DECODING)
    return session


def numbers(session: PasteSession) -> list[int | None]:
    return [finding.first.number for finding in session.findings]


def test_the_first_error_is_looked_at_without_being_asked(session: PasteSession) -> None:
    assert numbers(session) == [-1, -2]
    assert session.occurrence == DECODING.occurrences[0]
    assert session.place == (1, 3)


def test_walking_goes_through_every_error_and_round(session: PasteSession) -> None:
    walked = []
    for _ in range(4):
        session.step(1)
        walked.append((session.place[0], session.finding_index))
    assert walked == [(2, 1), (3, 0), (1, 0), (2, 1)]
    session.step(-1)
    session.step(-1)
    assert session.place[0] == 3


def test_a_finding_and_a_place_can_be_chosen(session: PasteSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.chosen):
        session.choose_finding(1)
    assert session.place[0] == 2
    session.choose_place(122)
    assert session.place[0] == 3
    with qtbot.assertNotEmitted(session.chosen):
        session.choose_place(50)
        session.choose_place(22)


def test_a_text_without_errors_leaves_nothing_chosen(session: PasteSession, qtbot: QtBot) -> None:
    with qtbot.waitSignals([session.found, session.chosen]):
        session.take("nothing", Decoding((), ()))
    assert (session.occurrence, session.finding, session.finding_index, session.place) == (None, None, None, (0, 0))
    session.step(1)
    assert session.occurrence is None


def test_parts_are_brought_together_and_the_current_error_stays(session: PasteSession, qtbot: QtBot) -> None:
    session.begin("long text")
    assert (session.occurrences, session.is_whole, session.place) == ([], False, (0, 0))
    with qtbot.waitSignal(session.chosen):
        session.add(Decoding(DECODING.occurrences[:2], ()))
    session.step(1)
    with qtbot.waitSignal(session.found), qtbot.assertNotEmitted(session.chosen):
        session.add(Decoding((occurrence(-1, 200), occurrence(-3, 300)), ()))
    assert numbers(session) == [-1, -2, -3]
    assert [len(finding.occurrences) for finding in session.findings] == [2, 1, 1]
    assert session.place == (2, 4)
    session.finish()
    assert session.is_whole


def candidate(name: str, *products: Product) -> Candidate:
    found = code(products[0], -1, name, name)
    no = Advice(Retry.NO, Retry.NO, ExecutionStatus.NOT_EXECUTED, "judgement")
    return Candidate(meaning(found), found, products, Match.NUMBER, None, (), (), no, None)


def ambiguous(number: int, start: int, *candidates: Candidate) -> Occurrence:
    return occurrence(number, start)._replace(candidates=candidates)


SPOT, USDM, BOTH = candidate("spot", Product.SPOT), candidate("usdm", Product.USDM), candidate("both", Product.SPOT)
TWO = Decoding((ambiguous(-1, 0, SPOT, USDM, BOTH), ambiguous(-2, 10, SPOT, USDM)), ())


def test_one_key_goes_round_all_meanings(session: PasteSession) -> None:
    session.take("text", TWO)
    walked = []
    for _ in range(3):
        session.next_candidate()
        walked.append(session.candidate_index)
    assert walked == [1, 2, 0]


def test_a_choice_of_product_holds_for_the_whole_paste_and_no_longer(session: PasteSession, qtbot: QtBot) -> None:
    session.take("text", TWO)
    assert (session.product, session.products()) == (None, (Product.SPOT,))
    with qtbot.waitSignals([session.found, session.chosen]):
        session.choose_candidate(1)
    assert session.product is Product.USDM
    assert session.candidate_of(1) == 1
    assert session.products() == (Product.USDM,)
    session.take("other", TWO)
    assert session.candidate_of(1) == 0
    assert session.products() == (Product.SPOT,)


def test_another_meaning_of_the_same_product_is_no_choice_of_product(session: PasteSession) -> None:
    session.take("text", TWO)
    session.choose_candidate(2)
    assert (session.candidate_index, session.product) == (2, None)


def test_the_error_that_is_looked_at_speaks_for_its_finding(session: PasteSession) -> None:
    session.choose_place(22)
    assert session.finding is not None
    assert session.finding.first is DECODING.occurrences[2]
    assert len(session.finding.occurrences) == 2


def test_each_finding_is_explained_once_however_many_parts_follow(
    session: PasteSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    explain = PasteSession.candidate_of

    def counted(self: PasteSession, index: int) -> int:
        asked.append(index)
        return explain(self, index)

    monkeypatch.setattr(PasteSession, "candidate_of", counted)
    session.begin("text")
    for part in range(3):
        session.add(Decoding(tuple(occurrence(-100 - part - one, 200 * part + one) for one in range(2)), ()))
    assert len(session.findings) == 4
    assert asked == [0, 1, 2, 3]
    assert session.explaining == [0, 0, 0, 0]
