"""From a fresh clone to a running program or a test run, with nothing but Python 3.11 or newer.

    python3 packaging/bootstrap.py run  [-- arguments of errdex]
    python3 packaging/bootstrap.py test [-- arguments of pytest]
    python3 packaging/bootstrap.py dev                               the test environment, with the linters

Makes `.venv`, installs the hash-locked requirements and the project into it, and stamps what it did, so that the next
call starts at once. pip's own settings (index, proxy, certificates) hold as they are found on the machine.

Where pip comes from: Python's own `ensurepip`; where a distribution has cut that out (Debian does), the system's pip;
else Debian's package of the pip wheel, unpacked beside and not installed, which needs no root and is checked by apt.
That is all there is to do without naming a place on the network, and apt knows its own.
"""
# No `from __future__ import annotations`: an older Python must get as far as the sentence that says it is too old.

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.exit("Errdex needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031 -- as above

PROJECT = Path(__file__).resolve().parents[1]
ENVIRONMENT = PROJECT / ".venv"
STAMP = ENVIRONMENT / "errdex-stamp.json"
LOCKS = {
    "run": PROJECT / "packaging" / "requirements.txt",
    "test": PROJECT / "packaging" / "requirements-test.txt",
    "dev": PROJECT / "packaging" / "requirements-dev.txt",
}
"""What to install for each command; each holds the one before it."""

WINDOWS = os.name == "nt"
FAILED = 1
BAD_USE = 2
NO_WINDOW = 3
INTERRUPTED = 130
EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'


class CannotPrepareError(Exception):
    """The environment cannot be made; the text is one sentence that says what to do."""


def program(name: str, environment: Path = ENVIRONMENT) -> Path:
    """Return the path of a program in the environment."""
    return environment / "Scripts" / f"{name}.exe" if WINDOWS else environment / "bin" / name


def say(sentence: str) -> None:
    """Print a sentence for the person who waits."""
    print(sentence, file=sys.stderr, flush=True)


def plain() -> dict[str, str]:
    """Return the environment for pip and apt: as it is, but into `.venv` and without a question."""
    return {**os.environ, "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive"}


def attempt(*command: str | Path, folder: Path | None = None) -> bool:
    """Run a program whose failure leaves another way; its words are not shown."""
    try:
        done = subprocess.run(
            command, cwd=folder, check=False, env=plain(), stdin=subprocess.DEVNULL, capture_output=True
        )
    except OSError:
        return False
    return done.returncode == 0


def require(*command: str | Path, otherwise: str) -> None:
    """Run a program that must succeed, its words on standard error; CannotPrepareError with `otherwise` if not."""
    sys.stderr.flush()
    try:
        done = subprocess.run(
            command, cwd=PROJECT, check=False, env=plain(), stdin=subprocess.DEVNULL, stdout=sys.stderr
        )
    except OSError as error:
        raise CannotPrepareError(f"{otherwise} ({error})") from error
    if done.returncode:
        raise CannotPrepareError(otherwise)


def is_root() -> bool:
    """Tell whether system packages may be installed without asking."""
    return not WINDOWS and os.geteuid() == 0


# --- the environment ---------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """Return a hash of all that the environment depends on: Python, the checkout's place, the locks, the project."""
    digest = hashlib.sha256(f"{sys.version} {sys.base_prefix} {PROJECT}".encode())
    for path in (PROJECT / "pyproject.toml", *LOCKS.values()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_prepared(command: str) -> bool:
    """Tell whether the environment stands as the last call for this command, or for a larger one, left it."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        enough = list(LOCKS).index(stamp["command"]) >= list(LOCKS).index(command)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(enough and stamp["fingerprint"] == fingerprint() and program("python").exists())


def prepare(command: str) -> None:
    """Make the environment for a command, unless it is there already."""
    if is_prepared(command):
        return
    say(f"Preparing {ENVIRONMENT} (some 90 MB to fetch the first time).")
    STAMP.unlink(missing_ok=True)
    pip = make_environment()
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    install = (*pip, "install", "--disable-pip-version-check", "--no-input", *quiet)
    why = "The requirements could not be installed; pip's own words are above."
    require(*install, "--require-hashes", "--requirement", LOCKS[command], otherwise=why)
    # Built with the locked hatchling: nothing is fetched that has no hash.
    local = (*install, "--no-deps", "--no-build-isolation", "--no-index", "--editable", PROJECT)
    require(*local, otherwise="The project could not be installed; pip's own words are above.")
    # Compiled once here: a start must not pay for it, and cannot where Python is told to write no compiled files.
    attempt(program("python"), "-m", "compileall", "-q", PROJECT / "app", folder=PROJECT)
    STAMP.write_text(json.dumps({"command": command, "fingerprint": fingerprint()}), encoding="utf-8")


def is_of_this_python() -> bool:
    """Tell whether the environment there is was made by the Python that runs this."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    try:
        facts = (ENVIRONMENT / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    lines = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in facts.splitlines())}
    return lines.get("version", "") == version and program("python").exists()


def make_environment() -> tuple[str | Path, ...]:
    """Make `.venv` where there is none of this Python, and return the command that is its pip."""
    python = program("python")
    make = (sys.executable, "-m", "venv")
    if not is_of_this_python():
        with_pip = () if importlib.util.find_spec("ensurepip") else ("--without-pip",)
        why = f"{ENVIRONMENT} could not be made; where it stands already, remove it and try again."
        require(*make, "--clear", *with_pip, ENVIRONMENT, otherwise=why)
    if not attempt(python, "-m", "pip", "--version"):
        bring_pip(python)
    return (python, "-m", "pip")


def bring_pip(python: Path) -> None:
    """Install pip into an environment that has none, from whatever pip the system has or can unpack."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = next((path for place in wheel_folders(Path(folder)) for path in place.glob("pip-*.whl")), None)
        if wheel is None:
            raise CannotPrepareError(
                "This Python has neither ensurepip nor pip; on Debian and Ubuntu: sudo apt-get install python3-venv"
            )
        why = f"pip could not be installed from {wheel}."
        require(python, wheel / "pip", "install", "--quiet", "--no-index", "--no-deps", wheel, otherwise=why)


def wheel_folders(scratch: Path) -> list[Path]:
    """Return the folders that may hold a Debian system's pip wheel, which is unpacked into `scratch` if need be."""
    installed = Path("/usr/share/python-wheels")
    if any(installed.glob("pip-*.whl")):
        return [installed]
    download = ("apt-get", "download", "python3-pip-whl")
    if not attempt(*download, folder=scratch) and is_root():
        attempt("apt-get", "update")  # A fresh image has no package lists at all.
        attempt(*download, folder=scratch)
    for package in scratch.glob("*.deb"):
        attempt("dpkg-deb", "--extract", package, scratch)
    return [scratch / "usr" / "share" / "python-wheels"]


# --- the system's libraries and the display ----------------------------------------------------------------------


def provide_libraries(*, shown: bool | None = None) -> None:
    """Install the system libraries that Qt misses (as root, with apt-get), or say the line that does.

    `shown` says whether there will be a window or only one painted in memory; None takes it from the environment.
    """
    from errdex.cli.display import missing_libraries

    missing = missing_libraries(shown=shown)
    if not missing:
        return
    packages = [library.package for library in missing]
    line = f"apt-get install {' '.join(packages)}"
    why = f"Qt needs system libraries that are missing ({missing[0].soname}); on Debian and Ubuntu: sudo {line}"
    if not is_root():
        raise CannotPrepareError(why)
    say(f"Installing the system libraries that Qt needs: {' '.join(packages)}")
    install = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages)
    if not attempt(*install):
        attempt("apt-get", "update")
        require(*install, otherwise=why)


