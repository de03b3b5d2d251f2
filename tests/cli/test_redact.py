from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from errdex.cli.redact import run
from errdex.errors import InputError

KEY = b"q7Zr2mXw9LkT4vBn8HsJ3dFy6GpC1aEuR5oKiQtWzMxNbVcLhYjUfDgSeApO0I2T"


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_file_is_printed_with_its_secrets_masked(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "paste.txt").write_bytes(b"X-MBX-APIKEY: " + KEY + b"\n")
    assert run([str(tmp_path / "paste.txt")]) == 0
    assert capfdbinary.readouterr().out == b"X-MBX-APIKEY: [api key 1]\n"


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_without_a_file_standard_input_is_read(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    feed(monkeypatch, b"key " + KEY)
    assert run(arguments) == 0
    assert capfdbinary.readouterr().out == b"key [api key 1]"


def test_the_same_secret_gets_the_same_mask_in_all_files(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a").write_bytes(b"apiKey=" + KEY[::-1] + b" " + KEY + b"\n")
    (tmp_path / "b").write_bytes(KEY + b"\n")
    assert run([str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    assert capfdbinary.readouterr().out == b"apiKey=[api key 1] [secret key 1]\n[secret key 1]\n"


def test_bytes_that_are_no_secret_come_out_as_they_went_in(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    around = b"\xef\xbb\xbf\xff\xfe\x80 \xe5\xaf\x86\r\n\0\x1b[31m \xed\xa0\x80 %s \r tail\n\n"
    feed(monkeypatch, around.replace(b"%s", KEY))
    assert run([]) == 0
    assert capfdbinary.readouterr().out == around.replace(b"%s", b"[api key 1]")


def test_what_one_file_names_is_masked_in_a_file_before_it(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    secret = b"3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9"
    (tmp_path / "a").write_bytes(b"signed with " + secret + b"\n")
    (tmp_path / "b").write_bytes(b"secret=" + secret + b"\n")
    assert run([str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    assert capfdbinary.readouterr().out == b"signed with [secret key 1]\nsecret=[secret key 1]\n"


def test_how_many_of_which_kind_were_masked_is_said_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    feed(monkeypatch, b"apiKey=" + KEY + b" again " + KEY + b" from 203.0.113.9\n")
    assert run([]) == 0
    out, err = capfdbinary.readouterr()
    assert out == b"apiKey=[api key 1] again [api key 1] from [ip 1]\n"
    assert err == b"errdex: 3 masked: 2 api keys, 1 ip.\n"


def test_utf_16_without_a_mark_is_read_too(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "paste.txt").write_bytes(f"apiKey={KEY.decode()}\r\n".encode("utf-16-le"))
    assert run([str(tmp_path / "paste.txt")]) == 0
    assert capfdbinary.readouterr().out == b"apiKey=[api key 1]\r\n"


def test_a_name_that_no_file_can_have_is_refused(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["a\0b"]) == 2
    assert b"cannot be read" in capfdbinary.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_becomes_utf_8(
    encoding: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "paste.txt").write_bytes(f"\ufeff密钥 apiKey：{KEY.decode()}\r\n".encode(encoding))
    assert run([str(tmp_path / "paste.txt")]) == 0
    assert capfdbinary.readouterr().out == "密钥 apiKey：[api key 1]\r\n".encode()


def test_text_without_secrets_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    feed(monkeypatch, b"APIError(code=-1021)\n")
    assert run([]) == 0
    assert capfdbinary.readouterr().out == b"APIError(code=-1021)\n"


def test_what_cannot_be_read_is_named_in_one_sentence_and_the_rest_is_printed(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "there").write_bytes(b"there\n")
    missing = tmp_path / "missing"
    assert run([str(missing), str(tmp_path / "there")]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b"there\n"
    assert err.decode() == (
        f"errdex: {missing} cannot be read: no such file or directory.\nerrdex: Nothing was masked.\n"
    )


def test_standard_input_that_is_closed_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run([]) == 2
    assert b"Standard input cannot be read: it is closed." in capfdbinary.readouterr().err


def test_an_option_is_refused_and_the_way_out_named() -> None:
    with pytest.raises(
        InputError, match=r"'--all' is no option of `errdex redact`; a file of that name is '\./--all'\."
    ):
        run(["--all"])


def test_help_says_what_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert "e-mail and IP addresses" in capsys.readouterr().out


def test_the_command_line_knows_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "errdex", "redact"], input=b"secret=" + KEY, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        b"secret=[secret key 1]",
        b"errdex: 1 masked: 1 secret key.\n",
    )
