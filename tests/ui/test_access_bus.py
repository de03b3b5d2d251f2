"""The same way over the accessibility bus, in a real window on a screen of its own: as a screen reader would go."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("bus_driver.py")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"
"""Atspi comes with the system (Debian: python3-gi, gir1.2-atspi-2.0), not from a registry of packages."""
_HAS_ATSPI = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def missing() -> str:
    """Say what this computer lacks for it; empty where nothing."""
    tools = [tool for tool in ("Xvfb", "dbus-run-session") if shutil.which(tool) is None]
    if tools:
        return f"{tools[0]} is not installed"
    if not any(Path(path).exists() for path in LAUNCHERS):
        return "at-spi2-core is not installed"
    if not Path(SYSTEM_PYTHON).exists():
        return f"there is no {SYSTEM_PYTHON}"
    if subprocess.run([SYSTEM_PYTHON, "-c", _HAS_ATSPI], capture_output=True, check=False).returncode:
        return f"{SYSTEM_PYTHON} has no Atspi (python3-gi, gir1.2-atspi-2.0)"
    return ""


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of our own."""
    lack = missing()
    if lack:
        pytest.skip(lack)
    reading, writing = os.pipe()
    screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(screen, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            pytest.skip("Xvfb opens no screen here")
        yield f":{number}"
        server.terminate()


def test_a_paste_is_read_filtered_noted_and_exported_over_the_bus(display: str, tmp_path: Path) -> None:
    export = tmp_path / "notes.md"
    driver = [SYSTEM_PYTHON, "-W", "ignore::DeprecationWarning", str(DRIVER), str(tmp_path / "profile"), str(export)]
    environment = {name: value for name, value in os.environ.items() if name not in {"QT_QPA_PLATFORM", "PYTHONPATH"}}
    result = subprocess.run(
        ["dbus-run-session", "--", *driver, sys.executable, "-m", "errdex"],
        env={**environment, "DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "-1007" in export.read_text(encoding="utf-8")
