from __future__ import annotations

import gc
import threading

from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from errdex.decode.model import Decoding, Secret, Span
from errdex.decode.pieces import PIECE
from errdex.registry.model import Product
from errdex.ui.worker import AT_ONCE, DecodeWorker


class Bench:
    """A decoder that says which thread it ran in, and can be held up."""

    def __init__(self) -> None:
        self.threads: list[threading.Thread] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self.entered = threading.Event()

    def decode(self, text: str, product: Product | None) -> Decoding:  # noqa: ARG002
        self.threads.append(threading.current_thread())
        self.entered.set()
        self.go_on.wait(10)
        return Decoding((), (Secret("token", Span(0, len(text))),))


def test_a_short_text_is_decoded_before_the_call_returns(qtbot: QtBot) -> None:
    bench = Bench()
    worker = DecodeWorker(bench.decode)
    with qtbot.waitSignal(worker.decoded, timeout=0) as decoded:
        worker.decode("short", None)
    assert decoded.args[0] == "short"
    assert bench.threads == [threading.main_thread()]


def test_a_long_text_is_decoded_in_another_thread(qtbot: QtBot) -> None:
    bench = Bench()
    worker = DecodeWorker(bench.decode)
    text = "x" * (AT_ONCE + 1)
    with qtbot.waitSignals([worker.began, worker.part_decoded, worker.ended]):
        worker.decode(text, Product.SPOT)
    assert bench.threads != [threading.main_thread()]
    assert worker.wait()


def test_what_the_collector_leaves_alone_is_its_own_again_with_the_next_text(qtbot: QtBot) -> None:
    worker = DecodeWorker(Bench().decode)
    with qtbot.waitSignal(worker.ended):
        worker.decode("x" * (AT_ONCE + 1), None)
    assert worker.wait()
    assert gc.get_freeze_count() > 0
    worker.decode("short", None)
    assert gc.get_freeze_count() == 0


def test_a_short_text_leaves_alone_what_the_start_hid_from_the_collector() -> None:
    gc.freeze()
    try:
        DecodeWorker(Bench().decode).decode("short", None)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_an_answer_that_was_overtaken_is_dropped(qtbot: QtBot) -> None:
    bench = Bench()
    worker = DecodeWorker(bench.decode)
    heard: list[str] = []
    worker.decoded.connect(lambda text, _: heard.append(text[:1]))
    worker.part_decoded.connect(lambda _: heard.append("a"))
    bench.go_on.clear()
    worker.decode("a" * (AT_ONCE + 1), None)
    assert bench.entered.wait(10)
    bench.go_on.set()
    worker.decode("b", None)
    assert worker.wait()
    qtbot.wait(20)
    assert heard == ["b"]


def test_nothing_is_heard_of_what_was_forgotten(qtbot: QtBot) -> None:
    worker = DecodeWorker(Bench().decode)
    with qtbot.assertNotEmitted(worker.part_decoded, wait=50), qtbot.assertNotEmitted(worker.ended):
        worker.decode("a" * (AT_ONCE + 1), None)
        worker.forget()
        assert worker.wait()


def test_a_fault_in_the_worker_is_raised_in_the_windows_thread(qtbot: QtBot) -> None:
    def fail(text: str, product: Product | None) -> Decoding:
        raise ZeroDivisionError(len(text), product)

    worker = DecodeWorker(fail)
    with capture_exceptions() as faults:
        worker.decode("a" * (AT_ONCE + 1), None)
        assert worker.wait()
        qtbot.waitUntil(lambda: len(faults) == 1)
    assert faults[0][0] is ZeroDivisionError


def test_a_long_text_is_told_of_in_parts_with_how_far_it_is(qtbot: QtBot) -> None:
    bench = Bench()
    worker = DecodeWorker(bench.decode)
    parts: list[Decoding] = []
    percents: list[int] = []
    worker.part_decoded.connect(parts.append)
    worker.progressed.connect(percents.append)
    text = "2026-01-02 10:00:00 a line of a log\n" * (4 * PIECE // 36)
    with qtbot.waitSignal(worker.ended) as ended:
        worker.decode(text, None)
    assert ended.args == [True]
    assert len(parts) == len(bench.threads) >= 3
    assert percents == sorted(percents)
    assert percents[-1] == 100
    spans = [part.secrets[0].span for part in parts]
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]
    assert not worker.is_busy()


def test_it_stops_when_it_is_told_and_says_so_once(qtbot: QtBot) -> None:
    bench = Bench()
    worker = DecodeWorker(bench.decode)
    bench.go_on.clear()
    worker.decode("2026-01-02 10:00:00 a line of a log\n" * (4 * PIECE // 36), None)
    assert bench.entered.wait(10)
    with qtbot.waitSignal(worker.ended, timeout=0) as ended, qtbot.assertNotEmitted(worker.part_decoded):
        worker.stop()
        bench.go_on.set()
        assert worker.wait()
        qtbot.wait(20)
    assert ended.args == [False]
    assert len(bench.threads) == 1
    with qtbot.assertNotEmitted(worker.ended):
        worker.stop()
