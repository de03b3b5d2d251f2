"""Whether a window can open here, asked before Qt is: without its libraries or a display Qt aborts the process.

An abort (status 134) cannot be caught, so that every reason for one is looked at first. What is loaded here is
loaded by Qt a moment later anyway; nothing of it costs twice. Standard library only: `packaging/bootstrap.py`
asks here too, before anything is installed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple


class Library(NamedTuple):
    """A system library that Qt's wheels leave to the system, and the package that has it (Debian, Ubuntu)."""

    soname: str
    package: str


ALWAYS = (
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libGL.so.1", "libgl1"),
    Library("libEGL.so.1", "libegl1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libfontconfig.so.1", "libfontconfig1"),
)
"""Needed on every platform of Qt, even where nothing is shown."""

ON_X11 = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
"""Needed on top for an X display."""

_SHOWN = ("", "xcb", "wayland", "wayland-egl", "eglfs", "linuxfb")
"""The values of QT_QPA_PLATFORM that show something; the others (offscreen, minimal, vnc) need no display."""


def _asked_platform() -> str:
    """Return the platform that the environment asks Qt for: of several the first that Qt has; "" for none."""
    names = [asked.split(":")[0].strip() for asked in os.environ.get("QT_QPA_PLATFORM", "").split(";")]
    offered = offered_platforms() if len(names) > 1 else ()
    return next((name for name in names if name.split("-")[0] in offered), names[0])


def _loads(soname: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _x11_answers() -> bool:
    """Whether the X server that DISPLAY names takes us; asked with Qt's own library, so that its rights hold too."""
    if not os.environ.get("DISPLAY"):
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Cannot be asked: that a library is missing is said by `missing_libraries`.
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _wayland_answers() -> bool:
    """Whether there is a socket where WAYLAND_DISPLAY says."""
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / str(name)).exists()


def has_display() -> bool:
    """Whether there is something to show a window on, or the environment asks for a platform that needs nothing."""
    if sys.platform in {"win32", "darwin", "cygwin"}:
        return True
    platform = _asked_platform()
    if platform not in _SHOWN or platform in {"eglfs", "linuxfb"}:
        return True
    if platform == "xcb":
        return _x11_answers()
    if platform.startswith("wayland"):
        return _wayland_answers()
    return _wayland_answers() or _x11_answers()


def missing_libraries(*, shown: bool | None = None) -> tuple[Library, ...]:
    """Return the system libraries that Qt would miss here.

    `shown` says whether a window is to be shown or only painted in memory; None takes it from the environment.
    """
    if not sys.platform.startswith("linux"):
        return ()
    if shown is None:
        shown = _asked_platform() == "xcb" or (
            _asked_platform() == "" and bool(os.environ.get("DISPLAY")) and not _wayland_answers()
        )
    wanted = ALWAYS + ON_X11 if shown else ALWAYS
    return tuple(library for library in wanted if not _loads(library.soname))


def offered_platforms() -> tuple[str, ...]:
    """Return the platforms that Qt has a plugin for; none where its plugins do not stand where wheels put them."""
    from importlib.util import find_spec

    if {"QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"} & os.environ.keys():
        return ()
    found = find_spec("PySide6")
    folders = [
        Path(place) / "Qt" / "plugins" / "platforms" for place in (found and found.submodule_search_locations) or ()
    ]
    names = (plugin.stem for folder in folders if folder.is_dir() for plugin in folder.iterdir())
    return tuple(sorted(name.removeprefix("lib").removeprefix("q") for name in names))


def _platform_fault() -> str | None:
    """Say that the environment asks for a platform that Qt does not have; "wayland-egl" is a kind of "wayland"."""
    asked = _asked_platform()
    offered = offered_platforms() if asked else ()
    if not offered or asked.split("-")[0] in offered:
        return None
    names = ", ".join(offered)
    return f"QT_QPA_PLATFORM asks for '{asked}', which this Qt does not have: unset it, or name one of {names}."


def window_fault() -> str | None:
    """Return one sentence that says why no window can open here, None where one can."""
    missing = missing_libraries()
    if missing:
        packages = " ".join(library.package for library in missing)
        return (
            f"The window needs system libraries that are not installed ({missing[0].soname}); "
            f"on Debian and Ubuntu: apt-get install {packages}"
        )
    fault = _platform_fault()
    if fault is not None:
        return fault
    if not has_display():
        return "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY leads to one)."
    return None


WITHOUT_WINDOW = """\
Errors can be decoded without a window:

    errdex decode FILE                     or: some-program 2>&1 | errdex decode
    errdex explain -1121
"""
