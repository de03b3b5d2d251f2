"""How long a keystroke in the search takes until the table is painted: ``python tests/benchmarks/search.py [RUNS]``.

The window's own search, table and counted filters against a plain QSortFilterProxyModel whose `filterAcceptsRow` is
Python and asks the source model for its texts, in a plain QTableView. Both type the same words a letter at a time and
take them back, over the bundled codes and over as many again until there are 2,000 and 10,000. The runs are
interleaved; printed are medians, the slowest keystroke of a median run, and their ratio. Nothing is asserted.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from errdex.registry.advice_loader import load_advice
from errdex.registry.loader import load_registry
from errdex.registry.model import Meaning, Registry
from errdex.resources import resources_folder
from errdex.ui.catalogue import Catalogue
from errdex.ui.code_desk import CodeDesk
from errdex.ui.code_model import CodeModel
from errdex.ui.code_table import CodeTable
from errdex.ui.filter_panel import FilterPanel
from errdex.ui.icons import Icons
from errdex.ui.search import Search
from errdex.ui.theme import Scheme, Theme

DEFAULT_RUNS = 5
SIZES = (0, 2_000, 10_000)
"""0: the bundled codes alone."""
BUDGETS = {2_000: 8.0, 10_000: 16.0}
"""Milliseconds from a keystroke to the repaint."""
TYPED = ("order", "insufficient balance", "-1021", "invalid symbol", "11xx", "retry:wait limit", "zzz")
_WIDTH, _HEIGHT = 700, 560

Key = Callable[[str], None]


class Figures(NamedTuple):
    """Milliseconds of one run."""

    median: float
    slowest: float


class PlainModel(QAbstractTableModel):
    """A source model as one would write it first."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        super().__init__()
        self._rows = [
            (
                str(meaning.number),
                meaning.name or "",
                " ".join(template.text for code in meaning.codes for template in code.templates),
                ", ".join(meaning.products),
                "",
            )
            for meaning in meanings
        ]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: ARG002
        return len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: ARG002
        return 5

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None


class PlainProxy(QSortFilterProxyModel):
    """Keeps the rows that hold every word in some column."""

    def __init__(self, source: QAbstractTableModel) -> None:
        super().__init__()
        self._words: list[str] = []
        self.setSourceModel(source)

    def search(self, text: str) -> None:
        self._words = text.lower().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        source = self.sourceModel()
        text = " ".join(str(source.index(row, column, parent).data()) for column in range(4)).lower()
        return all(word in text for word in self._words)


def grown(registry: Registry, size: int) -> Registry:
    """Return a registry of at least so many meanings: the bundled ones, again and again under other numbers."""
    meanings = list(registry.meanings)
    turn = 0
    while len(meanings) < size:
        turn += 1
        for meaning in registry.meanings:
            number = meaning.number + (-turn * 100_000 if meaning.number < 0 else turn * 100_000)
            codes = tuple(code._replace(number=number) for code in meaning.codes)
            meanings.append(meaning._replace(id=f"{turn}-{meaning.id}", number=number, codes=codes))
    return Registry(tuple(meanings[: size or None]), registry.revisions, registry.filters)


def ours(registry: Registry, theme: Theme) -> Key:
    """Return what a keystroke does in the window: the table, the search, and the counts of what could be chosen."""
    catalogue = Catalogue(registry, load_advice(resources_folder() / "guidance"))
    panel = FilterPanel(theme, catalogue, registry.products)
    search = Search(theme)
    model = CodeModel(catalogue)
    table = CodeTable(theme, model)
    desk = CodeDesk(panel, search, model, table, catalogue)
    table.resize(_WIDTH, _HEIGHT)
    panel.resize(216, 800)
    for widget in (search, table, panel):
        widget.show()
    desk.filter()
    catalogue.prepare()

    def key(text: str) -> None:
        search.set_words(text)
        QApplication.processEvents()  # Paints rows, search and the counts that changed.

    key.parts = (panel, desk)  # type: ignore[attr-defined]  # They live as long as the keystroke does.
    return key


def plain(registry: Registry) -> Key:
    """Return what a keystroke does in a table as one would write it first."""
    proxy = PlainProxy(PlainModel(registry.meanings))
    source = proxy.sourceModel()
    table = QTableView()
    table.setModel(proxy)
    table.resize(_WIDTH, _HEIGHT)
    table.show()

    def key(text: str) -> None:
        proxy.search(text)
        table.viewport().repaint()

    key.parts = (source, proxy)  # type: ignore[attr-defined]
    return key


def strokes() -> list[str]:
    """Return what stands in the search after each keystroke: words typed and taken back."""
    texts = []
    for words in TYPED:
        texts += [words[:end] for end in range(1, len(words) + 1)]
        texts += [words[:end] for end in range(len(words) - 1, -1, -1)]
    return texts


def measure(key: Key, application: QApplication) -> Figures:
    """Type everything once."""
    taken = []
    for text in strokes():
        started = time.perf_counter()
        key(text)
        taken.append(1000 * (time.perf_counter() - started))
        application.processEvents()
    return Figures(statistics.median(taken), max(taken))


def compare(registry: Registry, theme: Theme, runs: int, application: QApplication) -> None:
    """Run both in turn, and print their medians."""
    size = len(registry.meanings)
    keys = {"errdex": ours(registry, theme), "plain proxy": plain(registry)}
    found: dict[str, list[Figures]] = {name: [] for name in keys}
    for turn in range(runs + 1):
        for name, key in keys.items():
            figures = measure(key, application)
            if turn:
                found[name].append(figures)
    base = statistics.median(figures.median for figures in found["plain proxy"])
    print(f"{size} rows")
    for name, all_figures in found.items():
        median = statistics.median(figures.median for figures in all_figures)
        slowest = statistics.median(figures.slowest for figures in all_figures)
        budget = f"   (budget {BUDGETS[size]:.0f} ms)" if name == "errdex" and size in BUDGETS else ""
        print(f"  {name:12} {median:8.2f} ms   slowest {slowest:8.2f} ms   {median / base:6.3f} x{budget}")


def main(arguments: list[str]) -> int:
    """Compare at each size."""
    runs = int(arguments[0]) if arguments else DEFAULT_RUNS
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["errdex"])
    theme = Theme(application, Icons(resources_folder() / "icons"))
    theme.choose(Scheme.LIGHT)
    theme.dress(application)
    registry = load_registry(resources_folder() / "registry")
    print(f"{len(strokes())} keystrokes a run, {runs} interleaved runs, Python {sys.version.split()[0]}\n")
    for size in SIZES:
        compare(grown(registry, size) if size else registry, theme, runs, application)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
