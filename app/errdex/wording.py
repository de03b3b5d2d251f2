"""Whole sentences for what the core concludes: the one place where its values become words. Knows no Qt.

The command line and the window use the same functions. Each takes `tr`, which turns an English sentence into the
person's language; it gets whole sentences, with {0}, {1} where values go in afterwards. Left out, they stay English.
Nothing here is marked up: what comes in from a paste goes out as it is, and the face that shows it escapes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from errdex.registry.advice import ExecutionStatus, Retry
from errdex.registry.guidance import JUDGEMENT, Grade
from errdex.registry.model import Kind, Lifecycle, Product

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from errdex.decode.model import Candidate, Match, Occurrence, Reason
    from errdex.registry.advice import Advice
    from errdex.registry.guidance import Guidance, GuidanceSource
    from errdex.registry.model import Meaning

Tr = Callable[[str], str]
"""Turns an English sentence into the person's language."""


def plain(text: str) -> str:
    """Leave a sentence as it is: English."""
    return text


# Products and codes


def product_title(product: Product, tr: Tr = plain) -> str:
    """Name a product as it stands in a list of choices."""
    return {
        Product.SPOT: tr("Spot"),
        Product.USDM: tr("USDⓈ-M futures"),
        Product.COINM: tr("COIN-M futures"),
        Product.OPTIONS: tr("Options"),
        Product.PORTFOLIO_MARGIN: tr("Portfolio margin"),
        Product.PORTFOLIO_MARGIN_PRO: tr("Portfolio margin Pro"),
        Product.MARGIN: tr("Margin"),
        Product.SAPI: tr("Wallet and other /sapi"),
        Product.BINANCE_US: tr("Binance.US"),
        Product.CLASSIC: tr("Classic document of 2019"),
    }[product]


def product_name(product: Product, tr: Tr = plain) -> str:
    """Name a product as it stands inside a sentence."""
    return {
        Product.SPOT: tr("spot"),
        Product.USDM: tr("USDⓈ-M"),
        Product.COINM: tr("COIN-M"),
        Product.OPTIONS: tr("options"),
        Product.PORTFOLIO_MARGIN: tr("portfolio margin"),
        Product.PORTFOLIO_MARGIN_PRO: tr("portfolio margin Pro"),
        Product.MARGIN: tr("margin"),
        Product.SAPI: tr("wallet (/sapi)"),
        Product.BINANCE_US: tr("Binance.US"),
        Product.CLASSIC: tr("the classic document"),
    }[product]


def products_phrase(products: tuple[Product, ...], most: int = 3, tr: Tr = plain) -> str:
    """List products, the first `most` of them by name and the rest by their count."""
    names = [product_name(product, tr) for product in products]
    if len(names) <= most + 1:
        return ", ".join(names)
    return tr("{0} and {1} more").format(", ".join(names[:most]), len(names) - most)


def number_text(kind: Kind, number: int, tr: Tr = plain) -> str:
    """Write a number as people do: "-1007", "HTTP 503", "Stream 2". Never localised."""
    if kind is Kind.HTTP and not number:
        return tr("No number")
    if kind is Kind.HTTP:
        return tr("HTTP {0}").format(number)
    return tr("Stream {0}").format(number) if kind is Kind.STREAM else str(number)


def meaning_title(meaning: Meaning, product: Product | None = None, tr: Tr = plain) -> str:
    """Write number and name of a meaning, as the product prints them."""
    code = meaning.code_of(product)
    name = code.name or meaning.name
    number = number_text(meaning.kind, code.number, tr)
    return f"{number} {name}" if name and not name.startswith("HTTP_") else number


def found_number(occurrence: Occurrence, candidate: Candidate | None, tr: Tr = plain) -> str:
    """Write the number of what was found: as the text has it, else as the candidate has it."""
    if candidate is not None:
        number = candidate.code.number if occurrence.number is None else occurrence.number
        return number_text(candidate.meaning.kind, number, tr)
    if occurrence.number is not None:
        return str(occurrence.number)
    return number_text(Kind.HTTP, occurrence.http_status, tr) if occurrence.http_status else tr("No number")


def found_name(candidate: Candidate | None, tr: Tr = plain) -> str:
    """Write the name of what was found; empty for a code that has none."""
    if candidate is None:
        return tr("unknown code")
    name = candidate.code.name or candidate.meaning.name or ""
    return "" if name.startswith("HTTP_") else name


# Sending again


def retry_title(retry: Retry, tr: Tr = plain) -> str:
    """Say in a few words what to do about sending again."""
    return {
        Retry.CHECK_FIRST: tr("Check before you send it again"),
        Retry.WAIT: tr("Wait, then send again"),
        Retry.RESEND: tr("Send it again"),
        Retry.NO: tr("Not as it is"),
        Retry.DONE: tr("Nothing to do"),
    }[retry]