def show_decode() -> None:
    """Decode an example: what works on a machine without a display."""
    say(f"This works without one:\n\n    $ echo '{EXAMPLE}' | {program('errdex')} decode\n")
    subprocess.run([program("errdex"), "decode"], input=EXAMPLE, text=True, check=False)


# --- the commands ------------------------------------------------------------------------------------------------


def become(*command: str | Path) -> int:
    """Go on as another program; where the system cannot, run it and return its status."""
    if not WINDOWS:
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(command[0], [str(part) for part in command])  # noqa: S606 -- no shell is what we want
    return subprocess.run(command, check=False).returncode


def run(arguments: list[str]) -> int:
    """Start Errdex. Without a display, say so and decode an example on the command line."""
    from errdex.cli.display import has_display
    from errdex.cli.main import needs_window

    prepare("run")
    if needs_window(arguments):
        if not has_display():
            say("There is no display here to open the window on.")
            show_decode()
            return NO_WINDOW
        provide_libraries()
    return become(program("python"), "-m", "errdex", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, with windows painted in memory only."""
    prepare("test")
    provide_libraries(shown=False)
    os.chdir(PROJECT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return become(program("python"), "-m", "pytest", *arguments)


def dev(arguments: list[str]) -> int:
    """Make the environment with everything that checks and packs the project; return its Python's path on stdout."""
    if arguments:
        raise CannotPrepareError("`dev` takes no arguments.")
    prepare("dev")
    print(program("python"))
    return 0


COMMANDS = {"run": run, "test": test, "dev": dev}


def main(arguments: list[str]) -> int:
    """Do what the first argument says, with what follows it (after an optional ``--``)."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else BAD_USE
    rest = arguments[1:]
    if rest[:1] == ["--"]:
        rest = rest[1:]
    sys.path.insert(0, str(PROJECT / "app"))  # What it asks of the project needs nothing but Python.
    try:
        return COMMANDS[arguments[0]](rest)
    except CannotPrepareError as fault:
        say(str(fault))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
