"""The window in a language that does not exist: longer than English, with accents, so that what is missing is seen."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QLocale, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.places import PASTE, PLACES, POPUPS, WRITTEN, Look, Tour

import errdex.errors
import translations
from errdex.errors import InputError, NotesError
from errdex.notes.importing import read_notes
from errdex.resources import resources_folder
from errdex.ui.query import VALUES, Key
from errdex.ui.start import Program
from errdex.ui.translate import load_translations, told

ROOT = Path(translations.__file__).parents[1]
PACKAGE = ROOT / "app" / "errdex"
OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans("aeiouyAEIOU", "áéíóúýÁÉÍÓÚ")
KEPT = re.compile(r"(\{\d\}|%n|&|\*\.\w+|;;)")
NAMES = ("Errdex", "Markdown", "CSV", "JSON", "10xx Server, network", "OK")
"""What is called so in every language; a heading of the documents, shortened; what Qt translates itself."""
ROOMS = ("findings", "preferences", "keys", "documents", "about", "crash", "export_dialog", "import_preview", "copies")


def pseudo(text: str) -> str:
    """Return a text with accents, a third longer, between brackets; what is filled in later stays."""
    parts = [part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(text)]
    return f"{OPEN}{''.join(parts)}{'~' * (len(text) // 3)}{CLOSE}"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every text of the program, as a translator gets it."""
    path = tmp_path_factory.mktemp("i18n") / "errdex_xx.ts"
    translations.collect(path)
    return path


@pytest.fixture(scope="module")
def folder(collected: Path) -> Path:
    """A folder with a whole translation."""
    tree = ET.parse(collected)  # noqa: S314  (our own tool wrote it)
    for message in tree.iter("message"):
        translation, source = message.find("translation"), message.findtext("source")
        assert translation is not None
        assert source
        translation.attrib.pop("type", None)
        forms = translation.findall("numerusform")
        for form in forms:
            form.text = pseudo(source)
        if not forms:
            translation.text = pseudo(source)
    tree.write(collected, encoding="utf-8", xml_declaration=True)
    locale = QLocale().name()
    translations.make(collected, collected.with_name(f"errdex_{locale}.qm"))
    return collected.parent


@pytest.fixture
def translated(qapp: QApplication, folder: Path) -> Iterator[None]:
    loaded = load_translations(qapp, folder)
    assert loaded
    yield
    for translator in loaded:
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
def program(translated: None, shown_program: Program) -> Program:  # noqa: ARG001 -- translated before it is made
    shown_program.finish()
    return shown_program


def words_of(widget: QWidget) -> Iterator[str]:
    """Yield what a widget says to the eye and the ear."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QMessageBox):
        yield from (widget.text(), widget.informativeText())
    if isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield from widget.toPlainText().splitlines()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QAbstractItemView):
        yield from lines_of(widget.model())
    for action in widget.actions():
        yield from (action.text(), action.toolTip(), action.statusTip(), action.whatsThis())


def lines_of(model: QAbstractItemModel) -> Iterator[str]:
    """Yield the heads and the first lines of a list, a table, or a tree."""
    role = Qt.ItemDataRole
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        yield model.headerData(column, Qt.Orientation.Horizontal) or ""
        for row in range(min(model.rowCount(QModelIndex()), 60)):
            index = model.index(row, column)
            for each in (role.DisplayRole, role.ToolTipRole, role.AccessibleTextRole, role.AccessibleDescriptionRole):
                yield str(index.data(each) or "")


def said(top: QWidget) -> set[str]:
    """Return all that a window says."""
    widgets = [top, *top.findChildren(QWidget)]
    return {str(text) for widget in widgets for text in words_of(widget)}


def own_words(foreign: str, texts: set[str]) -> list[str]:
    """Return the texts that hold phrases which are neither translated, nor stand so in documents, guidance or notes."""
    left = []
    for text in texts:
        rest = html.unescape(re.sub(r"<[^>]*>", "", text))
        while (shorter := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "\n", rest)) != rest:
            rest = shorter
        phrases = [letters(piece) for piece in re.split(r"[\n,:·–()]", rest)]
        if any(len(phrase) > 3 and phrase not in foreign for phrase in phrases):
            left.append(text)
    return sorted(left)


def letters(text: str) -> str:
    """Return the words of a text alone, each between blanks."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return f" {' '.join(words)} "


@pytest.fixture(scope="module")
def documents() -> str:
    """What is no text of ours to be translated: documents' words, our guidance, and names."""
    files = [*(resources_folder() / "registry").glob("*.json"), *(resources_folder() / "guidance").glob("*.json")]
    texts = [words for file in files for words in texts_in(json.loads(file.read_text(encoding="utf-8")))]
    return letters(
        " ".join([*texts, PASTE, WRITTEN, *NAMES, *Key, *(str(value) for key in VALUES for value in VALUES[key])])
    )


