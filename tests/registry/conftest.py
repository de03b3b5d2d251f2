from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from errdex.resources import resources_folder

BUNDLED = resources_folder() / "registry"

Change = Callable[[str, Callable[[dict[str, Any]], object]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the bundled registry that a test may spoil."""
    return Path(shutil.copytree(BUNDLED, tmp_path / "registry"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Return what changes one file of the copy."""

    def apply(name: str, how: Callable[[dict[str, Any]], object]) -> None:
        path = folder / name
        content = json.loads(path.read_text(encoding="utf-8"))
        how(content)
        path.write_text(json.dumps(content), encoding="utf-8")

    return apply
