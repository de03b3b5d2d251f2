"""How long the window stands still: ``python tests/benchmarks/window.py [RUNS] [--only WORDS] [--where]``.

A timer of 0 ms tells the turns of the event loop apart, painting and all. Of the gaps between them: the longest (its
median over the runs, its ratio to the first baseline, the worst of all runs), the 99th percentile of the turns, how
many took more than 16 ms, and how much of the time was spent in those. The baselines are the same window that does
nothing, and one that does nothing while a thread counts in Python. Each subject is a thing that a person does or that
a paste does: decoding several kinds of 1 MB, typing in the search meanwhile, walking with F8 through 2,000 errors,
choosing products, themes and sizes of the text and the window. Then what a paste of 50 MB costs until the window
answers, and how much memory is held before, with it, and after the next paste. All are run in turn. Nothing is
asserted.

``--only`` runs the subjects whose names hold these words, ``--where`` says in which of our functions the turns of more
than 16 ms were (a thread looks every millisecond: the figures are worse for it).
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread, main_thread
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from errdex.ui.start import Program
from errdex.ui.theme import Scheme

DEFAULT_RUNS = 5
LONG = 16.0
"""Milliseconds of a turn that somebody may notice."""
ERRORS = (
    "binance.exceptions.BinanceAPIException: APIError(code=-1007): Timeout waiting for response from backend server.",
    'binance 418 {"code":-1003,"msg":"Way too many requests; IP banned until 1618228675371."}',
    '{"code":-1121,"msg":"Invalid symbol."}',
    "APIError(code=-2010): Account has insufficient balance for requested action.",
)
Line = Callable[[int, random.Random], str | None]


def log(size: int, share: float, error: Line | None = None) -> str:
    """Write a log of `size` characters in which a `share` of the lines tell of errors."""
    chance = random.Random(1)  # noqa: S311  (the same text every time)
    lines: list[str] = []
    written = errors = 0
    while written < size:
        second = len(lines)
        line = f"2026-11-22 {second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02},{second % 1000:03} "
        if chance.random() < share:
            line += f"ERROR bot.orders: {error(errors, chance) if error else chance.choice(ERRORS)}"
            errors += 1
        else:
            line += f"INFO bot.market: depth BTCUSDT bid {chance.random() * 60000:.2f} u={chance.getrandbits(40)}"
        lines.append(line)
        written += len(line) + 1
    return "\n".join(lines)[:size]


def another(count: int, chance: random.Random) -> str:  # noqa: ARG001
    """Return an error that was not there before."""
    return f'{{"code":-{20000 + count},"msg":"Nobody knows this one yet."}}'


class Gaps(NamedTuple):
    """The gaps of one subject, in milliseconds."""

    longest: float
    percentile: float
    share: float
    """Of the time, in turns that somebody may notice; in percent."""
    over: float
    whole: float


class Loop:
    """Measures the gaps between turns of the event loop."""

    def __init__(self, watch: Watch | None) -> None:
        self.gaps: list[float] = []
        self._last = 0.0
        self._watch = watch
        self._timer = QTimer()
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    def during(self, start: Callable[[], object], is_done: Callable[[], bool]) -> Gaps:
        """Measure from the start of something until it is done and painted."""
        QApplication.processEvents()
        self.gaps = []
        self._last = began = time.perf_counter()
        self._timer.start()
        start()
        while not is_done():
            QApplication.processEvents()
        QApplication.processEvents()
        self._turn()
        self._timer.stop()
        whole = time.perf_counter() - began
        ordered = sorted(1000 * gap for gap in self.gaps)
        long = [gap for gap in ordered if gap > LONG]
        return Gaps(
            ordered[-1], ordered[int(len(ordered) * 0.99)], sum(long) / whole / 10, float(len(long)), 1000 * whole
        )

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._watch is not None:
            self._watch.turn(now - self._last)
        self.gaps.append(now - self._last)
        self._last = now


class Watch:
    """Looks every millisecond where the window's thread is, and keeps that of long turns."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self._seen: list[str] = []
        self._ended = Event()
        Thread(target=self._look, daemon=True).start()

    def turn(self, gap: float) -> None:
        if gap * 1000 > LONG:
            self.found.update(self._seen)
        self._seen = []

    def _look(self) -> None:
        while not self._ended.wait(0.001):
            frame = sys._current_frames().get(main_thread().ident or 0)
            places = []
            while frame is not None:
                if "errdex" in frame.f_code.co_filename and "benchmarks" not in frame.f_code.co_filename:
                    places.append(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}:{frame.f_lineno}")
                frame = frame.f_back
            self._seen.append(" < ".join(places[:5]) or "Qt")


