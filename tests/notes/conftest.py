"""What the tests of the notes share: a clock that can be set, a store, a small registry, a person without rights."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from errdex.notes.store import NoteStore
from errdex.registry.model import Category, ErrorCode, Kind, Lifecycle, Meaning, Product, Registry, Template


class Clock:
    """A clock that goes on by a second at every look, and can be put anywhere."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 5, 3, 10, 0, tzinfo=UTC)
        self.step = timedelta(seconds=1)

    def __call__(self) -> datetime:
        self.moment += self.step
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "notes.sqlite3"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[NoteStore]:
    with NoteStore.open(path, clock=clock) as opened:
        yield opened


def _meaning(number: int, name: str, title: str, message: str, product: Product = Product.SPOT) -> Meaning:
    meaning_id = f"{abs(number)}-{name.lower().replace('_', '-')}"
    template = Template("message", message, (), Lifecycle.DOCUMENTED, None, None, "errors")
    category = Category(f"{abs(number) // 100}xx", title)
    code = ErrorCode(
        product,
        Kind.API,
        number,
        name,
        category,
        (template,),
        (),
        Lifecycle.DOCUMENTED,
        None,
        None,
        "errors",
        meaning_id,
    )
    return Meaning(meaning_id, Kind.API, number, name, (), (code,))


@pytest.fixture
def registry() -> Registry:
    meanings = (
        _meaning(-1021, "INVALID_TIMESTAMP", "General", "Timestamp for this request is outside of the recvWindow."),
        _meaning(-1121, "BAD_SYMBOL", "Request issues", "Invalid symbol."),
        _meaning(-4003, "QTY_LESS_THAN_ZERO", "Filters", "Quantity less than zero.", Product.USDM),
        _meaning(-4003, "CAPITAL_IEV", "Capital", "IEV", Product.SAPI),
    )
    return Registry(meanings, {}, {})


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """Act as a person who may not write everywhere, in a folder of their own; a root that tests are run by may."""
    if os.name != "posix":
        pytest.skip("rights are POSIX ones here")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            for inner in (folder, *folder.rglob("*")):
                inner.chmod(0o700)
