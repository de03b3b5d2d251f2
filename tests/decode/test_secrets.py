from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errdex.decode.secret_shapes import SecretKind
from errdex.decode.secrets import Masker, find_secrets, mask, mask_credentials

PAIRS = Path(__file__).parents[1] / "data" / "secrets"
NAMES = sorted(path.name.removesuffix(".masked.txt") for path in PAIRS.glob("*.masked.txt"))

KEY = "q7Zr2mXw9LkT4vBn8HsJ3dFy6GpC1aEuR5oKiQtWzMxNbVcLhYjUfDgSeApO0I2T"
OTHER = "B4nHk9TzQ1wXe7RcV3mYu6LpS8oJg5FdA2iCxZbNqWvMtKrEyUhGfDsPaOlI0j1X"
SIGNATURE = "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9"


def read(path: Path) -> str:
    return path.read_bytes().decode()


def spotted(text: str) -> list[tuple[str, str]]:
    return [(secret.kind, text[secret.span.start : secret.span.end]) for secret in find_secrets(text)]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_masked_as_its_pair_says(name: str) -> None:
    assert mask(read(PAIRS / f"{name}.txt")) == read(PAIRS / f"{name}.masked.txt")


@pytest.mark.parametrize("name", NAMES)
def test_masking_twice_changes_nothing(name: str) -> None:
    once = mask(read(PAIRS / f"{name}.txt"))
    assert mask(once) == once


def test_there_are_pairs_for_what_is_masked_and_for_what_is_not() -> None:
    assert len(NAMES) >= 20
    assert {name for name in NAMES if read(PAIRS / f"{name}.txt") == read(PAIRS / f"{name}.masked.txt")} == {
        "hashes-and-ids-stay",
        "no-private-data",
        "placeholders-stay",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"X-MBX-APIKEY: {KEY}", SecretKind.API_KEY),
        (f"apiSecret: '{KEY}'", SecretKind.SECRET_KEY),
        (f"signature={KEY}", SecretKind.SIGNATURE),
        (f"listenKey={KEY}", SecretKind.LISTEN_KEY),
        (f"/ws/{KEY}", SecretKind.LISTEN_KEY),
        (f"Authorization: Bearer {KEY}", SecretKind.TOKEN),
        (f"Cookie: p20t={KEY}", SecretKind.COOKIE),
        (f"private_key={KEY}", SecretKind.PRIVATE_KEY),
        (KEY, SecretKind.API_KEY),
    ],
)
def test_the_span_is_the_value_alone_and_the_name_beside_it_tells_the_kind(text: str, kind: SecretKind) -> None:
    assert spotted(text) == [(kind, KEY)]


def test_the_spans_are_in_order_and_do_not_overlap() -> None:
    text = "".join(read(PAIRS / f"{name}.txt") for name in NAMES)
    spans = [secret.span for secret in find_secrets(text)]
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_a_value_known_by_its_name_is_a_secret_wherever_it_stands_again() -> None:
    text = f"{SIGNATURE} sent\nsignature={SIGNATURE}\n({SIGNATURE})\\n{SIGNATURE}"
    assert spotted(text) == [(SecretKind.SIGNATURE, SIGNATURE)] * 4


def test_a_hash_that_nothing_names_is_no_secret() -> None:
    assert spotted(f"block {SIGNATURE} confirmed") == []


def test_positions_count_code_points() -> None:
    text = f"密钥 🔑 \udcff {KEY} ключ"
    (secret,) = find_secrets(text)
    assert text[secret.span.start : secret.span.end] == KEY


def test_the_same_secret_gets_the_same_mask_and_another_one_another_number() -> None:
    assert mask(f"apiKey={KEY} apiKey={OTHER} again {KEY}") == (
        "apiKey=[api key 1] apiKey=[api key 2] again [api key 1]"
    )


def test_a_secret_is_the_same_however_it_is_escaped() -> None:
    plain = "kR2/Vb7+Qx1nZ8mT4yLw9EoU5sGhJ3cPd6aFiN0="
    percent = plain.replace("/", "%2F").replace("+", "%2B").replace("=", "%3D")
    assert mask(f'signature={percent} "signature": "{plain}"') == 'signature=[signature 1] "signature": "[signature 1]"'


def test_one_masker_gives_the_same_mask_in_every_text() -> None:
    masker = Masker()
    assert masker.mask(f"apiKey={OTHER}, {KEY}") == "apiKey=[api key 1], [secret key 1]"
    assert masker.mask(KEY) == "[secret key 1]"
    assert masker.counts == {SecretKind.API_KEY: 1, SecretKind.SECRET_KEY: 2}


