from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from errdex.decode.model import Decoding, Occurrence, Span
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
