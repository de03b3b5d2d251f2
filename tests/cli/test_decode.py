from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from errdex.cli.main import main

EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'
BANNED = (
    "Way too much request weight used; IP banned until 1618228675371. "
    "Please use the websocket for live updates to avoid bans."
)
CANDIDATE = {
    *("meaning", "kind", "product", "products", "number", "name", "category", "category_title", "match", "template"),
    *("arguments", "reasons", "execution_status", "retry", "ground", "summary", "causes", "actions", "sources"),
    "checks",
}


Paste = Callable[..., str]


@pytest.fixture
def paste(tmp_path: Path) -> Paste:
    """Write a paste to a file and return its name."""

    def written(content: str | bytes, name: str = "paste.txt") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


def _decoded(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    main(["decode", "--format", "json", *arguments])
    out = capsys.readouterr().out
    assert out.isascii()
    return [json.loads(line) for line in out.splitlines()]


# JSON


def test_json_keeps_its_contract(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"binance {json.dumps({'code': -1003, 'msg': BANNED})}\nsignature={'0f1e2d3c4b5a6978' * 4}\n"
    name = paste("\ufeff" + text)
    (document,) = _decoded([name], capsys)
    assert {"version", "source", "occurrences", "secrets"} == set(document)
    assert (document["version"], document["source"]) == (1, name)
    (occurrence,) = document["occurrences"]
    assert (occurrence["number"], occurrence["message"], occurrence["line"]) == (-1003, BANNED, 1)
    assert (occurrence["envelope"], occurrence["http_status"]) == ("ccxt", None)
    assert BANNED in text[occurrence["start"] : occurrence["end"]]
    best = occurrence["candidates"][0]
    assert set(best) == CANDIDATE
    assert (best["product"], best["number"], best["name"]) == ("spot", -1003, "TOO_MANY_REQUESTS")
    assert (best["category"], best["category_title"]) == ("10xx", "General Server or Network issues")
    assert best["products"][0] == "spot"
    assert best["match"] == "template"
    assert best["template"] == BANNED.replace("1618228675371", "%s")
    instant = "2021-04-12T11:57:55.371Z"
    argument = {"name": "banned_until", "kind": "time", "text": "1618228675371", "value": instant}
    assert best["arguments"] == [argument]
    assert best["execution_status"] == "not-executed"
    assert best["retry"] == {"read": "wait", "write": "wait", "until": instant}
    (secret,) = document["secrets"]
    assert (secret["kind"], text[secret["start"] : secret["end"]]) == ("signature", "0f1e2d3c4b5a6978" * 4)


def test_texts_of_ours_have_no_marks_and_sources_are_citations(
    paste: Paste, capsys: pytest.CaptureFixture[str]
) -> None:
    (document,) = _decoded([paste("-1021\n")], capsys)
    best = document["occurrences"][0]["candidates"][0]
    said = [best["summary"], *best["causes"], *best["actions"]]
    assert all(said)
    assert not any("`" in text or "[[" in text for text in said)
    assert "our judgement" in best["sources"]
    assert any(source.startswith("Spot: REST API") and "(20" in source for source in best["sources"])
    assert "#" not in best["ground"]


def test_newlines_stay_and_positions_count_code_points(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"\U0001f600 first\r\nsecond\r\n{EXAMPLE}\r\n"
    (document,) = _decoded([paste(text)], capsys)
    (occurrence,) = document["occurrences"]
    assert occurrence["line"] == 3
    assert text[occurrence["start"] : occurrence["end"]].strip('{}"').startswith(("code", "-1121"))


def test_an_http_status_alone_has_no_number(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    (document,) = _decoded([paste("HTTP/1.1 503 Service Unavailable\n\n")], capsys)
    (occurrence,) = document["occurrences"]
    assert (occurrence["number"], occurrence["http_status"]) == (None, 503)
    assert [(one["number"], one["name"]) for one in occurrence["candidates"]] == [(None, "HTTP_503")]


def test_a_product_that_is_asked_for_comes_first(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    name = paste('{"code":-2021}')
    (first,) = _decoded([name], capsys)
    (asked,) = _decoded(["--product", "usdm", name], capsys)
    titles = [[one["meaning"] for one in each["occurrences"][0]["candidates"]] for each in (first, asked)]
    assert titles[0] == titles[1][::-1]
    best, other = asked["occurrences"][0]["candidates"]
    assert (best["product"], best["name"]) == ("usdm", "ORDER_WOULD_IMMEDIATELY_TRIGGER")
    assert "Not documented for USDⓈ-M futures." in other["reasons"]


def test_one_line_for_each_input_even_if_one_cannot_be_read(
    paste: Paste, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [paste(EXAMPLE), str(tmp_path), paste("nothing", "other.txt")]
    assert main(["decode", "--format=json", *names]) == 2
    said = capsys.readouterr()
    documents = [json.loads(line) for line in said.out.splitlines()]
    assert [document["source"] for document in documents] == names
    assert len(said.err.splitlines()) == 1
    assert set(documents[1]) == {"version", "source", "error"}
    assert documents[1]["error"] in said.err
    assert documents[2]["occurrences"] == []


def test_lone_surrogates_are_written_as_escapes(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    (document,) = _decoded([paste('{"code":-1121,"msg":"\\ud800 \\udfff"}')], capsys)
    assert document["occurrences"][0]["number"] == -1121


def test_equal_texts_give_equal_answers_in_every_run(paste: Paste) -> None:
    name = paste(f"said: {BANNED.replace('the ', '')}\n\nsaid: Too many requests queued or not enough balance.\n")
    answers = {
        subprocess.run(
            [sys.executable, "-m", "errdex", "decode", "--format", "json", name],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(1, 5)
    }
    assert len(answers) == 1


# Text for people


def _report(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    main(["decode", *arguments])
    said = capsys.readouterr()
    assert said.err == ""
    assert all(len(line) <= 80 for line in said.out.splitlines())
    return said.out


def test_a_finding_is_told_whole(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    told = _report([paste(json.dumps({"code": -1003, "msg": BANNED}))], capsys)
    flowing = " ".join(told.replace("|", "").split())
    assert told.startswith("-1003 TOO_MANY_REQUESTS")
    assert "10xx General Server or Network issues · spot" in told
    for said in (
        "Wait, then send again. The request was not executed.",
        "2021-04-12T11:57:55Z",
        "banned until 1618228675371 =",
        BANNED,
        "How to tell: ",
    ):
        assert said in flowing
    for title in ("Sending it again", "Your message", "What happened", "Likely causes", "What to do", "Sources"):
        assert f"\n{title}" in told
    assert "errdex explain 1003-too-many-requests" in told
    assert "`" not in told


def test_equal_errors_are_one_finding(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    told = _report([paste(f"2026-01-02 10:00:00 {EXAMPLE}\n2026-01-02 10:00:01 {EXAMPLE}\n")], capsys)
    assert told.startswith("-1121 BAD_SYMBOL  ×2  11xx Request issues")
    assert "Lines 1, 2, read as: JSON." in told


def test_other_candidates_stand_below_with_their_reasons(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    told = _report([paste('{"code":-2021}')], capsys)
    assert "It could also be\n  - -2021 ORDER_WOULD_IMMEDIATELY_TRIGGER · USDⓈ-M" in told


def test_the_filter_that_failed_is_described(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    told = _report([paste('{"code":-1013,"msg":"Filter failure: LOT_SIZE"}')], capsys)
    assert "no multiple of the step" in told
    assert "The filter LOT_SIZE in the documents\n  | quantity is too high" in told


def test_an_unknown_number_stays_unknown_with_what_is_near(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    told = _report([paste('{"code":-1193,"msg":"A new error."}')], capsys)
    assert told.startswith("-1193 unknown code\n")
    assert "-1193 is not among the error codes that Errdex knows." in told
    assert "Check before you send it again." in told
    assert "Codes near it\n  -11" in told


def test_an_http_status_is_told(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    assert _report([paste("HTTP/1.1 418\nRetry-After: 120\n")], capsys).startswith("HTTP 418  ")


@pytest.mark.parametrize(
    "noise",
    ["", " \n", "hello", "\0" * 1000, "exit code -9", '{"code":-32601,"message":"Method not found"}', "9" * 5000],
)
def test_nothing_found_says_what_would_help(noise: str, paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    name = paste(noise)
    assert main(["decode", name]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("No Binance error found.\n")
    assert "-1121" in said.out
    assert said.err == ""


def test_what_is_pasted_cannot_steer_the_terminal(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    message = "Invalid \\u001b[31msymbol\\u0007 \\u009b2J \\u202e\\ud800 \x9b1m"
    told = _report([paste(f'{{"code":-1121,"msg":"{message}"}}')], capsys)
    assert "Invalid symbol\\x07 \\x9b2J \\u202e" in told
    assert all(sign.isprintable() or sign == "\n" for sign in told)


def test_secrets_are_told_in_one_line_and_never_shown(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "0f1e2d3c4b5a6978" * 4
    told = _report([paste(f"GET /api/v3/order?signature={secret}\n{EXAMPLE}\n")], capsys)
    assert "1 secret was seen (signature): do not post this text; errdex redact masks them." in told
    assert secret not in told


def test_several_inputs_are_named(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    names = [paste(EXAMPLE, "a.txt"), paste("nothing", "b.txt")]
    assert main(["decode", *names]) == 0
    told = capsys.readouterr().out
    assert "a.txt" in told
    assert "b.txt" in told
    assert "No Binance error found." in told


# Use


def test_help_and_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: errdex decode")
    assert main(["decode", "--nonsense"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_number_in_place_of_a_file_is_shown_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "-1121"]) == 2
    assert "errdex explain -1121" in capsys.readouterr().err


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(EXAMPLE.encode())))
    assert main(["decode"]) == 0
    assert capsys.readouterr().out.startswith("-1121 BAD_SYMBOL")


@pytest.mark.skipif(os.name == "nt", reason="asked of a shell's pipe")
def test_a_reader_that_goes_away_is_no_fault(paste: Paste) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "errdex", "decode", paste(f"{EXAMPLE}\n\n" * 3000)],
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b""


@pytest.mark.parametrize("content", ["[" * 100_000 + EXAMPLE, '{"a":' * 50_000 + EXAMPLE, EXAMPLE + "\\" * 50_000])
def test_nesting_without_end_is_read(content: str, paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    (document,) = _decoded([paste(content)], capsys)
    assert -1121 in [occurrence["number"] for occurrence in document["occurrences"]]


def test_what_the_headers_of_the_answer_tell_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = tmp_path / "answer.txt"
    paste.write_text(
        "HTTP/2 429\ndate: Mon, 05 Jan 2026 10:00:00 GMT\nretry-after: 7\nx-mbx-used-weight-1m: 6001\n\n"
        '{"code":-1003,"msg":"Too many requests queued."}',
        encoding="utf-8",
    )
    assert main(["decode", "--format", "json", str(paste)]) == 0
    told = json.loads(capsys.readouterr().out)["occurrences"][0]
    assert [(header["name"], header["text"]) for header in told["headers"]][:2] == [
        ("retry_after", "7"),
        ("used_weight_1m", "6001"),
    ]
    assert told["candidates"][0]["retry"]["until"] == "2026-01-05T10:00:07.000Z"
    assert main(["decode", str(paste)]) == 0
    assert "used weight 1m" in capsys.readouterr().out


# Checks with the values of the paste

CHECKED = (
    "client.create_order(symbol='BTCUSDT', quantity=0.30000000000000004)\n"
    '{"code":-1013,"msg":"Filter failure: LOT_SIZE"}\n'
    '{"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"9000","stepSize":"0.001"}\n'
)


def test_json_has_the_checks_of_every_candidate(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    (document,) = _decoded([paste(CHECKED)], capsys)
    (candidate,) = document["occurrences"][0]["candidates"]
    (check,) = candidate["checks"]
    assert set(check) == {
        *("kind", "rule", "verdict", "formulas", "values", "missing", "contradictory", "nearest", "difference"),
        *("until", "remaining", "ground", "sentence"),
    }
    assert (check["kind"], check["rule"], check["verdict"]) == ("filter", "LOT_SIZE", "fails")
    assert check["nearest"] == {"name": "quantity", "below": "0.3", "above": "0.301"}
    quantity = check["values"][0]
    assert (quantity["name"], quantity["value"]) == ("quantity", "0.30000000000000004")
    assert CHECKED[quantity["start"] : quantity["end"]] == "0.30000000000000004"


def test_the_report_checks_the_values_of_the_paste(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    told = _report([paste(CHECKED)], capsys)
    assert "Checked with the values in your paste\n" in told
    assert "0.3 (below) and 0.301 (above)" in " ".join(told.split())
    assert "    quantity  0.30000000000000004 (line 1)\n" in told


def test_a_filter_without_values_says_what_it_computes(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    told = _report([paste('{"code":-1013,"msg":"Filter failure: LOT_SIZE"}')], capsys)
    assert "What the rule computes\n  quantity ≥ minQty · quantity ≤ maxQty · quantity % stepSize = 0." in told


def test_a_wait_is_said_once(paste: Paste, capsys: pytest.CaptureFixture[str]) -> None:
    text = paste(json.dumps({"code": -1003, "msg": BANNED}))
    told = _report([text], capsys)
    assert " ".join(told.split()).count("that time has passed") == 1
    (document,) = _decoded([text], capsys)
    (check,) = document["occurrences"][0]["candidates"][0]["checks"]
    assert (check["kind"], check["until"]) == ("ban", "2021-04-12T11:57:55.371Z")
    assert check["remaining"] < 0
