"""How long a detail page stops the window: ``python tests/benchmarks/details.py [RUNS]``.

Every meaning's page is made, set and painted in a pane as wide as in the window, each run from another page. What is
printed are the median and the slowest of the medians, and the budget; the first page, which loads what pages need, is
apart. Nothing is asserted.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

from PySide6.QtWidgets import QApplication

from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.loader import load_registry
from errdex.registry.model import Meaning
from errdex.resources import resources_folder
from errdex.ui.detail_pane import DetailPane
from errdex.ui.icons import Icons
from errdex.ui.theme import Scheme, Theme

DEFAULT_RUNS = 3
BUDGET = 50.0
"""Milliseconds."""


def main(runs: int) -> None:
    """Measure, and print the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    folder = resources_folder()
    theme = Theme(application, Icons(folder / "icons"))
    theme.choose(Scheme.LIGHT)
    theme.dress(application)
    registry = load_registry(folder / "registry")
    pane = DetailPane(theme, registry, load_advice(folder / "guidance"), GuidanceShelf(folder / "guidance"))
    pane.resize(452, 632)
    pane.show()
    pane.show_first_start()
    application.processEvents()

    def milliseconds(meaning: Meaning) -> float:
        start = time.perf_counter()
        pane.show_meaning(meaning)
        application.processEvents()
        return (time.perf_counter() - start) * 1000

    first = milliseconds(registry.meanings[0])
    taken: dict[str, list[float]] = {}
    for _ in range(runs):
        for meaning in registry.meanings:
            taken.setdefault(meaning.id, []).append(milliseconds(meaning))
    medians = {name: statistics.median(figures) for name, figures in taken.items()}
    slowest = max(medians, key=lambda name: medians[name])
    sys.stdout.write(f"the first page         {first:6.1f} ms\n")
    sys.stdout.write(f"a page, median         {statistics.median(medians.values()):6.1f} ms\n")
    sys.stdout.write(f"the slowest            {medians[slowest]:6.1f} ms ({slowest})\n")
    sys.stdout.write(f"budget                 {BUDGET:6.1f} ms\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RUNS)
