"""Starts the window: what the first picture needs comes first, everything else after it."""

from __future__ import annotations

import time

_LOADED_AT = time.time()
"""When this module was read: the start, where the system does not tell the process's own."""

import gc  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

from PySide6.QtCore import QStandardPaths  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from errdex.errors import ErrdexError  # noqa: E402
from errdex.registry.advice import CAREFUL, AdviceBook  # noqa: E402
from errdex.registry.advice_loader import load_advice  # noqa: E402
from errdex.registry.guidance_loader import GuidanceShelf  # noqa: E402
from errdex.registry.loader import load_registry  # noqa: E402
from errdex.registry.model import Registry  # noqa: E402
from errdex.resources import resources_folder  # noqa: E402
from errdex.ui.catalogue import Catalogue  # noqa: E402
from errdex.ui.crash import CrashReporter  # noqa: E402
from errdex.ui.icons import Icons, Sign  # noqa: E402
from errdex.ui.main_window import MainWindow, Parts  # noqa: E402
from errdex.ui.preferences import FILE_NAME, PreferenceFile  # noqa: E402
from errdex.ui.theme import Theme  # noqa: E402
from errdex.ui.translate import load_translations, told  # noqa: E402
from errdex.ui.translate import sentence as tr  # noqa: E402

if TYPE_CHECKING:
    from errdex.decode.decoder import Decoder
    from errdex.decode.model import Decoding
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Product
    from errdex.ui.notes_daily import DailyCopy
    from errdex.ui.preferences import Preferences
    from errdex.ui.worker import Decode

EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'
"""The payload that the document which the project starts from shows as its example."""

_PATIENCE = 0.25
"""Seconds that the window stands still for another program's write; a note that could not be saved is tried again."""

_SWITCH = 0.00005
"""Seconds after which a worker hands the interpreter over: one repaint asks for it twenty times, at 5 ms by default."""


class Program:
    """One run of the window, from the first read file to the last written one."""

    def __init__(self, application: QApplication, profile: Path | None, files: list[str]) -> None:
        """Load what the window shows, and build it."""
        self._application = application
        self._profile = profile
        self._files = files
        self.store: NoteStore | None = None
        self._daily: DailyCopy | None = None
        self._preference_file = PreferenceFile(_preferences_path(profile))
        preferences, aside = self._preference_file.read()
        folder = resources_folder()
        icons = Icons(folder / "icons")
        theme = self.theme = Theme(application, icons)
        theme.choose(preferences.scheme, preferences.size)
        theme.choose_times(preferences.times)
        self.registry, self._advice, faults = load_parts(folder)
        self._decoder: Decoder | None = None
        shelf = GuidanceShelf(folder / "guidance")
        self.catalogue = Catalogue(self.registry, self._advice)
        parts = Parts(self.registry, self._advice, shelf, self.decode, self.catalogue)
        self.window = MainWindow(parts, theme, preferences)
        theme.dress(self.window)
        for fault in faults:
            self.window.notice.say(fault)
        if aside is not None:
            self.window.notice.say(tr("The preferences could not be read; they were kept as {0}.").format(aside))
        self.window.closing.connect(self._close)
        self.window.notes.lost.connect(self._open_notes_anew)
        self.window.choices.chosen.connect(self._keep)

    def decode(self, text: str, product: Product | None) -> Decoding:
        """Decode a text; the decoder is made when it is first wanted, for it is no part of the first picture."""
        if self._decoder is None:
            from errdex.decode.decoder import Decoder

            self._decoder = Decoder(self.registry, self._advice)
        return self._decoder.decode(text, product)

    def finish(self) -> None:
        """Do what the first picture did not need: notes, files, the program's own icon, Ctrl+C."""
        from errdex.cli.paths import user_folder
        from errdex.ui.signals import SignalWatch

        watch = SignalWatch(self._application)
        watch.asked_to_stop.connect(self._stop)
        self._watch = watch
        self._application.commitDataRequest.connect(self.window.notes.end)
        self.window.answers.dress_bar()
        self.open_notes()
        self.window.choices.finish(user_folder(self._profile))
        if self._files:
            self.window.open_files(self._files)
        else:
            self.decode("", None)
        self.catalogue.prepare()
        self.window.watch_clipboard()
        from PySide6.QtGui import QIcon

        self._application.setWindowIcon(QIcon(str(resources_folder() / "icons" / f"{Sign.ERRDEX}.svg")))

    def open_notes(self) -> None:
        """Open the notes; where they cannot be, say why and go on without."""
        from errdex.cli.paths import notes_path
        from errdex.notes.store import NoteStore

        path = notes_path(self._profile)
        try:
            self.store = NoteStore.open(path, patience=_PATIENCE)
        except (ErrdexError, OSError) as error:
            self.window.notice.say(told(error))
        self.window.notes.set_store(self.store)
        if self.store is not None and self._daily is None:
            from errdex.ui.notes_daily import DailyCopy

            self._daily = DailyCopy(path, self._application)
            self._daily.failed.connect(self._tell_no_copy)

    def _tell_no_copy(self, reason: str) -> None:
        self.window.notice.say(tr("There is no copy of the notes of today: {0}").format(reason))

    def _open_notes_anew(self) -> None:
        """Take what stands now in the place of the notes' file, which somebody moved, deleted or replaced."""
        if self.store is None:
            return
        self.store.close()
        self.store = None
        words = tr("The notes' file was moved or replaced by another program; what is there now is shown.")
        self.window.notice.say(words)
        self.open_notes()

    def _keep(self, preferences: Preferences) -> None:
        """Write what the person chose; a disk that does not take it is no reason to stop."""
        try:
            self._preference_file.write(preferences)
        except (ErrdexError, OSError) as error:
            sys.stderr.write(f"errdex: the preferences were not saved: {error}\n")

    def _stop(self, status: int) -> None:
        self.window.notes.end()
        self.window.close()
        self._application.exit(status)

    def _close(self) -> None:
        """Keep what the person chose, and close the notes."""
        self._keep(self.window.choices.current())
        if self._daily is not None:
            self._daily.finish()
            self._daily = None
        if self.store is not None:
            self.window.notes.set_store(None)
            self.store.close()
            self.store = None


