"""How the notes behave with 100,000 of them: ``python tests/benchmarks/notes.py [NOTES]``.

Searches beside a plain scan (``text LIKE '%word%'``) of the same rows, in turn, as medians and their ratio; opening,
saving and the questions that the window asks at its start beside the same of a database with ten notes. Nothing is
asserted; the budget of a search is 50 ms.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from errdex.notes.checking import check
from errdex.notes.copies import make_daily_copy
from errdex.notes.export import to_json
from errdex.notes.model import CarriedNote, Note
from errdex.notes.store import NoteStore

DEFAULT_NOTES = 100_000
FEW = 10
RUNS = 11
MOST = 500
"""Notes that a search returns at most, as the window asks."""
WORDS = (
    *("clock", "drift", "whitelist", "router", "margin", "order", "balance", "leverage", "symbol", "filter"),
    *("precision", "timestamp", "account", "listing", "websocket", "reconnect", "backoff", "signature", "permission"),
    *("region", "server", "timeout", "throttled", "wiki", "chrony", "restart", "recvWindow", "proxy", "dns"),
)
CJK = ("错误代码", "时间戳", "余额不足", "重新连接", "交易对")
SEARCHES = {
    "rare word": "needle7",
    "common word": "clock",
    "two words": "clock margin",
    "two letters": "wh",
    "number": "-1121",
    "two Chinese signs": "余额",
    "umlaut, folded": "ubung",
    "nothing": "zzzz",
}


def notes(count: int) -> Iterator[CarriedNote]:
    """Yield notes of some 300 characters, one in eight with Chinese, on 200 meanings."""
    chance = random.Random(1)  # noqa: S311 -- the same notes at every run
    for place in range(count):
        text = " ".join(chance.choices(WORDS, k=40))
        if place % 8 == 0:
            text += " " + "，".join(chance.choices(CJK, k=4)) + "。"
        if place % 1000 == 7:
            text += f" needle{place % 9} Übung"
        number = -1000 - place % 200
        moment = f"2026-05-{1 + place % 28:02}T10:11:12.{place % 1000:03}Z"
        tags = tuple(chance.choices(WORDS, k=2))
        note = Note(
            f"{place:032x}", f"{-number}-some-name", number, "SOME_NAME", None, text, tags, "", *(moment,) * 2, 1
        )
        yield CarriedNote(note, ())


def median(measured: list[float]) -> float:
    """Return the median in milliseconds."""
    return 1000 * statistics.median(measured)


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def scan(store: NoteStore, search: str) -> list[int]:
    """Look for the words in every note's text."""
    values = [f"%{word.lstrip('-')}%" for word in search.split()]
    where = " AND ".join(["text LIKE ?"] * len(values))
    question = f"SELECT v.seq FROM notes n JOIN versions v ON v.seq = n.seq WHERE {where} LIMIT {MOST}"  # noqa: S608 -- constants only
    return store._table.column(question, *values)


def compare_searches(store: NoteStore) -> None:
    """Print every search beside the scan."""
    print(f"search, at most {MOST} notes      median        most     scan with LIKE     ratio    found")
    for name, search in SEARCHES.items():
        ours: list[float] = []
        scans: list[float] = []
        for _ in range(RUNS):
            ours.append(seconds(partial(store.search, search, MOST)))
            scans.append(seconds(partial(scan, store, search)))
        taken = f"{median(ours):8.2f} ms {1000 * max(ours):8.2f} ms   {median(scans):10.2f} ms"
        print(f"  {name:20} {taken}   {median(ours) / median(scans):10.3f} {store.count_found(search):8}")


def compare_sizes(few: Path, many: Path) -> None:
    """Print what is done at every start, with few notes and with many."""

    def opening(path: Path) -> None:
        NoteStore.open(path).close()

    print("at the start                few notes    many notes     ratio")
    with NoteStore.open(few) as small, NoteStore.open(many) as large:
        work: dict[str, Callable[[NoteStore, Path], object]] = {
            "open and close": lambda _store, path: opening(path),
            "marks": lambda store, _path: store.marked_meanings(),
            "notes of a meaning": lambda store, _path: store.about("1002-some-name", -1002)[:1],
            "look for changes": lambda store, _path: store.latest_change(),
            "first 500 notes": lambda store, _path: store.all(MOST),
            "add": lambda store, _path: store.add("one more " + "word " * 50, number=-1),
        }
        for name, do in work.items():
            measured: dict[Path, list[float]] = {few: [], many: []}
            for _ in range(RUNS):
                for store, path in ((small, few), (large, many)):
                    measured[path].append(seconds(partial(do, store, path)))
            least, most = median(measured[few]), median(measured[many])
            print(f"  {name:20} {least:10.3f} ms {most:10.3f} ms {most / least:9.2f}")


def main(arguments: list[str]) -> int:
    """Make the databases, and measure."""
    count = int(arguments[0]) if arguments else DEFAULT_NOTES
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.sqlite3", Path(folder) / "many.sqlite3"
        with NoteStore.open(few) as store:
            store.merge(notes(FEW))
        with NoteStore.open(many) as store:
            took = seconds(lambda: store.merge(notes(count)))
        print(f"{count} notes, {many.stat().st_size / 1e6:.0f} MB, imported in {took:.1f} s\n")
        compare_sizes(few, many)
        with NoteStore.open(many) as store:
            print()
            compare_searches(store)
            print(f"\n  export as JSON        {seconds(lambda: to_json(store.carried())):6.2f} s")
        print(f"  copy of the day       {seconds(lambda: make_daily_copy(many, datetime.now(UTC))):6.2f} s")
        print(f"  check                 {seconds(lambda: check(many)):6.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
