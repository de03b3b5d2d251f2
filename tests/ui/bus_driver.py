"""Drives the window over the accessibility bus, as a screen reader would; run by a Python that has Atspi, not by ours.

    bus_driver.py PROFILE EXPORT_FILE COMMAND...

Starts the bus and the program, pastes, reads the finding, filters by category, writes a note, exports it. Prints what
it did, a line each; ends with 0 once the file is written, else with a traceback.
"""

# ruff: noqa: ANN401  (Atspi has no types)

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402

PATIENCE = 30.0
PASTE = """\
APIError(code=-1007): Timeout waiting for response from backend server.
{"code":-2010,"msg":"Duplicate order sent."}
"""
NOTE = "Seen twice after the funding hour."
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


def nodes(top: Any) -> Iterator[Any]:
    """Yield a node and all below it; the cells of tables are left out."""
    yield top
    if top.get_role() != Atspi.Role.TABLE:
        for place in range(top.get_child_count()):
            child = top.get_child_at_index(place)
            if child is not None:
                yield from nodes(child)


def wait(find: Callable[[], Any], what: str) -> Any:
    """Return what is found, once it is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = find()
        except gi.repository.GLib.Error:  # A node went away while it was looked at.
            found = None
        if found:
            print(what, flush=True)
            return found
        time.sleep(0.05)
    raise SystemExit(f"not found: {what}")


def named(top: Any, role: str, name: str) -> Any:
    """Return the first node of a role whose name matches; None where there is none."""
    return next((node for node in nodes(top) if node.get_role_name() == role and re.match(name, node.get_name())), None)


def press(node: Any) -> None:
    """Do what the node is for."""
    action = node.get_action_iface()
    names = [action.get_action_name(place) for place in range(action.get_n_actions())]
    action.do_action(names.index("Press"))


def drive(app: Callable[[], Any], export_file: Path) -> None:
    """Go through the three jobs."""
    top = wait(app, "the program is on the bus")
    box = wait(lambda: named(top, "text", "Paste box"), "the paste box is there")
    box.get_editable_text_iface().insert_text(0, PASTE, len(PASTE))
    wait(lambda: named(top, "list item", "-1007"), "the finding is read")
    wait(lambda: named(top, "label", "Check before you send it again"), "the advice is read")
    tree = named(top, "tree", "Categories")
    lines = [tree.get_child_at_index(place) for place in range(tree.get_child_count())]
    line = next(place for place, node in enumerate(lines) if node.get_name().startswith("10xx Server, network"))
    count = lines[line].get_name().rpartition(", ")[2]
    tree.get_selection_iface().select_child(line)
    wait(lambda: named(top, "label", rf"{count} of \d+$"), "the table is filtered")
    note = named(top, "text", "Note")
    note.get_editable_text_iface().insert_text(0, NOTE, len(NOTE))
    wait(lambda: named(top, "label", "Saved"), "the note is saved")
    press(named(top, "menu item", "Export notes"))
    press(wait(lambda: named(app(), "push button", "Export…"), "the dialog of the export is there"))
    name = wait(lambda: named(app(), "text", "File name"), "the file is asked for")
    name.get_editable_text_iface().set_text_contents(str(export_file))
    press(named(app(), "push button", "Save"))
    wait(lambda: export_file.is_file() and NOTE in export_file.read_text(encoding="utf-8"), "the note is exported")


def main(arguments: list[str]) -> int:
    """Start everything, drive it, and end it."""
    profile, export_file, *command = arguments
    launcher = next(path for path in LAUNCHERS if Path(path).exists())
    with subprocess.Popen([launcher, "--launch-immediately"]) as bus:
        environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen([*command, "--profile", profile], env=environment) as program:

            def app() -> Any:
                desktop = Atspi.get_desktop(0)
                apps = [desktop.get_child_at_index(place) for place in range(desktop.get_child_count())]
                return next((each for each in apps if each and each.get_name() == "errdex"), None)

            try:
                drive(app, Path(export_file))
            finally:
                program.terminate()
                program.wait(PATIENCE)
                bus.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
