"""Coverage-guided search for texts that the decoder cannot read: run by hand, for ten minutes or more.

    pip install atheris
    (copy tests/data/decode/*/*.txt into a folder, under names of their own: the seeds)
    python tests/fuzz/decode_fuzz.py -max_total_time=600 -timeout=5 -dict=tests/fuzz/decode.dict FOLDER

What it finds becomes a pair in `tests/data/decode/` or a case in `tests/decode/test_properties.py`.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

atheris: Any = importlib.import_module("atheris")

with atheris.instrument_imports(include=["errdex.decode"]):
    from errdex.decode.decoder import Decoder
    from errdex.decode.model import Span
    from errdex.registry.advice_loader import load_advice
    from errdex.registry.loader import load_registry
    from errdex.registry.model import Product
    from errdex.resources import resources_folder


def lies_within(span: Span | None, text: str) -> bool:
    """Tell whether a span, if there is one, is a stretch of a text."""
    return span is None or 0 <= span.start <= span.end <= len(text)


def check(decoder: Decoder, text: str, product: Product | None) -> None:
    """Decode a text and hold the result to what every decoding promises."""
    decoding = decoder.decode(text, product)
    last = 0
    for one in decoding.occurrences:
        assert last <= one.span.start < one.span.end <= len(text)
        last = one.span.start
        assert one.line == 1 + text.count("\n", 0, one.span.start)
        assert one.places
        assert all(lies_within(place, text) for place in one.places)
        assert lies_within(one.message_span, text)
        assert one.candidates or one.near or one.number is None
        for candidate in one.candidates:
            assert candidate.code in candidate.meaning.codes
            assert all(lies_within(argument.span, text) for argument in candidate.arguments)
            assert one.number is None or abs(candidate.meaning.number) == abs(one.number)
    for secret in decoding.secrets:
        assert secret.span.start < secret.span.end <= len(text)
    assert decoder.decode(text, product) == decoding


def main() -> None:
    """Search until told to stop."""
    decoder = Decoder(load_registry(resources_folder() / "registry"), load_advice(resources_folder() / "guidance"))
    products = (None, *Product)

    def one(given: bytes) -> None:
        product = products[given[-1] % len(products)] if given else None
        check(decoder, given.decode("utf-8", "surrogateescape"), product)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
