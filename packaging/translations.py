"""Collects the program's texts for translators, and makes of a translation the file that the program loads.

    python packaging/translations.py collect de     writes or updates resources/i18n/errdex_de.ts
    python packaging/translations.py make de        makes resources/i18n/errdex_de.qm of it

A .ts file is edited with Qt Linguist (`pyside6-linguist`). Among the texts are all that stand in `tr()`, and the
sentences of faults, which stand in the errors themselves (`errdex.errors`). Not among them, and so in English: the
command line and its faults, our guidance, why a file of the registry is broken, and exported notes. Error codes, names,
and the documents' own words stay as the exchange prints them.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import errdex.errors

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
PACKAGE = ROOT / "app" / "errdex"
_TOOLS = Path(sys.executable).parent


def collect(ts_file: Path) -> None:
    """Write all texts of the program into a .ts file; what is translated there already stays."""
    ts_file.parent.mkdir(parents=True, exist_ok=True)
    faults = ts_file.with_name("faults.py")
    faults.write_text("".join(f"tr({json.dumps(each, ensure_ascii=False)})\n" for each in fault_sentences()), "utf-8")
    sources = [*sorted(str(path) for path in PACKAGE.rglob("*.py")), str(faults)]
    # The list of files may be longer than a command line on Windows.
    names = ts_file.with_suffix(".lst")
    names.write_text("\n".join(sources), encoding="utf-8")
    try:
        _run("pyside6-lupdate", "-silent", "-locations", "none", f"@{names}", "-ts", str(ts_file))
    finally:
        names.unlink()
        faults.unlink()


def fault_sentences() -> list[str]:
    """Return the sentences of all faults that the window can show, each once."""
    paths = (path for path in PACKAGE.rglob("*.py") if path.parent.name != "cli")
    first = (call.args[0] for path in paths for call in fault_calls(path))
    return sorted({str(each.value) for each in first if isinstance(each, ast.Constant)})


def fault_calls(path: Path) -> Iterator[ast.Call]:
    """Yield the places where a file makes a fault of a sentence; a ResourceFault has none of its own."""
    family = {name for name, each in vars(errdex.errors).items() if isinstance(each, type)} - {"ResourceFault"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in family:
            yield node


def make(ts_file: Path, qm_file: Path) -> None:
    """Make the file that the program loads of a translated .ts file; SystemExit names the texts that would break it."""
    broken = broken_texts(ts_file)
    if broken:
        sys.exit("\n".join(("These translations have other places for values than the English texts:", *broken)))
    _run("pyside6-lrelease", "-silent", str(ts_file), "-qm", str(qm_file))


def broken_texts(ts_file: Path) -> list[str]:
    """Return the translations without the places for values ({0}, {1} …) of their English text, or with others.

    Of a text that counts, a form may do without one: "one note" has no place for the number.
    """
    broken = []
    for message in ET.parse(ts_file).iter("message"):  # noqa: S314  (the person's own file)
        source, translation = message.findtext("source") or "", message.find("translation")
        if translation is None or translation.get("type") in {"vanished", "obsolete"}:
            continue
        forms = translation.findall("numerusform")
        wanted = _places(source)
        for text in (each.text or "" for each in forms or [translation]):
            found = _places(text)
            if text and not (found <= wanted if forms else found == wanted):
                broken.append(text)
    return broken


def _places(text: str) -> set[str]:
    """Return the places for values in a text, and a brace that makes none as one of its own kind."""
    return set(re.findall(r"\{\d\}|[{}]", text))


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
