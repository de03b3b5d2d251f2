"""What the bundled registry must hold, in numbers that were counted in the documents themselves."""

from __future__ import annotations

from collections import Counter

import pytest

from errdex.registry.loader import load_registry
from errdex.registry.model import ErrorCode, Kind, Lifecycle, Meaning, PlaceholderKind, Product, Registry, Template
from errdex.resources import resources_folder


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(resources_folder() / "registry")


def _codes(registry: Registry, product: Product) -> list[ErrorCode]:
    return [code for meaning in registry.meanings for code in meaning.codes if code.product is product]


def _code(registry: Registry, product: Product, number: int, name: str | None = None) -> ErrorCode:
    (code,) = (
        code
        for meaning in registry.with_number(number)
        for code in meaning.codes
        if code.product is product and (name is None or code.name == name)
    )
    return code


def _meaning(registry: Registry, meaning_id: str) -> Meaning:
    meaning = registry.meaning(meaning_id)
    assert meaning is not None
    return meaning


def _template(code: ErrorCode, beginning: str) -> Template:
    (template,) = (template for template in code.templates if template.text.startswith(beginning))
    return template


def _arguments(template: Template) -> list[tuple[str, str]]:
    return [(placeholder.name, placeholder.kind.value) for placeholder in template.placeholders]


def test_it_loads_without_faults_and_has_all_products(registry: Registry) -> None:
    assert registry.faults == ()
    assert registry.products == tuple(Product)


@pytest.mark.parametrize(
    ("product", "headings", "numbers", "bullets"),
    [
        (Product.SPOT, 104, 104, 145),
        (Product.USDM, 205, 205, 248),
        (Product.COINM, 155, 155, 190),
        (Product.OPTIONS, 122, 122, 138),
        (Product.PORTFOLIO_MARGIN, 180, 180, 216),
        (Product.PORTFOLIO_MARGIN_PRO, 237, 236, 252),
        (Product.MARGIN, 244, 243, 260),
        (Product.SAPI, 236, 235, 252),
        (Product.BINANCE_US, 46, 46, 59),
        (Product.CLASSIC, 21, 21, 35),
    ],
)
def test_every_heading_and_every_bullet_of_a_document_is_there(
    registry: Registry, product: Product, headings: int, numbers: int, bullets: int
) -> None:
    under_headings = [code for code in _codes(registry, product) if code.category is not None]
    assert len(under_headings) == headings
    assert len({code.number for code in under_headings}) == numbers
    tables = {"Filter failure: %s"}
    for code in _codes(registry, product):
        if code.number == -1010 and code.category is None:
            tables |= {template.text for template in code.templates}
    printed = 0
    for code in under_headings:
        printed += sum(
            template.lifecycle is Lifecycle.DOCUMENTED
            and template.source == code.source
            and (template.text not in tables or code.number not in {-1013, -2010, -2011})
            for template in code.templates
        )
        printed += sum(not text.startswith("Order reject reason") for text in code.explanations)
    # The SAPI documents and Binance.US print two explanations as paragraphs, not as bullets.
    paragraphs = 2 if product in {Product.SAPI, Product.MARGIN, Product.PORTFOLIO_MARGIN_PRO, Product.BINANCE_US} else 0
    assert printed == bullets + paragraphs


@pytest.mark.parametrize(
    ("product", "date", "official"),
    [
        (Product.SPOT, "2026-05-18", True),
        (Product.BINANCE_US, "2023-03-08", True),
        (Product.USDM, "2026-05-28", False),
        (Product.COINM, "2026-06-27", False),
        (Product.SAPI, "2026-01-16", False),
        (Product.CLASSIC, "2019-09-25", False),
    ],
)
def test_revisions_say_date_and_origin(registry: Registry, product: Product, date: str, *, official: bool) -> None:
    revision = registry.revisions[product]
    assert (revision.date, revision.official) == (date, official)
    assert revision.origin


