"""Collects the program's texts for translators, and makes of a translation the file that the program loads.

    python packaging/translations.py collect de     writes or updates resources/i18n/errdex_de.ts
    python packaging/translations.py make de        makes resources/i18n/errdex_de.qm of it

A .ts file is edited with Qt Linguist (`pyside6-linguist`). Error codes, names, and the documents' own words are not
among the texts: they stay as the exchange prints them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
_TOOLS = Path(sys.executable).parent


def collect(ts_file: Path) -> None:
    """Write all texts of the program into a .ts file; what is translated there already stays."""
    sources = sorted(str(path) for path in (ROOT / "app" / "errdex").rglob("*.py"))
    ts_file.parent.mkdir(parents=True, exist_ok=True)
    # The list of files may be longer than a command line on Windows.
    names = ts_file.with_suffix(".lst")
    names.write_text("\n".join(sources), encoding="utf-8")
    try:
        _run("pyside6-lupdate", "-silent", "-locations", "none", f"@{names}", "-ts", str(ts_file))
    finally:
        names.unlink()


def make(ts_file: Path, qm_file: Path) -> None:
    """Make the file that the program loads of a translated .ts file."""
    _run("pyside6-lrelease", "-silent", str(ts_file), "-qm", str(qm_file))


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(_TOOLS / tool), *arguments], check=True)


def main(arguments: list[str]) -> int:
    """Do what is asked for; 2 for bad use."""
    match arguments:
        case ["collect", language]:
            collect(FOLDER / f"errdex_{language}.ts")
        case ["make", language]:
            make(FOLDER / f"errdex_{language}.ts", FOLDER / f"errdex_{language}.qm")
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
