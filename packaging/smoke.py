"""Build the sdist and the wheel, install the wheel into a fresh environment, and use it from an empty folder.

``python packaging/smoke.py`` with the Python of the environment that ``packaging/bootstrap.py dev`` makes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
LOCK = PROJECT / "packaging" / "requirements.txt"
OFFSCREEN_REMARK = "This plugin does not support propagateSizeHints"
"""Said at every window where windows are painted in memory only; anything else on standard error is a fault."""
EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'


def _output(command: list[str | Path], folder: Path, text: str | None = None) -> str:
    """Run a program of ours from `folder` as a stranger would: nothing of the checkout in its surroundings."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    surroundings["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        command,
        cwd=folder,
        env=surroundings,
        input=text,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    faults = [line for line in done.stderr.splitlines() if OFFSCREEN_REMARK not in line]
    if done.returncode or faults:
        sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _build(folder: Path) -> Path:
    """Build both archives, the wheel from the sdist, and return the wheel."""
    command = (sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, PROJECT)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    wanted = ("errdex/resources/registry/spot.json", "errdex/resources/registry/meanings.json", "errdex/py.typed")
    missing = [name for name in wanted if name not in names]
    strangers = [name for name in names if not name.startswith("errdex")]
    if missing or strangers:
        sys.exit(f"{wheel.name} lacks {missing} and holds {strangers}")
    return wheel


def _install(wheel: Path, environment: Path) -> Path:
    """Make a fresh environment with the locked requirements and the wheel; return the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    install = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    subprocess.run((*install, "--require-hashes", "--requirement", LOCK), check=True)
    subprocess.run((*install, "--no-deps", "--no-index", wheel), check=True)
    return programs


def _check_window(programs: Path, folder: Path) -> str:
    lines = _output([programs / "errdex", "--self-check"], folder).splitlines()
    painted, report = json.loads(lines[0]), json.loads(lines[-1])
    if painted != {"painted": True} or not report["codes"]:
        sys.exit(f"errdex --self-check says {lines}")
    return f"painted after {report['first_paint_ms']} ms with {report['codes']} codes"


def _check_decode(programs: Path, folder: Path) -> str:
    decoding: dict[str, Any] = json.loads(_output([programs / "errdex", "decode", "--format", "json"], folder, EXAMPLE))
    best = decoding["occurrences"][0]["candidates"][0]
    if (best["number"], best["name"]) != (-1121, "BAD_SYMBOL"):
        sys.exit(f"errdex decode says {best}")
    return f"{EXAMPLE} is {best['name']}"


def main() -> int:
    """Do all of it; end with a status of its own at the first fault."""
    with tempfile.TemporaryDirectory() as scratch:
        empty = Path(scratch) / "empty"
        empty.mkdir()
        wheel = _build(Path(scratch) / "dist")
        print(f"{wheel.name}: {wheel.stat().st_size // 1024} KB")
        programs = _install(wheel, Path(scratch) / "environment")
        print(f"decode: {_check_decode(programs, empty)}")
        print(f"window: {_check_window(programs, empty)}")
        if list(empty.iterdir()):
            sys.exit(f"left in the current folder: {sorted(path.name for path in empty.iterdir())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
