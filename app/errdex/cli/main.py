"""The command line's front door: which job is asked for, and nothing that this job does not need.

Every verb is imported when it is asked for: `errdex decode` never loads Qt, `errdex` never loads argparse.

Exit status: 0 done · 1 nothing found · 2 bad use or unreadable input · 3 no window can open here, or what it needs is
missing · 70 a bug of ours · 130 stopped with Ctrl+C · 141 the reader of our output went away. A fault is one plain
sentence on standard error.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from errdex.errors import ErrdexError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BAD_USE = 2
NO_WINDOW = 3
BUG = 70
INTERRUPTED = 130
BROKEN_PIPE = 141

INSTALLED = ("PySide6", "platformdirs", "shiboken6")
"""What is not part of Python or of Errdex, and may be missing in a bare checkout."""

USAGE = """\
Errdex tells what a Binance API error means, what to do about it, and whether sending again is safe.

    errdex                            open the window
    errdex open [FILE|-]...           open the window on pastes or logs
    errdex decode [FILE|-]...         decode the errors in a text
    errdex explain CODE|NAME          all that is known of one error code
    errdex redact [FILE|-]...         print a text with keys, signatures and addresses masked, to post it
    errdex notes add|edit|move|tag|pin|list|show|search|delete|restore|undo|redo|export|import|backup|check
    errdex registry check             check the bundled registry and guidance

    --profile DIR     keep all user data in DIR (before the command)
    --self-check      open the window, report on it, and end
    --version         print the version
    --help            print this; `errdex COMMAND --help` tells more of a command
"""


class Request(NamedTuple):
    """What the command line asks for."""

    profile: Path | None
    self_check: bool
    verb: str
    """"" for the window without a file."""
    arguments: list[str]


def _decode(request: Request) -> int:
    from errdex.cli.decode import run

    return run(request.arguments)


def _explain(request: Request) -> int:
    from errdex.cli.explain import run

    return run(request.arguments)


def _redact(request: Request) -> int:
    from errdex.cli.redact import run

    return run(request.arguments)


def _notes(request: Request) -> int:
    from errdex.cli.notes import run

    return run(request.arguments, request.profile)


def _registry(request: Request) -> int:
    from errdex.cli.registry import run

    return run(request.arguments)


def _window(request: Request) -> int:
    for argument in request.arguments:
        if argument in {"-h", "--help"}:
            _print(USAGE)
            return 0
        if argument.startswith("-") and argument != "-":
            raise InputError("'{0}' is no option of `errdex open`; a file of that name is './{0}'.", argument)
    from errdex.cli.display import WITHOUT_WINDOW, window_fault

    fault = window_fault()
    if fault is not None:
        _say(fault)
        _say(WITHOUT_WINDOW)
        return NO_WINDOW
    import gc

    gc.disable()  # Up to the first picture (ui.start): until then little is thrown away, and looking for it costs 4 ms.
    from errdex.ui.binding import load_binding

    load_binding()
    from errdex.ui.start import run

    return run(request.profile, request.arguments, request.self_check)


VERBS: dict[str, Callable[[Request], int]] = {
    "": _window,
    "open": _window,
    "decode": _decode,
    "explain": _explain,
    "redact": _redact,
    "notes": _notes,
    "registry": _registry,
}


def needs_window(arguments: list[str]) -> bool:
    """Tell whether these arguments open a window; bad ones do not."""
    try:
        request = read_request(arguments)
    except ErrdexError:
        return False
    return VERBS.get(request.verb) is _window and not {"-h", "--help", "--version"} & {*arguments}


def read_request(arguments: list[str]) -> Request:
    """Read what stands before the verb; the rest is the verb's own. InputError for what is neither."""
    profile: Path | None = None
    self_check = False
    rest = list(arguments)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        option, has_value, value = rest.pop(0).partition("=")
        if option == "--profile":
            if not has_value:
                value = rest.pop(0) if rest else ""
            if not value:
                raise InputError("--profile needs a folder: errdex --profile DIR.")
            from pathlib import Path

            profile = Path(value)
        elif option == "--self-check" and not has_value:
            self_check = True
        elif option in {"--help", "-h", "--version"}:
            return Request(profile, self_check, option, [])
        else:
            raise InputError("'{0}' is no option of errdex; `errdex --help` lists them.", option)
    verb = rest.pop(0) if rest else ""
    if self_check and verb not in {"", "open"}:
        raise InputError("--self-check opens the window; it does not go with '{0}'.", verb)
    return Request(profile, self_check, verb, rest)


def _answer(arguments: list[str]) -> int:
    request = read_request(arguments)
    if request.verb in {"--help", "-h"}:
        _print(USAGE)
        return 0
    if request.verb == "--version":
        from errdex import __version__

        _print(f"errdex {__version__}\n")
        return 0
    verb = VERBS.get(request.verb)
    if verb is None:
        from pathlib import Path

        if Path(request.verb).exists():
            raise InputError("'{0}' is no command of errdex; to open a file: errdex open {0}.", request.verb)
        raise InputError("'{0}' is no command of errdex; see `errdex --help`.", request.verb)
    return verb(request)


def _print(text: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(text)


def _say(text: str) -> None:
    """Print a sentence on standard error, which a program started without a console does not have."""
    if sys.stderr is not None:
        print(text, file=sys.stderr)


def _speak_utf8() -> None:
    """Make both outputs UTF-8 whatever the console's code page is; what has no UTF-8 form is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Send what is still unwritten nowhere, so that the interpreter's own flush at exit stays silent."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- pathlib would be no shorter
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _report_bug() -> int:
    import traceback

    _say(traceback.format_exc())
    _say("This is a bug of Errdex; the lines above help to mend it. They may hold parts of what you gave to it.")
    return BUG


def _fault(error: OSError) -> int:
    """Say what the system refused, and return the status for it; a reader that went away is told nothing."""
    if isinstance(error, BrokenPipeError):
        _drop_output()
        return BROKEN_PIPE
    _say(f"errdex: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
    return BAD_USE


def _missing(error: ModuleNotFoundError) -> int:
    """Say how to get a module that others made; one of ours that is missing is a bug."""
    if error.name is None or error.name.partition(".")[0] not in INSTALLED:
        return _report_bug()
    _say(f"errdex: {error.name} is not installed here; python3 packaging/bootstrap.py run installs what is needed.")
    return NO_WINDOW


def _attempt(arguments: list[str]) -> int:
    try:
        status = _answer(arguments)
    except ErrdexError as error:
        _say(f"errdex: {error}")
        status = BAD_USE
    except OSError as error:
        status = _fault(error)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except ModuleNotFoundError as error:
        status = _missing(error)
    except Exception:  # noqa: BLE001 -- one of the two edges where a bug of ours is caught, told and not hidden
        status = _report_bug()
    return status


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments ask for (None: those of the process), and return the exit status."""
    _speak_utf8()
    status = _attempt(sys.argv[1:] if arguments is None else arguments)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        status = _fault(error)
        _drop_output()
    return status
