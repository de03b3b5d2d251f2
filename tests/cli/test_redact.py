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
    assert capfdbinary.readouterr().out == b"apiKey=[api key 1] [api key 2]\n[api key 2]\n"


def test_bytes_that_are_no_secret_come_out_as_they_went_in(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    around = b"\xef\xbb\xbf\xff\xfe\x80 \xe5\xaf\x86\r\n\0\x1b[31m \xed\xa0\x80 %s \r tail\n\n"
    feed(monkeypatch, around.replace(b"%s", KEY))
    assert run([]) == 0
    assert capfdbinary.readouterr().out == around.replace(b"%s", b"[api key 1]")


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
    assert err.decode() == f"errdex: {missing} cannot be read: no such file or directory.\n"


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
    assert (done.returncode, done.stdout, done.stderr) == (0, b"secret=[secret key 1]", b"")
