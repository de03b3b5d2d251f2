from __future__ import annotations

import pytest

from errdex.decode.records import Records


def divided(text: str) -> list[str]:
    """Return the records of a text."""
    records = Records(text)
    starts = {records.at(position).start: records.at(position).end for position in range(len(text))}
    return [text[start:end] for start, end in sorted(starts.items())]


@pytest.mark.parametrize(
    "time",
    [
        "2026-01-05 10:00:00",
        "2026-01-05 10:00:00,123",
        "2026-01-05T10:00:00.123456Z",
        "2026-01-05T10:00:00+01:00",
        "2026/01/05 10:00:00",
        "05.01.2026 10:00:00",
        "01/05/2026 10:00:00 PM",
        "05 Jan 2026 10:00:00",
        "Jan 05 10:00:00",
        "Jan  5 10:00:00",
        "10:00:00",
        "10:00:00.123",
    ],
)
@pytest.mark.parametrize("form", ["{} ERROR x", "[{}] x", "({}) x", "  {} x", "`{}` x", "ERROR: {} x", "bot_1  | {} x"])
def test_a_line_that_begins_with_a_time_begins_a_record(time: str, form: str) -> None:
    line = form.format(time)
    text = f"before\n{line}\nbehind it\n{line}"
    assert divided(text) == ["before\n", f"{line}\nbehind it\n", line]
    assert Records(text).at(text.index("behind")).time == time


@pytest.mark.parametrize("before", ["{", "", "ERROR"])
def test_a_line_above_a_time_belongs_to_what_is_above_it(before: str) -> None:
    assert divided(f"10:00:00 a\n{before}\n10:00:01 b") == [f"10:00:00 a\n{before}\n", "10:00:01 b"]


def test_a_time_inside_a_line_begins_nothing() -> None:
    assert len(divided("error at 10:00:00\nanother at 10:00:01")) == 1


def test_without_times_blank_lines_divide() -> None:
    assert divided("a\nb\n\nc\n  \n\nd") == ["a\nb\n\n", "c\n  \n\n", "d"]


def test_with_times_blank_lines_divide_nothing() -> None:
    assert len(divided("10:00:00 a\n\nb\n\nc")) == 1


def test_json_lines_with_times_of_their_own_are_records() -> None:
    lines = ['{"time":"2026-01-05T10:00:00Z","code":-1121}', '{"timestamp":1767312345678,"code":-1121}']
    text = "\n".join(lines)
    assert divided(text) == [f"{lines[0]}\n", lines[1]]
    assert [Records(text).at(text.index(line)).time for line in lines] == ["2026-01-05T10:00:00Z", "1767312345678"]


def test_a_json_line_without_a_time_belongs_to_the_line_above() -> None:
    assert len(divided('10:00:00 place failed\n{"code":-1121}')) == 1


@pytest.mark.parametrize(
    "head", ["HTTP/1.1 400 Bad Request", "HTTP/2 400\ncontent-length: 39", "< HTTP/2 400\n< date: x"]
)
def test_the_blank_line_between_head_and_body_divides_nothing(head: str) -> None:
    assert len(divided(f'{head}\n\n{{"code":-1121}}')) == 1


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "x", "10:00:00"])
def test_every_text_has_a_record_at_each_place(text: str) -> None:
    records = Records(text)
    for position in range(len(text) + 1):
        record = records.at(position)
        assert 0 <= record.start <= record.end <= len(text)
