"""The window in a language that does not exist: longer than English, with accents, so that what is missing is seen."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import errdex.errors
import translations
from errdex.errors import InputError, NotesError
from errdex.notes.importing import read_notes
from errdex.resources import resources_folder
from errdex.ui.commands import Command
from errdex.ui.crash_dialog import CrashDialog
from errdex.ui.start import Program
from errdex.ui.translate import load_translations, told

ROOT = Path(translations.__file__).parents[1]
PACKAGE = ROOT / "app" / "errdex"
OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans("aeiouyAEIOU", "áéíóúýÁÉÍÓÚ")
KEPT = re.compile(r"(\{\d\}|%n|&|\*\.\w+|;;)")
DIALOGS = (Command.PREFERENCES, Command.KEYS, Command.DOCUMENTS, Command.ABOUT)
PASTE = (
    '{"code":-1003,"msg":"Too many requests; current limit is 1200 requests per minute."} {"code":-987654,"msg":"x"}'
)


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
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    for action in widget.actions():
        yield from (action.text(), action.toolTip())


def said(top: QWidget) -> set[str]:
    """Return all that a window says."""
    widgets = [top, *top.findChildren(QWidget)]
    actions = [action.text() for action in top.findChildren(QAction)]
    return {text for widget in widgets for text in words_of(widget)} | set(actions)


def own_words(registry_and_guidance: str, texts: set[str]) -> list[str]:
    """Return the texts that hold words which are neither translated nor those of documents and guidance."""
    left = []
    for text in texts:
        rest = re.sub(r"<[^>]*>", " ", text)
        while (shorter := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", rest)) != rest:
            rest = shorter
        words = [word for word in re.findall(r"[^\W\d_]{3,}", rest) if word.casefold() not in registry_and_guidance]
        if words:
            left.append(text)
    return sorted(left)


@pytest.fixture(scope="module")
def foreign() -> str:
    """What is no text of ours to be translated: documents' words, our guidance, and names."""
    files = [*(resources_folder() / "registry").glob("*.json"), *(resources_folder() / "guidance").glob("*.json")]
    texts = [json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False) for file in files]
    return " ".join([*texts, PASTE, "Errdex"]).casefold()


def test_every_text_can_be_collected_from_a_context_that_the_program_has(collected: Path) -> None:
    tree = ET.parse(collected)  # noqa: S314  (our own tool wrote it)
    names = {name.text for name in tree.iter("name")}
    assert {"MainWindow", "Commands", "PreferencesDialog"} <= names
    assert [name for name in names if name and not name.isidentifier()] == []


def test_the_window_shows_nothing_untranslated(program: Program, foreign: str, qtbot: QtBot) -> None:
    window = program.window
    assert own_words(foreign, said(window)) == []
    window.pastes.decode_text(PASTE)
    qtbot.waitUntil(lambda: window.session.is_whole)
    for _ in window.session.findings:
        assert own_words(foreign, said(window)) == []
        window.commands.action(Command.NEXT_ERROR).trigger()
    model = window.model
    headers = {str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())}
    assert own_words(foreign, headers - {"None"}) == []


@pytest.mark.parametrize("command", DIALOGS)
def test_dialogs_show_nothing_untranslated(program: Program, foreign: str, command: Command) -> None:
    program.window.commands.action(command).trigger()
    dialog = next(each for each in program.window.findChildren(QDialog) if each.isVisible())
    allowed = foreign + str(program.window.choices.folder).casefold() + json.dumps(keys(program)).casefold()
    assert own_words(allowed, said(dialog)) == []
    assert cut(dialog) == []
    dialog.reject()


def test_the_dialog_of_faults_is_translated(program: Program, foreign: str) -> None:
    dialog = CrashDialog("report", program.window)
    dialog.open()
    assert own_words(foreign, said(dialog)) == []
    assert cut(dialog) == []
    dialog.reject()


def test_longer_words_are_not_cut_in_the_window(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.pastes.decode_text(PASTE)
    qtbot.waitUntil(lambda: window.session.is_whole)
    QTest.qWait(1)
    assert cut(window) == []


def keys(program: Program) -> list[str]:
    return [program.window.commands.key(row.command) for row in program.window.commands.rows]


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
