"""What all tests share: the real registry, advice and decoder, made once, and user folders that are nobody's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest

from errdex.resources import resources_folder

if TYPE_CHECKING:
    from errdex.decode.decoder import Decoder
    from errdex.registry.advice import AdviceBook
    from errdex.registry.model import Registry


def pytest_configure() -> None:
    """Paint windows in memory: without a display Qt would end the whole run."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every folder of a user at a temporary one: no test reads or writes what belongs to a person."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name))
    for name in ("APPDATA", "LOCAL_APPDATA"):
        monkeypatch.setenv(f"WIN_PD_OVERRIDE_{name}", str(home / name))
    for folder in (platformdirs.user_data_path("errdex"), platformdirs.user_config_path("errdex")):
        assert folder.is_relative_to(home), f"a test would touch {folder}"
    return home


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The bundled registry."""
    from errdex.registry.loader import load_registry

    return load_registry(resources_folder() / "registry")


@pytest.fixture(scope="session")
def advice() -> AdviceBook:
    """The bundled retry advice."""
    from errdex.registry.advice_loader import load_advice

    return load_advice(resources_folder() / "guidance")


@pytest.fixture(scope="session")
def decoder(registry: Registry, advice: AdviceBook) -> Decoder:
    """A decoder over the bundled registry and advice."""
    from errdex.decode.decoder import Decoder

    return Decoder(registry, advice)
