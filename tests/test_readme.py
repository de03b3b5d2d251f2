"""README says what is so: its figures, its table of documents, its example and its pictures."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from errdex.decode.decoder import Decoder
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance import Grade
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.loader import load_registry
from errdex.registry.model import Registry
from errdex.resources import resources_folder
from errdex.wording import product_title

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
EXAMPLE = '{"code":-1105,"msg":"Parameter \'timeInForce\' was empty."}\n'
ORIGINS = {True: "the exchange's own repository", False: "a dated copy of the official page"}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(resources_folder() / "registry")


def test_the_documents_are_those_of_the_registry(registry: Registry) -> None:
    counts = dict.fromkeys(registry.products, 0)
    for meaning in registry.meanings:
        for code in meaning.codes:
            counts[code.product] += 1
    rows = [
        f"| {product_title(product)} | {counts[product]} | {revision.date} | {ORIGINS[revision.official]} |"
        for product, revision in registry.revisions.items()
    ]
    assert sorted(re.findall(r"^\|.*(?:repository|official page) \|$", README, re.MULTILINE)) == sorted(rows)


def test_the_figures_are_those_of_registry_and_guidance(registry: Registry) -> None:
    shelf = GuidanceShelf(resources_folder() / "guidance")
    told = [shelf.guidance(meaning.id) for meaning in registry.meanings]
    worked_out = sum(guidance is not None and guidance.grade is Grade.WORKED_OUT for guidance in told)
    assert f"worked out for {worked_out} of the {len(told)} meanings" in README
    assert f"Together they are {len(told)} meanings" in README


def test_the_example_is_what_decode_prints() -> None:
    marked = re.search(r"<!-- decode --format json -->\n```json\n(.*?)```", README, re.DOTALL)
    assert marked is not None
    command = [sys.executable, "-m", "errdex", "decode", "--format", "json"]
    done = subprocess.run(command, input=EXAMPLE, check=True, capture_output=True, encoding="utf-8")
    shown: dict[str, Any] = json.loads(marked[1])
    assert shown == json.loads(done.stdout)


def test_the_pictures_are_there_and_their_log_holds_two_errors(registry: Registry) -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert len(shown) == 3
    assert all((PROJECT / name).is_file() for name in shown)
    log = (PROJECT / "resources" / "pictures" / "bot.log").read_text(encoding="utf-8")
    decoding = Decoder(registry, load_advice(resources_folder() / "guidance")).decode(log)
    assert [occurrence.number for occurrence in decoding.occurrences] == [-1007, -1003]


def test_every_key_that_is_named_is_a_key_of_the_window() -> None:
    commands = (PROJECT / "app" / "errdex" / "ui" / "commands.py").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:Ctrl|Shift)\+(?:(?:Shift|Alt)\+)?(?:F?\w\b|\+|-|\?)", README)) - {"Ctrl+Z"}
    assert len(named) > 10
    assert {key for key in named if f'"{key}"' not in commands} == set()


def test_every_file_that_is_named_is_there() -> None:
    named = re.findall(r"(?<![\w/~.-])((?:packaging|tests|resources|app)/[\w/.-]*\w)", README)
    assert len(named) > 10
    assert {name for name in named if not (PROJECT / name).exists()} == set()
