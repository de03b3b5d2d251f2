from __future__ import annotations

import pytest

from errdex.decode.decoder import Decoder
from errdex.registry.advice import AdviceBook
from errdex.registry.advice_loader import load_advice
from errdex.registry.loader import load_registry
from errdex.registry.model import Registry
from errdex.resources import resources_folder


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return the bundled registry; it never changes."""
    return load_registry(resources_folder() / "registry")


@pytest.fixture(scope="session")
def advice() -> AdviceBook:
    """Return the bundled advice."""
    return load_advice(resources_folder() / "guidance")


@pytest.fixture(scope="session")
def decoder(registry: Registry, advice: AdviceBook) -> Decoder:
    """Return a decoder of the bundled registry; it keeps nothing of what it decodes."""
    return Decoder(registry, advice)