def test_a_masker_knows_in_one_text_what_another_one_names() -> None:
    masker = Masker()
    masker.learn(f"api_secret={SIGNATURE}")
    assert masker.mask(f"HMAC with {SIGNATURE}") == "HMAC with [secret key 1]"
    assert masker.mask(SIGNATURE[::-1]) == SIGNATURE[::-1]


def test_masks_that_stand_in_the_text_keep_their_numbers() -> None:
    assert mask(f"[api key 4] is not {KEY}") == "[api key 4] is not [api key 5]"


def test_credentials_can_be_masked_alone() -> None:
    text = f"{KEY} of jane@example.org at 203.0.113.9"
    assert mask_credentials(text) == "[api key 1] of jane@example.org at 203.0.113.9"
    assert mask(text) == "[api key 1] of [email 1] at [ip 1]"


def test_the_places_are_counted() -> None:
    masker = Masker()
    assert masker.mask(f"{KEY} {KEY} 203.0.113.9") == "[api key 1] [api key 1] [ip 1]"
    assert masker.mask("APIError(code=-1021)") == "APIError(code=-1021)"
    assert masker.counts == {SecretKind.API_KEY: 2, SecretKind.IP: 1}


MARKED = PAIRS / "marked"
CASES = [
    pytest.param(case.replace("\\e", "\x1b").replace("\\1", "\x01"), id=f"{path.stem}-{number}")
    for path in sorted(MARKED.glob("*.txt"))
    for number, case in enumerate(read(path).split("\n====\n"), 1)
]


@pytest.mark.parametrize("case", CASES)
def test_what_is_marked_is_found_and_nothing_else(case: str) -> None:
    pieces = re.split("[⟦⟧]", case)
    text = "".join(pieces)
    assert [value for _, value in spotted(text)] == pieces[1::2]
    places = [len("".join(pieces[:number])) for number in range(1, len(pieces), 2)]
    assert [secret.span.start for secret in find_secrets(text)] == places


FRAGMENTS = st.sampled_from(
    [
        *(
            KEY,
            OTHER,
            SIGNATURE,
            KEY[:40],
            SIGNATURE[:20],
            "hunter2x",
            "203.0.113.9",
            "2001:db8::1",
            "jane@example.org",
        ),
        *(
            "apiKey",
            "secret",
            "signature",
            "token",
            "cookie",
            "curl -u a:",
            "auth=('a', '",
            "&quot;",
            "&amp;",
            "%253D",
            "\\\\u0022",
            "554=",
            "password",
            "listenKey",
            "Authorization",
            "Bearer ",
            "key",
        ),
        *(
            ":",
            "=",
            '"',
            "'",
            " ",
            "\n",
            "\\",
            "\\n",
            "%22",
            "%3D",
            "&quot;",
            "[",
            "]",
            "(",
            ")",
            "{",
            ",",
            ";",
            "@",
            ".",
        ),
        *(
            "-----BEGIN PRIVATE KEY-----",
            "-----END PRIVATE KEY-----",
            "-----BEGIN CERTIFICATE-----",
            "://",
            "/ws/",
            "96=",
        ),
        *(
            "[api key 1]",
            "[cookie 2]",
            "eyJ",
            "\0",
            "\udcff",
            "：",
            "İ",
            "1.2.3",
            "a=b",
            "%40",
            "-",
            "+",
            "/",
            "1",
            "x",
            "*",
        ),
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=4), max_size=30).map("".join) | st.text()


@given(TEXTS)
def test_any_text_is_read_and_the_spans_lie_in_it(text: str) -> None:
    end = 0
    for secret in find_secrets(text):
        assert end <= secret.span.start < secret.span.end <= len(text)
        assert secret.kind in set(SecretKind)
        end = secret.span.end


@given(TEXTS)
def test_no_text_is_changed_by_masking_it_again(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert find_secrets(once) == ()


@given(TEXTS)
def test_what_is_no_secret_stays_as_it_is(text: str) -> None:
    masker = Masker()
    masked, count = masker.mask(text), sum(masker.counts.values())
    assert (masked == text) == (count == 0)
    if not count:
        return
    pieces = re.split(r"\[(?:api key|secret key|signature|listen key|token|cookie|private key|email|ip) \d+\]", masked)
    end = 0
    for piece in pieces:
        place = text.find(piece, end)
        assert place >= 0
        end = place + len(piece)