def test_the_classic_document_is_21_codes_in_three_categories_with_35_templates(registry: Registry) -> None:
    codes = _codes(registry, Product.CLASSIC)
    assert len(codes) == 21
    assert {code.category.range for code in codes if code.category} == {"10xx", "11xx", "12xx"}
    assert sum(len(code.templates) for code in codes) == 35
    assert not any(code.explanations for code in codes)


def test_the_classic_codes_mean_what_they_mean_in_spot(registry: Registry) -> None:
    alone = {meaning.id for meaning in registry.meanings if meaning.products == (Product.CLASSIC,)}
    assert alone == {"1200-email-used", "1201-password-size-incorrect"}
    for code in _codes(registry, Product.CLASSIC):
        assert code.meaning in alone or Product.SPOT in _meaning(registry, code.meaning).products


def test_1121_is_bad_symbol_in_spot_and_not_in_classic(registry: Registry) -> None:
    (meaning,) = registry.with_number(-1121)
    assert meaning.id == "1121-bad-symbol"
    code = _code(registry, Product.SPOT, -1121)
    assert (code.name, code.category) == ("BAD_SYMBOL", ("11xx", "Request issues"))
    assert [(template.id, template.text) for template in code.templates] == [("invalid-symbol", "Invalid symbol.")]
    assert Product.CLASSIC not in meaning.products


def test_a_category_is_the_heading_and_not_computed(registry: Registry) -> None:
    category = _code(registry, Product.SPOT, -2010).category
    assert category is not None
    assert category.range == "11xx"


def test_numbers_with_several_meanings(registry: Registry) -> None:
    # 87 numbers carry several names; three of them mean one thing (-1099, -2015, -4183). Five more come from what no
    # error document lists (-1135, -4009, -4104) or one page alone (-4106, -20204).
    counts = Counter(abs(meaning.number) for meaning in registry.meanings if meaning.kind is Kind.API)
    several = {number for number, count in counts.items() if count > 1}
    assert len(several) == 84 + 5
    assert several >= {1135, 4009, 4104, 4106, 20204}
    assert several.isdisjoint({1099, 2015, 4183})


@pytest.mark.parametrize(
    ("meaning_id", "names"),
    [
        ("1099-not-found", {"NOT_FOUND", "Not found, authenticated, or authorized"}),
        ("1122-invalid-symbolstatus", {"INVALID_SYMBOLSTATUS", "INVALID_SYMBOL_STATUS"}),
        ("2015-rejected-mbx-key", {"REJECTED_MBX_KEY", "INVALID_API_KEY"}),
        ("2022-order-cancel-replace-failed", {"Order cancel-replace failed.", "Order cancel-replace failed"}),
        ("4030-invalid-step-size-precision", {"INVALID_STEP_SIZE_PRECISION", "INVALID_QTY_PRECISION"}),
        (
            "4183-price-highter-than-stop-multiplier-up",
            {"ISOLATED_REJECT_WITH_JOINT_MARGIN", "PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP"},
        ),
    ],
)
def test_one_meaning_may_have_several_names(registry: Registry, meaning_id: str, names: set[str]) -> None:
    meaning = _meaning(registry, meaning_id)
    assert {meaning.name, *meaning.other_names} == names
    assert {code.name for code in meaning.codes} == names


@pytest.mark.parametrize(
    ("number", "ids"),
    [
        (-1008, {"1008-server-busy", "1008-request-throttled", "1008-too-many-requests"}),
        (-2021, {"2021-order-cancel-replace-partially-failed", "2021-order-would-immediately-trigger"}),
        (-5012, {"5012-transfer-pending", "5012-future-acct-or-subrelation-not-exist"}),
        (-4104, {"4104-invalid-contract-type", "4104-please-note-that-withdrawals-through"}),
        (-1135, {"1135-invalid-json", "1135-invalid-account-status"}),
        (-20204, {"20204-filter-failure-notional", "20204-the-notional-of-usd-is"}),
    ],
)
def test_one_number_may_have_several_meanings(registry: Registry, number: int, ids: set[str]) -> None:
    assert {meaning.id for meaning in registry.with_number(number)} == ids