def retry_label(retry: Retry, tr: Tr = plain) -> str:
    """Name an advice as it stands in a list of choices."""
    return {
        Retry.CHECK_FIRST: tr("Check first"),
        Retry.WAIT: tr("Wait"),
        Retry.RESEND: tr("Resend"),
        Retry.NO: tr("Not as it is"),
        Retry.DONE: tr("Nothing to do"),
    }[retry]


def retry_sentence(advice: Advice, tr: Tr = plain) -> str:
    """Say what holds for orders and other changes, and what for reads."""
    if advice.read is advice.write:
        return both_sentence(advice.write, tr)
    return tr("{0} {1}").format(write_sentence(advice, tr), read_sentence(advice.read, tr))


def both_sentence(retry: Retry, tr: Tr = plain) -> str:
    """Say what holds for orders and reads alike."""
    return {
        Retry.CHECK_FIRST: tr("Query what stands first, then decide."),
        Retry.WAIT: tr("The same request can be sent again after a while, reads and orders alike."),
        Retry.RESEND: tr("The same request may be sent again, reads and orders alike."),
        Retry.NO: tr("The same request fails again until the request, the account or its settings change."),
        Retry.DONE: tr("What the request asked for is so already. There is no need to send it again."),
    }[retry]


def write_sentence(advice: Advice, tr: Tr = plain) -> str:
    """Say what holds for orders and other changes."""
    if advice.write is Retry.CHECK_FIRST and advice.execution is ExecutionStatus.UNKNOWN:
        return tr("An order or another change may have been carried out: look for it before you send it again.")
    return {
        Retry.CHECK_FIRST: tr("Query your orders and balances before you send an order again."),
        Retry.WAIT: tr("Orders and other changes can be sent again after a while."),
        Retry.RESEND: tr("Orders and other changes may be sent again."),
        Retry.NO: tr("An order or another change fails again until something else changes."),
        Retry.DONE: tr("For an order or another change there is nothing left to do."),
    }[advice.write]


def read_sentence(retry: Retry, tr: Tr = plain) -> str:
    """Say what holds for reads."""
    return {
        Retry.CHECK_FIRST: tr("Look before you repeat a read."),
        Retry.WAIT: tr("Reads can be repeated after a while."),
        Retry.RESEND: tr("Reads can be repeated at once."),
        Retry.NO: tr("A read fails again as it is."),
        Retry.DONE: tr("A read need not be repeated."),
    }[retry]


def execution_sentence(execution: ExecutionStatus, tr: Tr = plain) -> str:
    """Say whether the request took effect."""
    return {
        ExecutionStatus.NOT_EXECUTED: tr("The request was not executed."),
        ExecutionStatus.UNKNOWN: tr("Whether the request was executed is unknown."),
        ExecutionStatus.PARTLY: tr("The request was executed in part."),
        ExecutionStatus.EXECUTED: tr("The request was executed."),
    }[execution]


# How a candidate was found


def match_sentence(match: Match, tr: Tr = plain, *, has_message: bool = True) -> str:
    """Say how the message fits what is documented; `has_message` False: there is none to fit."""
    from errdex.decode.model import Match

    if match is Match.NUMBER and not has_message:
        return tr("Known by its number; the text holds no message.")
    return {
        Match.EXACT: tr("The message is a documented one, word for word."),
        Match.TEMPLATE: tr("The message is a documented one with its values filled in."),
        Match.REWORDED: tr("The message is a documented one, worded a little differently."),
        Match.NUMBER: tr("Known by its number; the message fits no documented text."),
        Match.MESSAGE: tr("Known by its message; the text holds no number."),
    }[match]


def reason_sentence(reason: Reason, tr: Tr = plain) -> str:
    """Say why a candidate stands where it stands."""
    from errdex.decode.model import ReasonKind

    sentence = {
        ReasonKind.CHOSEN: tr("You asked for {0}."),
        ReasonKind.NOT_DOCUMENTED_FOR: tr("Not documented for {0}."),
        ReasonKind.HOST: tr("The text names {0}."),
        ReasonKind.LIBRARY: tr("The text comes from {0}."),
        ReasonKind.PARAMETER: tr("Only here is there a parameter {0}."),
        ReasonKind.SHARED_HOST: tr("The text names {0}, which serves spot, margin and wallet."),
        ReasonKind.MESSAGE_FITS: tr("Only here is the message documented: {0}"),
        ReasonKind.NAME_FITS: tr("The text names it: {0}."),
        ReasonKind.NUMBER_ONLY: tr("Only the number {0} speaks for it."),
        ReasonKind.TESTNET: tr("The text names a test host: {0}."),
        ReasonKind.STATUS: tr("The answer has the HTTP status {0}."),
        ReasonKind.NEAR: tr("Its number is near {0}."),
    }[reason.kind]
    return sentence.format(_reason_value(reason, tr))


