"""Take the README's pictures anew from the running program: ``python packaging/pictures.py [FOLDER]``.

The window opens on `resources/pictures/bot.log` in a profile of its own: light on the log's first error, dark on its
second; then light on `order.txt`, an order that a filter refused. Where there is no display, it is painted in memory.
What is written is what the window paints, with the fonts of the machine that this runs on; look at it before you keep
it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

PROJECT = Path(__file__).resolve().parents[1]
PICTURES = PROJECT / "resources" / "pictures"
LOG = PICTURES / "bot.log"
ORDER = PICTURES / "order.txt"
SIZE = (1360, 860)
NOTE = "After a timeout the bot asks for the order by its newClientOrderId before it sends anything again."
TAGS = ("orders",)
SETTLING = 20
"""Rounds of the event loop until nothing is left to paint; each waits for no longer than there is work."""

if TYPE_CHECKING:
    from errdex.ui.start import Program


def write_note(profile: Path) -> None:
    """Keep one note on the log's first error, as a person would have."""
    from errdex.cli.paths import notes_path
    from errdex.notes.store import NoteStore

    profile.mkdir(parents=True, exist_ok=True)
    with NoteStore.open(notes_path(profile)) as store:
        store.add(NOTE, meaning="1007-timeout", number=-1007, name="TIMEOUT", tags=TAGS)


def take(program: Program, path: Path) -> None:
    """Write what the window shows now."""
    from PySide6.QtWidgets import QApplication

    for _ in range(SETTLING):
        QApplication.processEvents()
    picture = program.window.grab()
    if not picture.save(str(path)):
        sys.exit(f"{path} could not be written.")
    print(f"{path}: {picture.width()} x {picture.height()}, {path.stat().st_size} bytes")


def main(arguments: list[str]) -> int:
    """Write the pictures into a folder (by default the README's)."""
    folder = Path(arguments[0]) if arguments else PICTURES
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtWidgets import QApplication

    from errdex.ui.commands import Command
    from errdex.ui.start import Program

    application = QApplication(["errdex"])
    with tempfile.TemporaryDirectory(prefix="errdex-") as scratch:
        profile = Path(scratch)
        write_note(profile)
        program = Program(application, profile, [str(LOG)])
        window = program.window
        window.resize(*SIZE)
        window.show()
        program.finish()
        window.commands.action(Command.SCHEME_LIGHT).trigger()
        take(program, folder / "window-light.png")
        window.commands.action(Command.SCHEME_DARK).trigger()
        window.commands.action(Command.NEXT_ERROR).trigger()
        take(program, folder / "window-dark.png")
        window.commands.action(Command.SCHEME_LIGHT).trigger()
        window.pastes.open_files([str(ORDER)])
        take(program, folder / "window-checked.png")
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
