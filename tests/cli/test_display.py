from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from errdex.cli.display import ALWAYS, ON_X11, Library, has_display, missing_libraries, window_fault

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_nothing_in_the_environment_is_no_display() -> None:
    assert not has_display()
    assert "no display" in str(window_fault())


def test_a_platform_that_paints_in_memory_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()
    assert window_fault() is None


def test_a_platform_that_qt_does_not_have_is_told_with_those_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense:size=1")
    fault = str(window_fault())
    assert "'nonsense'" in fault
    assert "offscreen" in fault
    assert "xcb" in fault


@pytest.mark.parametrize(
    "asked", ["offscreen", "minimal", "minimalegl", "vnc:port=5999", "offscreen;nonsense", "nonsense;offscreen"]
)
def test_a_platform_that_qt_has_is_taken(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", asked)
    assert window_fault() is None


@pytest.mark.parametrize("name", ["QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"])
def test_a_platform_may_come_from_a_folder_of_the_persons_own(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "homemade")
    monkeypatch.setenv(name, "/opt/plugins")
    assert window_fault() is None


def test_a_kind_of_a_platform_is_that_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland-egl")
    assert "no display" in str(window_fault())


@pytest.mark.parametrize("asked", ["xcb", "", "wayland", "xcb;wayland"])
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", asked)
    monkeypatch.setenv("DISPLAY", ":4095")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not has_display()


def test_a_wayland_socket_is_a_display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "wayland-7").touch()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert has_display()


def test_a_library_that_is_not_there_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = Library("libno-such-thing.so.9", "libno-such-thing9")
    monkeypatch.setattr("errdex.cli.display.ON_X11", (stranger,))
    assert missing_libraries(shown=True)[-1] == stranger
    assert stranger not in missing_libraries(shown=False)


def test_an_x_display_asks_for_more_than_memory_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("errdex.cli.display._loads", lambda soname: not soname)
    assert missing_libraries(shown=True) == ALWAYS + ON_X11
    assert missing_libraries(shown=False) == ALWAYS
    assert missing_libraries() == ALWAYS
    monkeypatch.setenv("DISPLAY", ":4095")
    assert missing_libraries() == ALWAYS + ON_X11
