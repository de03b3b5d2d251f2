from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from errdex import __version__
from errdex.cli import main as front
from errdex.errors import InputError

EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'


def _run(*arguments: str, text: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return subprocess.run(
        [sys.executable, "-m", "errdex", *arguments],
        input=text,
        env=surroundings | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_options_before_the_command_are_ours_and_those_after_it_are_not() -> None:
    request = front.read_request(["--profile", "here", "decode", "--profile", "there"])
    assert request == front.Request(Path("here"), False, "decode", ["--profile", "there"])


def test_no_command_is_the_window() -> None:
    assert front.read_request([]).verb == ""
    assert front.read_request(["--self-check"]).self_check
    assert front.read_request(["--profile=here"]).profile == Path("here")


@pytest.mark.parametrize(
    "arguments", [["--profile"], ["--profile="], ["--nonsense"], ["--self-check=1"], ["--self-check", "decode"]]
)
def test_bad_options_are_refused_in_one_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError):
        front.read_request(arguments)
    assert front.main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["nonsense"], ["open", "--nonsense"], ["registry"], ["registry", "burn"]])
def test_bad_commands_are_refused_in_one_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


def test_a_file_in_place_of_a_command_gets_a_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = tmp_path / "paste.txt"
    paste.write_text(EXAMPLE, encoding="utf-8")
    assert front.main([str(paste)]) == 2
    assert f"errdex open {paste}" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main(["--version"]) == 0
    assert capsys.readouterr().out == f"errdex {__version__}\n"
    assert front.main(["--help"]) == 0
    told = capsys.readouterr().out
    assert [verb for verb in front.VERBS if f"errdex {verb}" not in told] == []


@pytest.mark.parametrize(
    ("arguments", "window"),
    [([], True), (["open", "x"], True), (["--self-check"], True), (["decode"], False), (["--version"], False)],
)
def test_it_is_known_before_anything_is_loaded_whether_a_window_opens(arguments: list[str], window: bool) -> None:
    assert front.needs_window(arguments) is window


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_window_says_so_and_what_works_without() -> None:
    done = _run(QT_QPA_PLATFORM="")
    assert done.returncode == front.NO_WINDOW
    assert "no display" in done.stderr
    assert "errdex decode" in done.stderr


def test_output_is_utf8_whatever_the_console_speaks() -> None:
    done = _run("decode", text=EXAMPLE, PYTHONIOENCODING="ascii:strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert "BAD_SYMBOL" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="asked of a shell's pipe")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "errdex", "--help"], stdout=gone, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (front.BROKEN_PIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "errdex", "--help"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_it_starts_from_a_bare_checkout(tmp_path: Path) -> None:
    app = Path(__file__).resolve().parents[2] / "app"
    done = subprocess.run(
        [sys.executable, "-I", str(app), "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"errdex {__version__}\n")


def test_a_bare_python_is_told_how_to_get_what_the_window_needs(tmp_path: Path) -> None:
    app = Path(__file__).resolve().parents[2] / "app"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(app)],
        cwd=tmp_path,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == front.NO_WINDOW
    assert "bootstrap.py run" in done.stderr
    assert len(done.stderr.splitlines()) == 1