@pytest.mark.parametrize(
    ("product", "numbers", "rows"),
    [
        (Product.SPOT, (-1010, -2010, -2011, -2038), 41),
        (Product.BINANCE_US, (-1010, -2010, -2011), 25),
        (Product.SAPI, (-1010, -2010, -2011), 26),
        (Product.MARGIN, (-1010, -2010, -2011), 26),
        (Product.PORTFOLIO_MARGIN_PRO, (-1010, -2010, -2011), 26),
    ],
)
def test_the_matching_engines_messages_stand_under_each_number(
    registry: Registry, product: Product, numbers: tuple[int, ...], rows: int
) -> None:
    for number in numbers:
        texts = [template.text for template in _code(registry, product, number).templates]
        assert "Account has insufficient balance for requested action." in texts
        assert len(texts) >= rows
    assert _code(registry, product, -1010).category is None
    described = _template(_code(registry, product, -2010), "IcebergQty exceeds QTY")
    assert described.description is not None
    assert described.description.startswith("icebergQty must be less than the order quantity")


@pytest.mark.parametrize(
    ("product", "count"), [(Product.SPOT, 21), (Product.SAPI, 14), (Product.BINANCE_US, 14), (Product.USDM, 0)]
)
def test_filters_are_described_and_their_failure_is_one_template(
    registry: Registry, product: Product, count: int
) -> None:
    filters = {known.name for known in registry.filters[product]}
    assert len(filters) == count
    if count:
        assert {"LOT_SIZE", "MIN_NOTIONAL", "PRICE_FILTER"} <= filters
        template = _template(_code(registry, product, -1013), "Filter failure")
        assert template.text == "Filter failure: %s"
        assert _arguments(template) == [("filter", "filter")]
    texts = [template.text for code in _codes(registry, product) for template in code.templates]
    assert not any(text.startswith("Filter failure: ") and not text.endswith("%s") for text in texts)


def test_the_filter_failure_stands_under_order_rejects_where_it_was_observed(registry: Registry) -> None:
    assert _template(_code(registry, Product.SPOT, -2010), "Filter failure").lifecycle is Lifecycle.OBSERVED


def test_old_wordings_of_spot_are_withdrawn_templates_with_dates(registry: Registry) -> None:
    old = _template(_code(registry, Product.SPOT, -1000), "An unknown error occured")
    assert (old.lifecycle, old.since, old.until) == (Lifecycle.WITHDRAWN, "2020-11-30", "2022-12-13")
    new = _template(_code(registry, Product.SPOT, -1000), "An unknown error occurred")
    assert (new.lifecycle, new.since, new.until) == (Lifecycle.DOCUMENTED, "2023-03-13", None)


def test_every_classic_wording_but_the_registration_ones_is_spots_too(registry: Registry) -> None:
    for code in _codes(registry, Product.CLASSIC):
        if code.number in {-1200, -1201}:
            continue
        known = {template.text for template in _code(registry, Product.SPOT, code.number).templates}
        assert {template.text for template in code.templates} <= known


def test_a_removed_code_is_kept_as_withdrawn(registry: Registry) -> None:
    code = _code(registry, Product.SPOT, -1167)
    assert (code.lifecycle, code.until) == (Lifecycle.WITHDRAWN, "2025-01-09")
    assert _code(registry, Product.SPOT, -1139).lifecycle is Lifecycle.DOCUMENTED, "taken out in 2024, and back again"