class Steps:
    """Does things one after another, each in a turn of its own."""

    def __init__(self, steps: Iterable[Callable[[], object]], pause: int = 0) -> None:
        self._steps: Iterator[Callable[[], object]] = iter(steps)
        self._pause = pause
        self.is_done = False

    def begin(self) -> None:
        """Do the next, and so on."""
        step = next(self._steps, None)
        if step is None:
            self.is_done = True
            return
        step()
        QTimer.singleShot(self._pause, self.begin)


def count(seconds: float) -> None:
    """Keep the interpreter busy."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        sum(range(1000))


def milliseconds(does: Callable[[], object]) -> float:
    """Run something, and the painting that follows; return how long it took."""
    QApplication.processEvents()
    began = time.perf_counter()
    does()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - began)


Subject = Callable[[Loop], Gaps]


def stepwise(steps: Callable[[], Iterable[Callable[[], object]]], pause: int = 0) -> Subject:
    """Return a subject that does things in turn."""

    def run(loop: Loop) -> Gaps:
        doing = Steps(steps(), pause)
        # Not at once: the first step would be counted into the turn of the second.
        return loop.during(lambda: QTimer.singleShot(0, doing.begin), lambda: doing.is_done)

    return run


def subjects(program: Program) -> dict[str, Subject]:
    """Return everything whose gaps are measured, the baselines first."""
    window = program.window
    worker, session, theme = window.pastes.worker, window.session, program.theme
    many = log(1_000_001, 0.25)
    kinds = {
        "1 MB, 1 % errors": log(1_000_001, 0.01),
        "1 MB, 237 errors": log(1_000_001, 0.0185),
        "1 MB, 25 % errors": many,
        "1 MB on one line": '{"a": [1, 2, "three"], "b": "-1121"},' * 27_000,
        "1 MB, 5,000 different errors": log(1_000_001, 0.6, another),
        "0.9 MB in the widget, 25 % errors": log(900_000, 0.25),
        "10 MB, 1 % errors": log(10_000_000, 0.01),
    }
    walked = log(120_000, 2.0)
    while len(program.decode(walked, None).occurrences) < 2000:
        walked += "\n" + log(60_000, 2.0)

    def counting(loop: Loop) -> Gaps:
        thread = Thread(target=count, args=(0.3,))
        return loop.during(thread.start, lambda: not thread.is_alive())

    def decoding(text: str, loop: Loop) -> Gaps:
        return loop.during(partial(window.pastes.decode_text, text), lambda: not worker.is_busy())

    def typing(loop: Loop) -> Gaps:
        words = "insufficient balance"
        texts = [words[:end] for end in range(1, len(words))] + [words[:end] for end in range(len(words), -1, -1)]
        keys = Steps([partial(window.search.set_words, text) for text in texts], 15)

        def start() -> None:
            window.pastes.decode_text(many)
            keys.begin()

        return loop.during(start, lambda: keys.is_done and not worker.is_busy())

    def walk() -> Iterable[Callable[[], object]]:
        window.pastes.decode_text(walked)
        while worker.is_busy():
            QApplication.processEvents()
        return [partial(session.step, 1)] * 2000

    products = (*program.registry.products, None)
    first = program.registry.products[0]
    themes = [partial(theme.choose, scheme, theme.size) for scheme in (Scheme.DARK, Scheme.LIGHT)] * 3
    texts = [partial(theme.choose, theme.scheme, size) for size in (110, 100)] * 3
    sizes = [partial(window.resize, 1360 - 8 * step, 860 - 4 * step) for step in range(60)]
    found: dict[str, Subject] = {
        "baseline: an idle window": stepwise(lambda: [int] * 30, 10),
        "baseline: idle, a thread counting": counting,
    }
    found |= {f"decoding {name}": partial(decoding, text) for name, text in kinds.items()}
    found["typing in the search meanwhile"] = typing
    found["F8 through 2,000 errors"] = stepwise(walk)
    found["choosing each product"] = stepwise(lambda: [partial(window.panel.choose_product, one) for one in products])
    found["a product, again and again"] = stepwise(
        lambda: [partial(window.panel.choose_product, one) for one in (first, None) * 5]
    )
    found["another theme"] = stepwise(lambda: themes, 10)
    found["another size of the text"] = stepwise(lambda: texts, 10)
    found["another size of the window"] = stepwise(lambda: [*sizes, *reversed(sizes)])
    return found


def whole_costs(program: Program) -> Iterator[tuple[str, float]]:
    """Tell how long single things take: a text put into the box and marked, and a huge one answered."""
    window = program.window
    worker = window.pastes.worker
    shown, huge = log(840_000, 0.01), log(50_000_000, 0.0001)
    plain = QPlainTextEdit()
    plain.resize(window.paste.size())
    plain.show()
    yield "baseline: setPlainText of 0.84 MB", milliseconds(lambda: plain.setPlainText(shown))
    plain.close()
    yield "paste of 0.84 MB, set and painted", milliseconds(lambda: window.pastes.decode_text(shown))
    worker.stop()
    occurrences = program.decode(shown, None).occurrences
    yield (
        f"{len(occurrences)} errors in it marked and painted",
        milliseconds(partial(window.paste.mark, occurrences)),
    )
    yield "paste of 50 MB, answered", milliseconds(lambda: window.pastes.decode_text(huge))
    window.pastes.stop()
    worker.wait()
    QApplication.processEvents()


def memory(program: Program) -> Iterator[tuple[str, float]]:
    """Tell how much memory is held, in MB; asked first of all, for what was freed is not always given back."""
    pastes = program.window.pastes
    yield "baseline: memory of the window", resident()
    pastes.decode_text(log(50_000_000, 0.001))
    while pastes.worker.is_busy():
        QApplication.processEvents()
    yield "with 50 MB pasted and decoded", resident()
    pastes.decode_text(ERRORS[0])
    QApplication.processEvents()
    gc.collect()
    yield "after the next paste", resident()


def resident() -> float:
    """Return how much memory the process holds, in MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def report(found: dict[str, list[Gaps]], costs: dict[str, list[float]], held: dict[str, float]) -> None:
    """Print medians, and their ratios to the baseline."""
    base = 0.0
    print(f"{'gaps':40}  longest          ratio       worst     99 %   over {LONG:.0f} ms       whole")
    for name, gaps in found.items():
        longest, percentile, share, over, whole = (statistics.median(column) for column in zip(*gaps, strict=True))
        base = base or longest
        worst = max(one.longest for one in gaps)
        print(
            f"{name:40} {longest:8.1f} ms {longest / base:8.2f} x {worst:8.1f} ms {percentile:8.1f}"
            f" {over:5.0f} ({share:4.1f} %) {whole:8.0f} ms"
        )
    base = 1.0
    for name, times in costs.items():
        middle = statistics.median(times)
        base = middle if name.startswith("baseline") else base
        print(f"{name:40} {middle:8.1f} ms {middle / base:8.2f} x {max(times):8.1f} ms")
    base = next(iter(held.values()), 0.0) or 1.0
    for name, size in held.items():
        print(f"{name:40} {size:8.1f} MB {size / base:8.2f} x")


def main(arguments: list[str]) -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", nargs="?", type=int, default=DEFAULT_RUNS)
    parser.add_argument("--only", default="")
    parser.add_argument("--where", action="store_true")
    chosen = parser.parse_args(arguments)
    application = QApplication(["errdex", "-style", "fusion"])
    watch = Watch() if chosen.where else None
    found: dict[str, list[Gaps]] = {}
    costs: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        program = Program(application, Path(folder), [])
        program.window.show()
        QApplication.processEvents()
        sys.setswitchinterval(0.00005)  # As the program does.
        gc.freeze()
        program.finish()
        program.window.pastes.decode_text(ERRORS[0])
        QApplication.processEvents()
        held = {} if chosen.only else dict(memory(program))
        loop = Loop(watch)
        wanted = {
            name: run for name, run in subjects(program).items() if chosen.only in name or name.startswith("baseline")
        }
        for _ in range(chosen.runs):
            for name, run in wanted.items():
                found.setdefault(name, []).append(run(loop))
            if not chosen.only:
                for name, took in whole_costs(program):
                    costs.setdefault(name, []).append(took)
        program.window.close()
    report(found, costs, held)
    if watch is not None:
        for place, times in watch.found.most_common(40):
            print(f"{times:6} {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
