"""How long Errdex takes to start, beside the least that could be: ``python tests/benchmarks/startup.py [RUNS]``.

The window (`errdex --self-check` up to its first paint) against a bare PySide6 window with an empty QTableView, beside
one with the same widgets as ours and nothing of ours (`least_window.py`: what Qt's part of such a window takes), and
`errdex decode` and `errdex explain`, start to end, against `python -c pass`. What is started is the installed command;
compiled files are kept, as they are where it is installed. The runs of all are interleaved, so that whatever else the
machine does falls on all alike; what is printed are medians and their ratios. Nothing is asserted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

BARE_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

class Table(QTableView):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    sys.stdout.write("painted\\n")
    sys.stdout.flush()
    application.quit()

application = QApplication([])
table = Table()
table.resize(1180, 760)
table.show()
application.exec()
"""
EXAMPLE = b'{"code":-1121,"msg":"Invalid symbol."}'
DEFAULT_RUNS = 15
WARMING = 2
"""Runs of each that are not counted: they fill the caches of the disk."""


class Subject(NamedTuple):
    """One program to be started."""

    name: str
    command: tuple[str, ...]
    at_first_line: bool
    """Timed up to its first line (else up to its end)."""
    budget: str = ""


PYTHON = sys.executable
ERRDEX = str(Path(sysconfig.get_path("scripts"), "errdex.exe" if os.name == "nt" else "errdex"))
WINDOWS = (
    Subject("bare PySide6 window", (PYTHON, "-c", BARE_WINDOW), at_first_line=True),
    Subject("the same widgets", (PYTHON, str(Path(__file__).with_name("least_window.py"))), at_first_line=True),
    Subject("errdex, first paint", (ERRDEX, "--self-check"), at_first_line=True, budget="1.25"),
)
COMMANDS = (
    Subject("python -c pass", (PYTHON, "-c", "pass"), at_first_line=False),
    Subject("errdex decode", (ERRDEX, "decode"), at_first_line=False, budget="4"),
    Subject("errdex explain -1121", (ERRDEX, "explain", "-1121"), at_first_line=False, budget="4"),
)


def milliseconds(subject: Subject, surroundings: dict[str, str]) -> float:
    """Start the program once; return how long it took."""
    started = time.perf_counter()
    with subprocess.Popen(subject.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(EXAMPLE)
        process.stdin.close()
        first = process.stdout.readline()
        after_line = time.perf_counter()
        process.stdout.read()
        process.wait()
    after_end = time.perf_counter()
    if process.returncode or (subject.at_first_line and b"painted" not in first):
        sys.exit(f"{subject.name} ended with status {process.returncode} after {first!r}")
    return 1000 * ((after_line if subject.at_first_line else after_end) - started)


def compare(subjects: tuple[Subject, ...], runs: int, surroundings: dict[str, str]) -> None:
    """Run all in turn, and print the median of each and its ratio to the first."""
    times: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for turn in range(WARMING + runs):
        for subject in subjects:
            taken = milliseconds(subject, surroundings)
            if turn >= WARMING:
                times[subject.name].append(taken)
    base = statistics.median(times[subjects[0].name])
    for subject in subjects:
        median = statistics.median(times[subject.name])
        budget = f"   (budget {subject.budget})" if subject.budget else ""
        lowest = min(times[subject.name])
        print(f"{subject.name:24} {median:8.1f} ms   least {lowest:8.1f} ms   {median / base:5.2f} x{budget}")


def main(arguments: list[str]) -> int:
    """Compare the windows, then the commands."""
    runs = int(arguments[0]) if arguments else DEFAULT_RUNS
    with tempfile.TemporaryDirectory() as home:
        surroundings = os.environ | {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        if not surroundings.get("DISPLAY") and not surroundings.get("WAYLAND_DISPLAY"):
            surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
        platform = surroundings.get("QT_QPA_PLATFORM", "the display's")
        print(f"{runs} interleaved runs, platform {platform}, Python {sys.version.split()[0]}\n")
        compare(WINDOWS, runs, surroundings)
        print()
        compare(COMMANDS, runs, surroundings)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