@pytest.mark.parametrize(
    ("product", "number", "text"),
    [
        (Product.SPOT, -2008, "Invalid Api-Key ID."),
        (Product.USDM, -4411, "Please sign TradFi-Perps agreement contract fapi."),
        (Product.USDM, -1003, "Way too many requests; IP(%s) banned until %s. Please use the websocket"),
        (Product.SPOT, -1003, "Way too many requests; IP banned until %s. Please use the websocket"),
        (Product.USDM, -2015, "Invalid API-key, IP, or permissions for action, request ip: %s"),
        (Product.USDM, -4016, "Limit price can't be higher than %s"),
        (Product.PORTFOLIO_MARGIN, -4164, "Order's notional must be no smaller than %s(unless"),
        (Product.MARGIN, -11008, "Exceeding the account’s maximum borrowable limit"),
        (Product.USDM, -5000, "%s is retired, please use %s"),
    ],
)
def test_what_was_only_observed_is_there_and_says_so(
    registry: Registry, product: Product, number: int, text: str
) -> None:
    assert _template(_code(registry, product, number), text).lifecycle is Lifecycle.OBSERVED


def test_samples_of_a_template_are_no_templates(registry: Registry) -> None:
    texts = {template.text for meaning in registry.meanings for code in meaning.codes for template in code.templates}
    assert not any("1200 request" in text or "IP banned until 1" in text or "'quantity'" in text for text in texts)


def test_other_families_numbers_and_pages_are_left_out(registry: Registry) -> None:
    assert registry.with_number(-32603) == ()
    assert registry.with_number(400002) == ()
    assert registry.with_number(0) == ()
    texts = [template.text for meaning in registry.meanings for code in meaning.codes for template in code.templates]
    assert not any("<" in text and "html" in text.lower() for text in texts)


def test_explanations_are_never_templates(registry: Registry) -> None:
    for number in (-1013, -2021, -2022):
        assert _code(registry, Product.SPOT, number).explanations
    reduce_only = _code(registry, Product.USDM, -2022)
    assert [template.text for template in reduce_only.templates] == ["ReduceOnly Order is rejected."]
    assert _code(registry, Product.SAPI, -1099).explanations == ("This replaces error code -1999",)
    assert _code(registry, Product.SAPI, -1099).templates == ()


def test_names_and_numbers_stand_as_printed(registry: Registry) -> None:
    assert _code(registry, Product.PORTFOLIO_MARGIN, -51006).number == 51006
    assert _code(registry, Product.USDM, -1008).name == "Request Throttled"
    assert _code(registry, Product.SAPI, -20121).name is None
    assert _code(registry, Product.USDM, -4183).name == "ISOLATED_REJECT_WITH_JOINT_MARGIN"
    assert _code(registry, Product.SAPI, -5012, "FUTURE_ACCT_OR_SUBRELATION_NOT_EXIST").templates


def test_streams_are_a_kind_of_their_own(registry: Registry) -> None:
    streams = [meaning.id for meaning in registry.meanings if meaning.kind is Kind.STREAM]
    assert streams == ["stream-0", "stream-1", "stream-2", "stream-3"]
    template = _template(registry.with_number(3, Kind.STREAM)[0].codes[0], "Invalid JSON")
    assert _arguments(template) == [("line", "number"), ("column", "number")]


def test_http_statuses_stand_in_the_products_that_mention_them(registry: Registry) -> None:
    statuses = {meaning.number: meaning for meaning in registry.meanings if meaning.kind is Kind.HTTP}
    # 0 is the retired /wapi/: a failure with a text and no number, whatever the status.
    assert set(statuses) == {0, 400, 401, 403, 404, 405, 406, 408, 409, 410, 418, 429, 451, 500, 502, 503, 504}
    names = {meaning.name for meaning in statuses.values()}
    assert names == {f"HTTP_{status}" for status in statuses if status} | {"WAPI_FAILURE"}
    assert statuses[408].products == (Product.USDM, Product.COINM)
    assert statuses[409].products == statuses[406].products == (Product.SPOT,)
    futures = statuses[503].code_of(Product.USDM)
    assert {template.id for template in futures.templates} == {
        "unknown-error-please-check-your-request-or-try-again-later",
        "service-unavailable",
        "internal-error-unable-to-process-your-request-please-try",
    }
    assert statuses[503].code_of(Product.SPOT).templates == ()
    assert statuses[451].codes[0].lifecycle is Lifecycle.OBSERVED


