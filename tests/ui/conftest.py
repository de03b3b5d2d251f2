"""What the window's tests share: the real theme and icons, the real registry, and a small one to count in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from errdex.registry.advice import Advice, AdviceBook, AdviceRule, ExecutionStatus, Retry
from errdex.registry.model import (
    Category,
    ErrorCode,
    Kind,
    Lifecycle,
    Meaning,
    Product,
    Registry,
    Revision,
    Template,
)
from errdex.resources import resources_folder
from errdex.ui.catalogue import Catalogue
from errdex.ui.icons import Icons
from errdex.ui.main_window import MainWindow
from errdex.ui.start import Program
from errdex.ui.theme import Scheme, Theme

SERVER = Category("10xx", "General Server or Network issues")
REQUEST = Category("11xx", "Request issues")
REQUEST_WIDE = Category("11xx - 2xxx", "Request issues")


def code(
    product: Product,
    number: int,
    name: str | None,
    meaning: str,
    *texts: str,
    category: Category | None = SERVER,
    kind: Kind = Kind.API,
) -> ErrorCode:
    """Make a code with plain templates."""
    templates = tuple(
        Template(f"t{place}", text, (), Lifecycle.DOCUMENTED, None, None, "errors") for place, text in enumerate(texts)
    )
    return ErrorCode(
        product, kind, number, name, category, templates, (), Lifecycle.DOCUMENTED, None, None, "errors", meaning
    )


def meaning(*codes: ErrorCode, name: str | None = None, other_names: tuple[str, ...] = ()) -> Meaning:
    """Make a meaning of codes."""
    first = codes[0]
    return Meaning(first.meaning, first.kind, first.number, name or first.name, other_names, codes)


def make_registry() -> Registry:
    """Make a registry of seven meanings over spot, usdm and sapi."""
    spot, usdm, sapi = Product.SPOT, Product.USDM, Product.SAPI
    meanings = (
        meaning(
            code(spot, -1007, "TIMEOUT", "1007-timeout", "Timeout waiting for response."),
            code(usdm, -1007, "TIMEOUT", "1007-timeout", "Timeout waiting for the futures backend."),
            code(sapi, -1007, "TIMEOUT", "1007-timeout", "Timeout waiting for response."),
        ),
        meaning(code(spot, -1008, "SERVER_BUSY", "1008-server-busy", "Server is currently overloaded.")),
        meaning(
            code(usdm, -1008, "Request Throttled", "1008-request-throttled", "Request throttled."),
        ),
        meaning(
            code(spot, -1021, "INVALID_TIMESTAMP", "1021-invalid-timestamp", "Timestamp outside.", category=REQUEST),
            code(sapi, -1021, "TIMESTAMP_WRONG", "1021-invalid-timestamp", "Timestamp.", category=REQUEST_WIDE),
            other_names=("TIMESTAMP_WRONG",),
        ),
        meaning(code(spot, -11021, None, "11021-far-away", "A <b>far</b> one.", category=None)),
        meaning(
            code(spot, 503, "HTTP_503", "http-503", "Service unavailable.", category=None, kind=Kind.HTTP),
            code(usdm, 503, "HTTP_503", "http-503", "Service unavailable.", category=None, kind=Kind.HTTP),
            code(sapi, 503, "HTTP_503", "http-503", "Service unavailable.", category=None, kind=Kind.HTTP),
        ),
        meaning(code(spot, 2, "INVALID_REQUEST", "stream-2", "Invalid request.", category=None, kind=Kind.STREAM)),
    )
    revision = Revision("2026-05-18", "origin", "title", official=True)
    return Registry(meanings, {spot: revision, usdm: revision, sapi: revision}, {})


def make_advice() -> AdviceBook:
    """Make advice: no by default, check first for -1007, wait for the futures' -1008."""
    no = Advice(Retry.NO, Retry.NO, ExecutionStatus.NOT_EXECUTED, "judgement")
    check = Advice(Retry.RESEND, Retry.CHECK_FIRST, ExecutionStatus.UNKNOWN, "spot-errors#-1007")
    wait = Advice(Retry.WAIT, Retry.WAIT, ExecutionStatus.NOT_EXECUTED, "judgement")
    rules: dict[str, tuple[AdviceRule, ...]] = {
        "1007-timeout": (AdviceRule(check),),
        "1008-request-throttled": (AdviceRule(wait),),
    }
    return AdviceBook(no, rules)


@pytest.fixture
def make_meaning() -> Callable[..., Meaning]:
    """Make a meaning of one code."""

    def make(product: Product, number: int, *texts: str, category: Category | None = SERVER) -> Meaning:
        return meaning(code(product, number, f"N{-number}", f"{-number}-n", *texts, category=category))

    return make


@pytest.fixture
def small_registry() -> Registry:
    return make_registry()


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(make_registry(), make_advice())


@pytest.fixture(autouse=True)
def usual_font(qapp: QApplication) -> Iterator[None]:
    """Give each test the same font: a theme takes its size from the application, and leaves its own."""
    font = qapp.font()
    yield
    qapp.setFont(font)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The real theme, light."""
    made = Theme(qapp, Icons(resources_folder() / "icons"))
    made.choose(Scheme.LIGHT)
    made.dress(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def shown_program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The program with its window painted, and nothing done of what comes after the first picture."""
    program = Program(qapp, tmp_path, [])
    program.theme.choose(Scheme.LIGHT)
    qtbot.addWidget(program.window)
    with qtbot.waitSignal(program.window.table.painted):
        program.window.show()
    yield program
    program.window.close()


@pytest.fixture
def program(shown_program: Program) -> Program:
    """The program with its window painted and its notes open."""
    shown_program.open_notes()
    return shown_program


@pytest.fixture
def window(program: Program) -> MainWindow:
    """The main window of `program`."""
    return program.window