def run(profile: Path | None, files: list[str], self_check: bool) -> int:
    """Open the window on files, and return the exit status once it is closed."""
    if self_check and profile is None:
        import tempfile

        with tempfile.TemporaryDirectory(prefix="errdex-") as folder:
            return _run(Path(folder), files, self_check=True)
    return _run(profile, files, self_check=self_check)


def _run(profile: Path | None, files: list[str], *, self_check: bool) -> int:
    application = _application()
    reporter = CrashReporter(application)
    reporter.install()
    load_translations(application, resources_folder() / "i18n")
    sys.setswitchinterval(_SWITCH)
    try:
        program = Program(application, profile, files)
        program.window.table.painted.connect(lambda: _after_first_paint(program, self_check=self_check))
        program.window.show()
        return application.exec()
    finally:
        reporter.remove()


def _after_first_paint(program: Program, *, self_check: bool) -> None:
    """Go on where the first picture left off; the self-check says first that it stands."""
    first_paint_ms = round((time.time() - process_started()) * 1000, 1) if self_check else 0.0
    if self_check:
        _print_line({"painted": True})
    gc.freeze()
    gc.enable()
    program.finish()
    if self_check:
        _print_line(self_check_report(program.registry, program.decode, first_paint_ms))
        program.window.close()


def _application() -> QApplication:
    found = QApplication.instance()
    # Its style is chosen by Qt's own option: `setStyle` would load all that a style can draw, before the first picture.
    application = found if isinstance(found, QApplication) else QApplication(["errdex", "-style", "fusion"])
    application.setApplicationName("errdex")
    application.setApplicationDisplayName("Errdex")
    application.setDesktopFileName("errdex")
    return application


def load_parts(folder: Path) -> tuple[Registry, AdviceBook, list[str]]:
    """Load registry and advice; what is faulty is named in a sentence, and the rest is sound."""
    faults: list[str] = []
    try:
        registry = load_registry(folder / "registry")
    except ErrdexError as error:
        registry = Registry((), {}, {}, (error,))
    faults += [tr("A part of the registry is left out: {0}").format(told(fault)) for fault in registry.faults]
    try:
        advice = load_advice(folder / "guidance")
    except ErrdexError as error:
        advice = AdviceBook(CAREFUL, {})
        faults.append(
            tr("The retry advice cannot be read, so that every code says to check first: {0}").format(told(error))
        )
    return registry, advice, faults


def _preferences_path(profile: Path | None) -> Path:
    """Return where the preferences are; asked of Qt, which is loaded already."""
    if profile is not None:
        return profile / FILE_NAME
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "errdex" / FILE_NAME


# The self-check


def self_check_report(registry: Registry, decode: Decode, first_paint_ms: float) -> dict[str, object]:
    """Return what the self-check found."""
    import platform

    from PySide6 import __version__ as pyside_version
    from PySide6.QtCore import qVersion

    from errdex import __version__

    best = [occurrence.candidates[0] for occurrence in decode(EXAMPLE, None).occurrences if occurrence.candidates]
    return {
        "first_paint_ms": first_paint_ms,
        "codes": sum(len(meaning.codes) for meaning in registry.meanings),
        "meanings": len(registry.meanings),
        "products": [product.value for product in registry.products],
        "platform": QApplication.platformName(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "qt": qVersion(),
        "pyside": pyside_version,
        "errdex": __version__,
        "example": {"text": EXAMPLE, "names": [candidate.code.name for candidate in best]},
        "name": best[0].code.name if best else None,
        "faults": [str(fault) for fault in registry.faults],
    }


def _print_line(content: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def process_started() -> float:
    """Return when this process started, in seconds since 1970; where the system does not tell, when we were loaded."""
    try:
        after_name = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        uptime = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return _LOADED_AT
    import os

    ticks = int(after_name[19]) / os.sysconf("SC_CLK_TCK")
    return time.time() - (uptime - ticks)
