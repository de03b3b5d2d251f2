"""The registry as it was last read, kept beside its files as Python keeps its compiled modules.

Reading 800 KB of JSON into 5,000 records takes three times as long as reading them back, at every start of window and
command line. Contract: what is found is what the files would give; files, reader and records are known by their sizes
and times, and where one of them differs, nothing is found. Nothing is kept where Python may keep nothing of its own,
and nothing that changed a moment ago, for another change within the same moment would not be seen.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from typing import TYPE_CHECKING

from errdex.registry import model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errdex.registry.model import Registry

_SETTLED = 2_000_000_000
"""Nanoseconds after which a second change is sure to show in a file's time; the coarsest file systems take so long."""

_Stamp = tuple[tuple[int, int], ...]


class Snapshot:
    """What is kept of one folder's files."""

    def __init__(self, folder: str, names: Iterable[str], reader: str) -> None:
        """Take the folder, the files in it that the registry is read from, and the path of what reads them."""
        self._sources = (*(f"{folder}/{name}" for name in names), reader, model.__file__, __file__)
        self._path = f"{folder}/__pycache__/registry.{sys.implementation.cache_tag}.kept"

    def find(self) -> Registry | None:
        """Return the registry that was kept, None where it would have to be read anew."""
        try:
            stamp = self._stamp()
            with open(self._path, "rb") as file:  # noqa: PTH123 -- the command line starts without pathlib
                # Trusted as a compiled module is, which stands in folders of the same owner.
                registry: Registry | None = pickle.load(file) if pickle.load(file) == stamp else None  # noqa: S301
        except Exception:  # noqa: BLE001 -- whatever is wrong with what was kept, the files themselves are there
            return None
        return registry if isinstance(registry, model.Registry) else None

    def keep(self, registry: Registry) -> None:
        """Keep a registry that was read without a fault; where that cannot be, it is read anew the next time."""
        if sys.dont_write_bytecode:
            return
        from pathlib import Path

        from errdex.errors import ErrdexError
        from errdex.files import write_atomically

        path = Path(self._path)
        try:
            stamp = self._stamp()
            if max(changed for _, changed in stamp) > time.time_ns() - _SETTLED:
                return
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, pickle.dumps(stamp) + pickle.dumps(registry))
        except (OSError, ErrdexError):
            return

    def _stamp(self) -> _Stamp:
        found = [os.stat(source) for source in self._sources]  # noqa: PTH116 -- the same
        return tuple((status.st_size, status.st_mtime_ns) for status in found)
