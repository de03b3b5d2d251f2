"""How long the window stands still while it decodes: ``python tests/benchmarks/window.py [RUNS]``.

The longest gap between two turns of the event loop, and the hundredth-longest part of them, while a log of 1 MB and one
of 10 MB are decoded, one error in a hundred lines and one in four; how long a paste of 0.84 MB takes to be put into
the box and marked; how long the window takes to answer a paste of 50 MB. The baseline of the gaps is a bare window
while a thread counts in Python; of the paste, a bare QPlainTextEdit.setPlainText; of 50 MB, the call to `len` and one
slice. All are run in turn. Nothing is asserted.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from errdex.ui.start import Program

DEFAULT_RUNS = 5
ERRORS = (
    "binance.exceptions.BinanceAPIException: APIError(code=-1007): Timeout waiting for response from backend server.",
    'binance 418 {"code":-1003,"msg":"Way too many requests; IP banned until 1618228675371."}',
    '{"code":-1121,"msg":"Invalid symbol."}',
    "APIError(code=-2010): Account has insufficient balance for requested action.",
)


def log(size: int, share: float) -> str:
    """Write a log of `size` characters in which a `share` of the lines tell of errors."""
    chance = random.Random(1)  # noqa: S311  (the same text every time)
    lines: list[str] = []
    written = 0
    while written < size:
        second = len(lines)
        line = f"2026-11-22 {second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02},{second % 1000:03} "
        if chance.random() < share:
            line += f"ERROR bot.orders: {chance.choice(ERRORS)}"
        else:
            line += f"INFO bot.market: depth BTCUSDT bid {chance.random() * 60000:.2f} u={chance.getrandbits(40)}"
        lines.append(line)
        written += len(line) + 1
    return "\n".join(lines)[:size]


class Loop:
    """Measures the gaps between turns of the event loop."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    def during(self, start: Callable[[], object], is_done: Callable[[], bool]) -> tuple[float, float, float]:
        """Return the longest gap, the 99th percentile of time spent in gaps, and the whole, in milliseconds."""
        self.gaps = []
        self._last = began = time.perf_counter()
        self._timer.start()
        start()
        while not is_done():
            QApplication.processEvents()
        self._turn()
        self._timer.stop()
        whole = time.perf_counter() - began
        ordered = sorted(self.gaps)
        return 1000 * ordered[-1], 1000 * ordered[int(len(ordered) * 0.99)], 1000 * whole

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now


def count(seconds: float) -> None:
    """Keep the interpreter busy."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        sum(range(1000))


def has_ended(thread: Thread) -> bool:
    """Whether a thread is done."""
    return not thread.is_alive()


def milliseconds(does: Callable[[], object]) -> float:
    """Run something, and the painting that follows; return how long it took."""
    QApplication.processEvents()
    began = time.perf_counter()
    does()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - began)


def measure(program: Program, runs: int) -> dict[str, list[tuple[float, ...]]]:
    """Run all subjects in turn."""
    window, loop = program.window, Loop()
    worker = window.pastes.worker
    texts = {
        "1 MB, 1 % errors": log(1_000_000, 0.01),
        "1 MB, 25 % errors": log(1_000_000, 0.25),
        "10 MB, 1 % errors": log(10_000_000, 0.01),
        "10 MB on one line": '{"a": [1, 2, "three"], "b": "-1121"},' * 270_000,
    }
    shown, huge = log(840_000, 0.01), log(50_000_000, 0.0001)
    plain = QPlainTextEdit()
    plain.resize(window.paste.size())
    plain.show()
    found: dict[str, list[tuple[float, ...]]] = {}
    for _ in range(runs):
        thread = Thread(target=count, args=(0.3,))
        gaps = loop.during(thread.start, partial(has_ended, thread))
        found.setdefault("baseline: a counting thread", []).append(gaps)
        for name, text in texts.items():
            gaps = loop.during(partial(window.pastes.decode_text, text), lambda: not worker.is_busy())
            found.setdefault(name, []).append(gaps)
        took = milliseconds(lambda: plain.setPlainText(shown))
        found.setdefault("baseline: setPlainText of 0.84 MB", []).append((took,))
        took = milliseconds(lambda: window.pastes.decode_text(shown))
        found.setdefault("paste of 0.84 MB, set and painted", []).append((took,))
        worker.stop()
        occurrences = program.decode(shown, None).occurrences
        took = milliseconds(partial(window.paste.mark, occurrences))
        found.setdefault(f"{len(occurrences)} errors in it marked and painted", []).append((took,))
        took = milliseconds(lambda: window.pastes.decode_text(huge))
        found.setdefault("paste of 50 MB, answered", []).append((took,))
        window.pastes.stop()
        worker.wait()
        QApplication.processEvents()
    return found


def main(arguments: list[str]) -> int:
    """Measure, and print medians and their ratios to the baseline before them."""
    runs = int(arguments[0]) if arguments else DEFAULT_RUNS
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        program = Program(application, Path(folder), [])
        program.window.show()
        program.decode("", None)
        program.window.pastes.decode_text(ERRORS[0])
        QApplication.processEvents()
        sys.setswitchinterval(0.0002)  # As the program does.
        gc.freeze()
        found = measure(program, runs)
        program.window.close()
    base = 1.0
    for name, times in found.items():
        longest = statistics.median(one[0] for one in times)
        base = longest if name.startswith("baseline") else base
        rest = "".join(f"{statistics.median(column):10.1f}" for column in list(zip(*times, strict=True))[1:])
        print(f"{name:40} {longest:8.1f} ms {longest / base:6.2f} x   worst {max(one[0] for one in times):8.1f}{rest}")
    print("\nOf the gaps: the longest, its ratio, the worst of all runs, the 99th percentile, the whole time.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