def _reason_value(reason: Reason, tr: Tr) -> str:
    """Write products by their names, everything else as it stood in the text."""
    from errdex.decode.model import ReasonKind

    if reason.kind in (ReasonKind.CHOSEN, ReasonKind.NOT_DOCUMENTED_FOR):
        product = next((product for product in Product if product.value == reason.value), None)
        return product_title(product, tr) if product else reason.value
    return reason.value


def unknown_sentence(number: int | None, tr: Tr = plain) -> str:
    """Say that a number is not in the registry."""
    if number is None:
        return tr("This answer is not among the errors that Errdex knows.")
    return tr("{0} is not among the error codes that Errdex knows.").format(number)


def nothing_title(tr: Tr = plain) -> str:
    """Say that a text holds no error."""
    return tr("No Binance error found")


def nothing_sentence(tr: Tr = plain) -> str:
    """Say what would help where no error was found."""
    return tr("Paste the whole answer, with code and message, or only a number: -1121.")


# What it rests on


def lifecycle_sentence(lifecycle: Lifecycle, since: str | None, until: str | None, tr: Tr = plain) -> str:
    """Say how a code or a text stands in the documents; empty for what is documented today."""
    if lifecycle is Lifecycle.OBSERVED:
        return tr("Seen in live answers; no document lists it.")
    if lifecycle is Lifecycle.DOCUMENTED:
        return ""
    if since and until:
        return tr("Withdrawn: the documents printed it from {0} to {1}.").format(since, until)
    return tr("Withdrawn: the documents last printed it on {0}.").format(until) if until else tr("Withdrawn.")


def ground_text(ground: str, source: GuidanceSource | None, tr: Tr = plain) -> str:
    """Name what a statement rests on: a document with its section and date, or our judgement."""
    if ground == JUDGEMENT:
        return tr("our judgement")
    name, _, section = ground.partition("#")
    title = source.title if source else name
    date = source.date if source else ""
    if section and date:
        return tr("{0}, {1} ({2})").format(title, section, date)
    if date:
        return tr("{0} ({1})").format(title, date)
    return tr("{0}, {1}").format(title, section) if section else title


def grade_title(guidance: Guidance | None, tr: Tr = plain) -> str:
    """Say how much we say of a meaning, and whether it is said of it alone."""
    if guidance is None:
        return tr("There is no explanation of ours yet. What the documents say of it stands below.")
    return {
        Grade.WORKED_OUT: tr("Worked out for this code"),
        Grade.FAMILY: tr("Family text: {0}").format(guidance.family),
        Grade.DOCUMENTED_ONLY: tr("Documented only: no causes known; better none than invented ones"),
    }[guidance.grade]


# Times


def instant_of(text: str) -> datetime | None:
    """Read an instant written as ISO 8601; None where it is none or names no offset."""
    from datetime import UTC, datetime

    try:
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def utc_text(instant: datetime) -> str:
    """Write an instant in UTC: "2021-04-12T11:57:55Z"."""
    from datetime import UTC

    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def local_text(instant: datetime, zone: tzinfo | None = None) -> str:
    """Write an instant as the clock on the wall shows it, with its offset; `zone` None: this computer's."""
    try:
        return instant.astimezone(zone).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return utc_text(instant)


def until_sentence(until: str, now: datetime, zone: tzinfo | None = None, tr: Tr = plain) -> str:
    """Say from when sending again may be tried: in local time, in UTC, and how long that is from now."""
    instant = instant_of(until)
    if instant is None:
        return tr("Wait until {0}.").format(until)
    seconds = int((instant - now).total_seconds())
    local, world = local_text(instant, zone), utc_text(instant)
    if seconds <= 0:
        return tr("It was to wait until {0} ({1}); that time has passed.").format(local, world)
    return tr("Wait until {0} ({1}): {2} from now.").format(local, world, duration_text(seconds, tr))


def duration_text(seconds: int, tr: Tr = plain) -> str:
    """Write a length of time in its two largest units: "2 d 3 h", "4 min 5 s"."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return tr("{0} d {1} h").format(days, hour)
    if hours:
        return tr("{0} h {1} min").format(hour, minute)
    return tr("{0} min {1} s").format(minute, second) if minutes else tr("{0} s").format(second)


def argument_title(name: str) -> str:
    """Write a placeholder's name in words: "banned_until" becomes "banned until"."""
    return " ".join(name.replace("_", " ").split()) or "value"
