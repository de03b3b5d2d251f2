"""Write the hash-locked requirements anew from pyproject.toml: ``python packaging/lock.py [--upgrade]``.

Three files, each holding the one before it: ``requirements.txt`` runs the program (and builds it, so that installing it
downloads nothing that is not locked), ``requirements-test.txt`` tests it, ``requirements-dev.txt`` lints and packs it.
Each is good for every system and every Python that pyproject.toml allows; they name no package index, so that the
machine's own settings hold. Needs nothing but Python: `uv` is fetched into a temporary environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
OLDEST_PYTHON = "3.11"
HEADER = "# Made by packaging/lock.py from pyproject.toml; do not edit.\n"


def wanted(pyproject: Path = PROJECT / "pyproject.toml") -> dict[str, list[str]]:
    """Return the requirements by the name of their lock file, as pyproject.toml states them."""
    facts = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project = facts["project"]
    extras = project["optional-dependencies"]
    # An editable install by hatchling asks for `editables` on top.
    run = [*facts["build-system"]["requires"], "editables", *project["dependencies"]]
    test = [*run, *extras["test"]]
    return {
        "requirements.txt": run,
        "requirements-test.txt": test,
        "requirements-dev.txt": [*test, *extras["dev"]],
    }


def _compile(uv: Path, requirements: list[str], lock: Path, constraints: list[Path], *, upgrade: bool) -> None:
    command = [
        *(
            str(uv),
            "pip",
            "compile",
            "-",
            "--quiet",
            "--universal",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
        ),
        *("--python-version", OLDEST_PYTHON, "--output-file", str(lock)),
        *(part for path in constraints for part in ("--constraints", str(path))),
        *(("--upgrade",) if upgrade else ()),
    ]
    subprocess.run(command, input="\n".join(requirements), text=True, check=True)
    lock.write_text(HEADER + lock.read_text(encoding="utf-8").removeprefix(HEADER), encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write the lock files; versions that are locked stay unless `--upgrade` is given."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        largest_first = sorted(wanted().items(), key=lambda pair: -len(pair[1]))
        done: list[Path] = []
        for name, requirements in largest_first:
            lock = HERE / name
            # The larger lock binds the smaller: one version of everything, whatever is installed.
            _compile(programs / "uv", requirements, lock, done, upgrade="--upgrade" in arguments)
            done = [lock]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
