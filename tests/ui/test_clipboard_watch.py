from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from errdex.decode.decoder import Decoder
from errdex.decode.model import Decoding
from errdex.registry.advice_loader import load_advice
from errdex.registry.model import Product, Registry
from errdex.resources import resources_folder
from errdex.ui.clipboard_watch import MOST_READ, ClipboardWatch

ERROR = '{"code":-1121,"msg":"Invalid symbol."}'


class Bench:
    """The real decoder, counting what it is asked."""

    def __init__(self, registry: Registry) -> None:
        self._decoder = Decoder(registry, load_advice(resources_folder() / "guidance"))
        self.asked: list[int] = []

    def decode(self, text: str, product: Product | None) -> Decoding:
        self.asked.append(len(text))
        return self._decoder.decode(text, product)


@pytest.fixture(scope="module")
def bench(registry: Registry) -> Bench:
    return Bench(registry)


@pytest.fixture
def watch(qapp: QApplication, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClipboardWatch]:
    """A watch that takes what this process copies for another's."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    qapp.clipboard().clear()
    bench.asked.clear()
    owner = QObject()
    yield ClipboardWatch(bench.decode, owner)
    owner.deleteLater()


def copy(text: str) -> None:
    content = QMimeData()
    content.setText(text)
    QGuiApplication.clipboard().setMimeData(content)


def offers(watch: ClipboardWatch) -> list[str]:
    heard: list[str] = []
    watch.found.connect(heard.append)
    watch.look()
    watch.found.disconnect(heard.append)
    return heard


def test_an_error_on_the_clipboard_is_told_by_code_and_name_once(watch: ClipboardWatch) -> None:
    copy(ERROR)
    assert offers(watch) == ["-1121 BAD_SYMBOL"]
    assert offers(watch) == []


def test_a_change_withdraws_what_was_offered(watch: ClipboardWatch, qtbot: QtBot) -> None:
    copy(ERROR)
    watch.look()
    with qtbot.waitSignal(watch.found) as found:
        copy("nothing of interest")
    assert found.args == [""]
    assert offers(watch) == []


@pytest.mark.parametrize("text", ["1121", " 1021\n", "", "nothing", "\x00" * 100])
def test_what_is_no_error_is_not_offered(watch: ClipboardWatch, text: str) -> None:
    copy(text)
    assert offers(watch) == []


def test_what_was_pasted_is_not_offered(watch: ClipboardWatch) -> None:
    copy(ERROR)
    watch.see(ERROR)
    assert offers(watch) == []


def test_of_a_large_clipboard_only_the_beginning_is_looked_at(watch: ClipboardWatch, bench: Bench) -> None:
    copy("x " * 10_000_000)
    assert offers(watch) == []
    assert bench.asked == [MOST_READ]


def test_nothing_is_looked_at_where_a_person_does_not_want_it(watch: ClipboardWatch, bench: Bench) -> None:
    watch.is_on = False
    copy(ERROR)
    assert offers(watch) == []
    assert bench.asked == []


def test_what_this_program_copied_is_no_news(
    watch: ClipboardWatch, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    copy(ERROR)
    assert offers(watch) == []
    assert bench.asked == []
