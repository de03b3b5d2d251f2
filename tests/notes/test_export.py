"""Exports: a book that can be read, a table that a spreadsheet runs nothing of, and secrets hidden in both."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from errdex.notes.book import BookWords, to_markdown
from errdex.notes.export import Format, export
from errdex.notes.importing import read_notes
from errdex.notes.model import NotedArgument, NotedOccurrence, Tick
from errdex.notes.sheet import COLUMNS, to_csv
from errdex.notes.store import NoteStore
from errdex.registry.advice import CAREFUL, AdviceBook
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.model import Registry
from errdex.resources import resources_folder
from errdex.wording_book import book_words

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
OCCURRENCE = NotedOccurrence(
    f'X-MBX-APIKEY: {KEY}\nann@example.org from 93.184.216.34: {{"code":-1121,"msg":"Invalid symbol."}}',
    (NotedArgument("symbol", "FOOBAR"),),
    "2026-05-03T10:11:12Z",
)


def _unmasked(text: str) -> str:
    return text


def _masked(text: str) -> str:
    return text.replace("hunter2", "••••")


def _table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_book_has_a_chapter_for_each_category_and_a_heading_for_each_code(
    store: NoteStore, registry: Registry
) -> None:
    store.add("Alone.")
    store.add("No registry.", number=-987654)
    store.add("Which?", number=-4003)
    store.add("A symbol.", meaning="1121-bad-symbol", tags=("listing", "`x`"), author="Ann")
    store.add("Late.", meaning="1021-invalid-timestamp")
    store.add("Another symbol.", meaning="1121-bad-symbol")
    store.add("Gone.", meaning="9999-gone", number=-9999, name="GONE")
    book = export(store, Format.MARKDOWN, registry, _unmasked).decode()
    assert book == (
        "# Notes\n\n"
        "## 10xx – General\n\n"
        "### `-1021` `INVALID_TIMESTAMP`\n\n"
        "Message: `Timestamp for this request is outside of the recvWindow.`\n\n"
        "> Late.\n\nchanged 2026-05-03T10:00:06.000Z\n\n"
        "## 11xx – Request issues\n\n"
        "### `-1121` `BAD_SYMBOL`\n\n"
        "Message: `Invalid symbol.`\n\n"
        "> A symbol.\n\n`Ann` · tags `listing`, `` `x` `` · changed 2026-05-03T10:00:05.000Z\n\n"
        "> Another symbol.\n\nchanged 2026-05-03T10:00:07.000Z\n\n"
        "## Numbers with several meanings\n\n"
        "### `-4003`\n\n"
        "> Which?\n\nchanged 2026-05-03T10:00:04.000Z\n\n"
        "## Codes that no registry knows\n\n"
        "### `-9999` `GONE`\n\n"
        "> Gone.\n\nchanged 2026-05-03T10:00:08.000Z\n\n"
        "### `-987654`\n\n"
        "> No registry.\n\nchanged 2026-05-03T10:00:03.000Z\n\n"
        "## Without a code\n\n"
        "> Alone.\n\nchanged 2026-05-03T10:00:02.000Z\n"
    )


def test_marks_in_a_note_end_with_it(store: NoteStore, registry: Registry) -> None:
    store.add("# heading\r\n```\nnever closed\r\rlast")
    book = to_markdown(store.all(), registry).decode()
    assert "> # heading\n> ```\n> never closed\n>\n> last\n\n" in book


def test_the_table_is_rfc_4180(store: NoteStore, registry: Registry) -> None:
    store.add('say "hi", now\nand\r\nthen', meaning="1121-bad-symbol", tags=("a", "b"), author="Ann")
    content = export(store, Format.CSV, registry, _unmasked)
    assert content.startswith(",".join(COLUMNS).encode() + b"\r\n")
    assert content.endswith(b"\r\n")
    (row,) = _table(content)
    assert row["text"] == 'say "hi", now\nand\r\nthen'
    assert row["number"] == "-1121"
    assert row["name"] == "BAD_SYMBOL"
    assert row["category"] == "11xx – Request issues"
    assert row["message"] == "Invalid symbol."
    assert row["tags"] == "a; b"
    assert row["version"] == "1"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "'=1",
    ],
)
def test_no_cell_of_the_table_is_a_formula(store: NoteStore, registry: Registry, text: str) -> None:
    store.add(text, name=text, tags=(text,), author=text)
    (row,) = _table(to_csv(store.all(), registry))
    for column in ("text", "name", "tags", "author"):
        assert row[column].startswith("'")
    # One apostrophe taken away gives back what was written.
    assert row["text"][1:] == text


def test_secrets_are_masked_in_what_goes_out_and_not_in_ones_own_json(store: NoteStore, registry: Registry) -> None:
    store.add("password hunter2", tags=("hunter2",), author="hunter2")
    for kind in (Format.MARKDOWN, Format.CSV):
        content = export(store, kind, registry, _masked).decode()
        assert "hunter2" not in content
        assert content.count("••••") == 3
    (note,) = json.loads(export(store, Format.JSON, registry, _masked))["notes"]
    assert (note["text"], note["tags"], note["author"]) == ("password hunter2", ["hunter2"], "hunter2")


def test_no_part_of_an_imported_note_goes_out_unmasked(store: NoteStore, registry: Registry) -> None:
    """Whoever wrote the file may have put a secret, or marks, anywhere."""
    everywhere = "`hunter2`\n# x"
    own = {"id": "0" * 32, "created": "2026-05-03T10:11:12.345Z", "changed": "2026-05-03T10:11:12.345Z", "version": 1}
    texts = dict.fromkeys(("meaning", "name", "template", "text", "author"), everywhere)
    led = {"snippet": everywhere, "arguments": [{"name": everywhere, "text": everywhere}], "time": everywhere}
    ticked = [{"meaning": "1121-bad-symbol", "cause": everywhere}, {"meaning": everywhere, "cause": everywhere}]
    nameless = own | texts | {"id": "1" * 32, "meaning": None, "number": -1121}
    rest = {"number": None, "tags": [everywhere], "pinned": True, "causes": ticked, "occurrence": led, "lineage": []}
    document = {"format": "errdex-notes", "version": 2, "notes": [own | texts | rest, rest | nameless]}
    store.merge(read_notes(json.dumps(document).encode(), "f"))
    words = book_words(registry, AdviceBook(CAREFUL, {}), GuidanceShelf(resources_folder() / "guidance"))
    for kind in (Format.MARKDOWN, Format.CSV):
        content = export(store, kind, registry, _masked, words=words).decode()
        assert "hunter2" not in content
        assert content.count("••••") > 15
    book = export(store, Format.MARKDOWN, registry, _masked, words=words).decode()
    assert [line for line in book.splitlines() if line.startswith("# ")] == ["# Notes", "# x", "# x"]  # in fences
    assert json.loads(export(store, Format.JSON, registry, _masked))["notes"][0]["name"] == everywhere


def test_some_of_the_notes_can_be_exported(store: NoteStore, registry: Registry) -> None:
    store.add("one")
    wanted = store.add("two")
    (note,) = json.loads(export(store, Format.JSON, registry, _masked, [wanted.id]))["notes"]
    assert note["text"] == "two"


def test_both_texts_of_a_contested_note_are_exported(store: NoteStore, registry: Registry) -> None:
    note = store.add("start", meaning="1121-bad-symbol")
    store.save(note.id, base_version=1, text="mine")
    store.save(note.id, base_version=1, text="theirs")
    for kind in Format:
        content = export(store, kind, registry, _unmasked).decode()
        assert content.index("mine") < content.index("theirs")


def test_the_bin_is_not_exported(store: NoteStore, registry: Registry) -> None:
    store.delete(store.add("secret once").id)
    for kind in Format:
        assert b"secret once" not in export(store, kind, registry, _unmasked)


def _full(store: NoteStore) -> None:
    """Keep notes with everything that one can have."""
    note = store.add(
        "It was delisted.",
        meaning="1121-bad-symbol",
        number=-1121,
        name="BAD_SYMBOL",
        template="message",
        tags=("listing",),
        author="Ann",
        pinned=True,
        causes=(Tick("1121-bad-symbol", "delisted"),),
        occurrence=OCCURRENCE,
    )
    store.save(note.id, base_version=1, text="It was delisted in May.")
    store.save(note.id, base_version=1, text="A rival.")
    store.add("")


def test_what_led_to_a_note_is_masked_before_it_reaches_the_disk(store: NoteStore) -> None:
    _full(store)
    files = [file.read_bytes() for file in store.path.parent.iterdir() if file.is_file()]
    for secret in (KEY, "ann@example.org", "93.184.216.34"):
        assert not any(secret.encode() in content for content in files)
    (note,) = store.of_meaning("1121-bad-symbol")
    assert note.occurrence is not None
    assert note.occurrence.snippet.startswith("X-MBX-APIKEY: [api key 1]\n[")
    assert note.occurrence[1:] == OCCURRENCE[1:]


def test_a_long_occurrence_is_cut_and_no_secret_with_it(store: NoteStore) -> None:
    note = store.add("x", occurrence=NotedOccurrence("a line of a log\n" * 620 + f"X-MBX-APIKEY: {KEY}\n" * 100))
    assert note.occurrence is not None
    assert len(note.occurrence.snippet) == 10_000
    assert KEY[:20] not in note.occurrence.snippet


def test_the_json_is_what_its_schema_says(store: NoteStore, registry: Registry) -> None:
    schema = json.loads((resources_folder() / "notes" / "notes.schema.json").read_text(encoding="utf-8"))
    _full(store)
    document = json.loads(export(store, Format.JSON, registry, _unmasked))
    assert len(document["notes"]) == 3
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    properties = schema["$defs"]["note"]["properties"]
    assert set(properties) == set(document["notes"][0]) == set(schema["$defs"]["note"]["required"])
    for name in properties:
        broken = {**document, "notes": [{key: value for key, value in document["notes"][0].items() if key != name}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema)


def test_everything_comes_back_from_json_byte_for_byte(store: NoteStore, registry: Registry, tmp_path: Path) -> None:
    _full(store)
    content = export(store, Format.JSON, registry, _unmasked)
    with NoteStore.open(tmp_path / "empty.sqlite3") as empty:
        assert [each.outcome for each in empty.foresee(read_notes(content, "x"))] == ["added", "beside", "added"]
        assert empty.all() == ()
        empty.merge(read_notes(content, "x"))
        assert export(empty, Format.JSON, registry, _unmasked) == content
    foreseen = store.foresee(read_notes(content, "x"))
    assert [each.outcome for each in foreseen] == ["known"] * 3
    assert all(each.ours is not None for each in foreseen)


def test_the_book_says_what_is_advised_what_it_was_and_what_led_to_it(store: NoteStore, registry: Registry) -> None:
    _full(store)
    words = BookWords(
        lambda meaning, template: (f"Advice on {meaning}, {template}.",), lambda tick: f"Cause {tick.cause}."
    )
    book = export(store, Format.MARKDOWN, registry, _unmasked, words=words).decode()
    assert (
        "Message: `Invalid symbol.`\n\n"
        "Advice on 1121-bad-symbol, message.\n\n"
        "> It was delisted in May.\n\n"
        "It was this:\n\n- Cause delisted.\n\n"
        "What led to it, `2026-05-03T10:11:12Z`:\n\n"
        "```\nX-MBX-APIKEY: [api key 1]\n"
    ) in book
    assert "\n```\n\n- `symbol` `FOOBAR`\n\n`Ann` · tags `listing` · pinned · changed " in book
    assert book.count("Advice on") == 1


def test_the_table_has_what_a_note_can_have(store: NoteStore, registry: Registry) -> None:
    _full(store)
    row = _table(export(store, Format.CSV, registry, _unmasked))[0]
    assert (row["pinned"], row["causes"], row["occurrence_time"]) == ("1", "delisted", "2026-05-03T10:11:12Z")
    assert row["occurrence"].startswith("X-MBX-APIKEY: [api key 1]")


def test_a_changed_occurrence_or_cause_is_a_change(store: NoteStore) -> None:
    note = store.add("x")
    note = store.save(note.id, base_version=1, causes=(Tick("a", "b"), Tick("a", "b")))
    assert note.causes == (Tick("a", "b"),)
    note = store.save(note.id, base_version=2, occurrence=OCCURRENCE)
    assert store.save(note.id, base_version=3, occurrence=OCCURRENCE).version == 3
    assert len({version.stamp for version in store.versions(note.id)}) == 3
