from __future__ import annotations

import pytest

from errdex.decode.read import Hold, Mention, read_mentions
from errdex.registry.model import Registry


@pytest.fixture(scope="module")
def known(registry: Registry) -> frozenset[int]:
    return frozenset(abs(meaning.number) for meaning in registry.meanings)


def the_one(text: str, known: frozenset[int], number: int) -> Mention:
    """Return the only mention of a number."""
    (found,) = (one for one in read_mentions(text, known) if one.number == number)
    return found


def message_of(text: str, found: Mention) -> str | None:
    """Return the text of a mention's message as it stands."""
    return None if found.message is None else text[found.message.start : found.message.end]


@pytest.mark.parametrize(
    "text",
    [
        '{"code":-1121,"msg":"Invalid symbol."}',
        "{'code': -1121, 'msg': 'Invalid symbol.'}",
        "{ code: -1121, msg: 'Invalid symbol.' }",
        '{\\"code\\":-1121,\\"msg\\":\\"Invalid symbol.\\"}',
        '{"code":"-1121","msg":"Invalid symbol."}',
        '{"code"=>-1121, "msg"=>"Invalid symbol."}',
        '{:code=>-1121, :msg=>"Invalid symbol."}',
        "[code] => -1121\n[msg] => Invalid symbol.",
        '["code"]=>\n  int(-1121)\n  ["msg"]=>\n  string(15) "Invalid symbol."',
        '%{code: -1121, msg: "Invalid symbol."}',
        'ApiError { code: -1121i16, msg: Some("Invalid symbol.") }',
        'Object {"code": Number(-1121), "msg": String("Invalid symbol.")}',
        "{Code:-1121 Message:Invalid symbol.}",
        "Error(code=-1121, msg=Invalid symbol.)",
        "<code>-1121</code><msg>Invalid symbol.</msg>",
        "code: -1121\nmsg: Invalid symbol.",
        'code = -1121\nmsg = "Invalid symbol."',
        "APIError(code=-1121): Invalid symbol.",
        "(400, -1121, 'Invalid symbol.', {'x': '-1'})",
        "25016=-1121|58=Invalid symbol.|10=1",
        "25016=-1121\x0158=Invalid symbol.\x0110=1",
        "Found error. status: 400, error code: -1121, error message: Invalid symbol.",
        '{"msg":"Invalid symbol.","code":-1121}',
    ],
)
def test_a_code_and_its_message_are_read_as_every_language_prints_them(text: str, known: frozenset[int]) -> None:
    found = the_one(text, known, -1121)
    assert found.hold is Hold.KEY
    assert text[found.start : found.end] == "-1121"
    message = message_of(text, found)
    assert message is not None
    assert message.startswith("Invalid symbol.")
    assert message == "Invalid symbol." or not (found.message and found.message.keyed)


def test_the_status_of_a_tuple_is_read_with_its_number(known: frozenset[int]) -> None:
    assert the_one("(429, -1003, 'x', {})", known, -1003).status == 429
    assert the_one("code=-1003", known, -1003).status is None


@pytest.mark.parametrize(
    "before", ["exit code ", "retCode: ", "errno: ", "positionAmt: ", "status_code=", '"exitCode":', "signal ", "@@ "]
)
def test_what_calls_a_number_something_else_is_foreign(before: str, known: frozenset[int]) -> None:
    found = [one for one in read_mentions(f"{before}-1021", known) if one.number == -1021]
    assert all(one.hold is Hold.FOREIGN for one in found)


@pytest.mark.parametrize("before", ["error ", "Error: ", "ошибка ", "错误 ", "APIException -> ", "rejected: "])
def test_a_word_for_errors_holds_a_number_less_than_a_key(before: str, known: frozenset[int]) -> None:
    assert the_one(f"{before}-1021", known, -1021).hold is Hold.WORD


@pytest.mark.parametrize(
    "text", ["-1021.5", "x-1021", "5-1021", "-1021abc", "-10215555555", "1.-1021", "-01021", "-1021%", "2026-1021-05"]
)
def test_what_is_part_of_something_longer_is_no_number(text: str, known: frozenset[int]) -> None:
    assert [one.number for one in read_mentions(text, known) if abs(one.number) == 1021] == []


def test_a_number_that_nobody_knows_needs_a_key(known: frozenset[int]) -> None:
    assert read_mentions("spread -7777 and -8888", known) == []
    assert [one.number for one in read_mentions('{"code":-7777,"msg":"x"}', known)] == [-7777]


def test_mentions_come_in_order_each_place_once(known: frozenset[int]) -> None:
    text = "code: -1021, error 1121, #1003, code=-2010"
    starts = [one.start for one in read_mentions(text, known)]
    assert starts == sorted(set(starts))