@pytest.mark.parametrize(
    ("product", "number", "beginning", "arguments"),
    [
        (Product.CLASSIC, -1003, "Way too much", [("banned_until", "time")]),
        (
            Product.CLASSIC,
            -1003,
            "Too much request weight used; current",
            [("limit", "count"), ("interval_count", "count"), ("interval", "interval")],
        ),
        (Product.SPOT, -1015, "Too many new orders; current", [("limit", "count"), ("interval", "interval")]),
        (
            Product.SPOT,
            -1100,
            "Illegal characters found in parameter",
            [("parameter", "parameter"), ("range", "range")],
        ),
        (Product.SPOT, -1101, "Too many parameters; expected", [("expected", "count"), ("received", "count")]),
        (Product.SPOT, -1102, "Param '%s' or", [("parameter", "parameter"), ("parameter_2", "parameter")]),
        (Product.SPOT, -1102, "Required tag", [("tag", "parameter")]),
        (Product.SPOT, -1104, "Not all sent parameters were read; read", [("read", "count"), ("sent", "count")]),
        (Product.SPOT, -1127, "More than", [("hours", "count")]),
        (Product.SPOT, -1128, "Conflicting fields", [("fields", "parameter")]),
        (Product.SPOT, -1161, "Unable to encode", [("schema", "number"), ("needed_schema", "number")]),
        (Product.SPOT, -1191, "Similar", [("symbol", "symbol"), ("subscription", "text")]),
        (Product.SPOT, -1224, "Working order must", [("tag", "parameter")]),
        (Product.USDM, -1003, "Too many requests; current", [("limit", "count")]),
        (Product.USDM, -1003, "Way too many requests; IP(", [("ip", "ip"), ("banned_until", "time")]),
        (Product.USDM, -2015, "Invalid API-key, IP, or permissions for action, request", [("ip", "ip")]),
        (Product.USDM, -4020, "Target strategy", [("order_type", "text"), ("reduce_only", "text")]),
        (Product.USDM, -4164, "Order's notional must be no smaller than %s", [("notional", "amount")]),
        (Product.USDM, -4183, "Limit price", [("price", "price")]),
        (Product.USDM, -4209, "Leverage adjustment", [("leverage", "count")]),
        (Product.SAPI, -4036, "The new address", [("hours", "count")]),
        (Product.SAPI, -10041, "Due to high demand", [("asset", "asset")]),
        (Product.USDM, -5000, "%s is retired", [("retired", "path"), ("replacement", "path")]),
        (Product.SPOT, -1021, "Timestamp for this request was 1000ms", []),
    ],
)
def test_placeholders_have_names_and_kinds(
    registry: Registry, product: Product, number: int, beginning: str, arguments: list[tuple[str, str]]
) -> None:
    assert _arguments(_template(_code(registry, product, number), beginning)) == arguments


def test_equal_texts_share_an_id_within_their_meaning(registry: Registry) -> None:
    for meaning in registry.meanings:
        ids: dict[str, str] = {}
        for code in meaning.codes:
            for template in code.templates:
                assert ids.setdefault(template.text.removesuffix("."), template.id) == template.id
        assert len(set(ids.values())) == len(ids)


def test_every_kind_of_placeholder_but_the_dated_ones_is_in_use(registry: Registry) -> None:
    used = {
        placeholder.kind
        for meaning in registry.meanings
        for code in meaning.codes
        for template in code.templates
        for placeholder in template.placeholders
    }
    assert used == set(PlaceholderKind)


def test_codes_stand_in_the_order_of_products_within_a_meaning(registry: Registry) -> None:
    order = list(Product)
    for meaning in registry.meanings:
        places = [order.index(code.product) for code in meaning.codes]
        assert places == sorted(places)
