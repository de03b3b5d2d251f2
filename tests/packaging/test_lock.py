from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import lock

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEMS = {"linux": "posix", "darwin": "posix", "win32": "nt"}
PYTHONS = ("3.11", "3.12", "3.13")


def _lines(name: str) -> list[str]:
    """The requirements of a lock file, each with its hashes on one line."""
    text = (lock.HERE / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _pins(name: str) -> list[Requirement]:
    return [Requirement(line.partition(" --hash=")[0].strip()) for line in _lines(name)]


def _surroundings() -> Iterator[dict[str, str]]:
    for system, os_name in SYSTEMS.items():
        for python in PYTHONS:
            yield {
                "os_name": os_name,
                "platform_python_implementation": "CPython",
                "python_full_version": f"{python}.4",
                "python_version": python,
                "sys_platform": system,
            }


def _holds(requirement: Requirement, surroundings: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**surroundings, "extra": ""})


@pytest.mark.parametrize("name", lock.wanted())
def test_every_requirement_has_hashes_and_names_no_place(name: str) -> None:
    for line in _lines(name):
        pin, *hashes = line.split(" --hash=")
        assert "==" in pin, line
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", one) for one in hashes), pin
    assert "://" not in (lock.HERE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", lock.wanted())
def test_the_lock_fits_what_the_project_asks_for_everywhere(name: str) -> None:
    pins = _pins(name)
    for surroundings in _surroundings():
        for wanted in map(Requirement, lock.wanted()[name]):
            if not _holds(wanted, surroundings):
                continue
            fitting = [
                pin
                for pin in pins
                if canonicalize_name(pin.name) == canonicalize_name(wanted.name) and _holds(pin, surroundings)
            ]
            assert len(fitting) == 1, (wanted, surroundings)
            (version,) = fitting[0].specifier
            assert wanted.specifier.contains(version.version), (wanted, surroundings)


def test_each_lock_holds_the_one_before_it() -> None:
    run, test, dev = ({(pin.name, str(pin.specifier)) for pin in _pins(name)} for name in lock.wanted())
    assert run < test < dev


def test_a_python_that_loses_references_gets_no_binding_that_does() -> None:
    for surroundings in _surroundings():
        if surroundings["python_version"] == "3.11":
            (binding,) = (
                pin
                for pin in _pins("requirements.txt")
                if pin.name == "pyside6-essentials" and _holds(pin, surroundings)
            )
            assert Requirement("pyside6-essentials<6.12").specifier.contains(str(binding.specifier).lstrip("="))


def test_the_scripts_read_the_project_that_they_stand_in() -> None:
    assert (lock.PROJECT / "pyproject.toml").samefile(Path(__file__).resolve().parents[2] / "pyproject.toml")
