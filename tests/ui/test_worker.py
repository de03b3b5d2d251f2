from __future__ import annotations

import threading

from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from errdex.decode.model import Decoding, Secret, Span
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
    with qtbot.waitSignals([worker.started, worker.decoded]):
        worker.decode(text, Product.SPOT)
    assert bench.threads != [threading.main_thread()]
    assert worker.wait()


def test_an_answer_that_was_overtaken_is_dropped(qtbot: QtBot) -> None:
    bench = Bench()
    worker = DecodeWorker(bench.decode)
    heard: list[str] = []
    worker.decoded.connect(lambda text, _: heard.append(text[:1]))
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
    with qtbot.assertNotEmitted(worker.decoded, wait=50):
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