def texts_in(document: object) -> Iterator[str]:
    """Yield all texts of a JSON document, links in them with words, as they are shown."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, list | dict):
        for each in [*document, *(document.values() if isinstance(document, dict) else ())]:
            yield from texts_in(each)


@pytest.fixture
def foreign(documents: str, program: Program, tmp_path: Path) -> str:
    """The same, with what this computer adds: paths, and the names of keys."""
    rows = program.window.commands.rows
    keys = " ".join(program.window.commands.key(row.command) for row in rows)
    return f"{documents}{letters(str(tmp_path))}{letters(keys)}"


def test_every_text_can_be_collected_from_a_context_that_the_program_has(collected: Path) -> None:
    tree = ET.parse(collected)  # noqa: S314  (our own tool wrote it)
    names = {name.text for name in tree.iter("name")}
    assert {"MainWindow", "Commands", "PreferencesDialog"} <= names
    assert [name for name in names if name and not name.isidentifier()] == []


@POPUPS
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_nothing_untranslated_is_shown_anywhere(
    program: Program, foreign: str, qtbot: QtBot, tmp_path: Path, place: Callable[[Tour, Look], None]
) -> None:
    left: list[str] = []
    place(Tour(program, qtbot, tmp_path), lambda top: left.extend(own_words(foreign, said(top))))
    assert sorted(set(left)) == []


@pytest.mark.parametrize("name", ROOMS)
def test_longer_words_are_not_cut(program: Program, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    short: list[str] = []

    def look(top: QWidget) -> None:
        QTest.qWait(1)
        short.extend(cut(top))

    PLACES[name](Tour(program, qtbot, tmp_path), look)
    assert short == []


def cut(top: QWidget) -> list[str]:
    """Return the words of buttons and lines that have less room than they need."""
    lines = [each for each in top.findChildren(QLabel) if not each.wordWrap() and each.objectName() != "documents"]
    buttons: list[QLabel | QPushButton] = [*top.findChildren(QPushButton)]
    shown = [(each, each.text()) for each in (*lines, *buttons) if each.isVisible()]
    return [text for each, text in shown if "…" not in text and each.sizeHint().width() > each.width() + 1]


# Faults: their sentences stand in the errors themselves, and are translated where the window shows them


KEPT_ENGLISH = ["detail_guidance.py", "start.py"]
"""A broken file of the guidance, whose reason is for whoever mends the file; and a line on standard error."""


def handlers(path: Path) -> Iterator[ast.ExceptHandler]:
    """Yield the places of a file that catch a fault of ours under a name."""
    family = {name for name, each in vars(errdex.errors).items() if isinstance(each, type)}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler) and node.name and node.type:
            kinds = {each.id for each in ast.walk(node.type) if isinstance(each, ast.Name)}
            yield from [node] if kinds & family else []


def test_every_fault_is_made_of_a_sentence_that_can_be_collected() -> None:
    calls = [(path, call) for path in sorted(PACKAGE.rglob("*.py")) for call in translations.fault_calls(path)]
    assert len(calls) > 60
    bare = [
        f"{path.name}:{call.lineno}"
        for path, call in calls
        if not (call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]
    assert bare == []
    for _, call in calls:
        assert str(InputError(ast.literal_eval(call.args[0]), *"abcd"))


def test_the_window_says_a_fault_in_one_way_only() -> None:
    """What is caught is told, raised on, or kept as it is; nothing else makes words of it."""
    caught = [(path, each) for path in sorted((PACKAGE / "ui").glob("*.py")) for each in handlers(path)]
    assert len(caught) > 12
    found = []
    for path, handler in caught:
        written = "\n".join(ast.unparse(line) for line in handler.body)
        if re.search(rf"str\({handler.name}\)|format\({handler.name}\)|{{{handler.name}\b", written):
            found.append(path.name)
    assert found == KEPT_ENGLISH


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("text", translations.fault_sentences())
def test_every_fault_that_the_window_can_show_is_told_in_the_other_language(text: str) -> None:
    fault = NotesError(text, *["{0}"] * 4)
    english, said = str(fault), told(fault)
    assert said.startswith(OPEN)
    assert said.endswith(CLOSE)
    assert said == pseudo(text).format(*["{0}"] * 4)
    assert english == text.format(*["{0}"] * 4)


@pytest.mark.usefixtures("translated")
def test_a_fault_of_the_core_is_told_in_the_other_language_with_its_values() -> None:
    with pytest.raises(InputError) as raised:
        read_notes(b'{"format": "errdex-notes", "version": 2, "notes": [{"id": 5}]}', "a file {0}.json")
    assert str(raised.value) == "a file {0}.json: notes[0].id must be text."
    assert told(raised.value) == pseudo("{0}: {1} must be text.").format("a file {0}.json", "notes[0].id")
    assert told(OSError(2, "No such file")) == "[Errno 2] No such file"


# Forms for one and for many


def plural_texts() -> Iterator[tuple[Path, ast.Call, list[ast.AST]]]:
    """Yield every call that translates a text with %n, and what it stands in, the nearest last."""
    for path in sorted((ROOT / "app" / "errdex" / "ui").glob("*.py")):
        stack: list[tuple[ast.AST, list[ast.AST]]] = [(ast.parse(path.read_text(encoding="utf-8")), [])]
        while stack:
            node, above = stack.pop()
            stack += [(child, [*above, node]) for child in ast.iter_child_nodes(node)]
            if isinstance(node, ast.Call) and any(
                isinstance(argument, ast.Constant) and "%n" in str(argument.value) for argument in node.args
            ):
                yield path, node, above


def test_texts_that_count_have_a_sentence_for_one_beside_that_for_many() -> None:
    found = list(plural_texts())
    assert found
    bare = []
    for path, call, above in found:
        function = next(node for node in reversed(above) if isinstance(node, ast.FunctionDef))
        written = ast.unparse(function)
        if not re.search(r"(==|!=|>) 1\b|\b1: |['\"]1 ", written) and "+ 1" not in ast.unparse(call):
            bare.append(f"{path.name}: {ast.unparse(call)}")
    assert bare == []


def test_without_a_file_for_the_language_everything_stays_english(qapp: QApplication, tmp_path: Path) -> None:
    assert load_translations(qapp, tmp_path) == ()
    assert load_translations(qapp, tmp_path / "missing") == ()
