"""What cannot be saved is written to a file of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from errdex.ui.note_draft import Draft, NotePlace, Subject
from errdex.ui.note_rescue import write_somewhere


def test_two_programs_that_end_at_once_write_over_nothing_of_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for process, text in ((101, "of one window"), (102, "of the other")):
        monkeypatch.setattr(os, "getpid", lambda process=process: process)
        draft = Draft(NotePlace(Subject()), None)
        draft.content = draft.content._replace(text=text)
        assert write_somewhere((draft,), tmp_path) is not None
    texts = [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()]
    assert len(texts) == 2
    assert any("of one window" in text for text in texts)
    assert any("of the other" in text for text in texts)
