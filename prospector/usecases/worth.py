"""What a typed amount is worth: its currency settled, and known to the store."""

from __future__ import annotations

from prospector.domain.currency import exponent_of
from prospector.domain.money import Amount, format_money, read_amount
from prospector.domain.settings import Settings
from prospector.errors import InvalidValueError


def read_worth(text: str, currency: str | None, settings: Settings) -> Amount:
    """Read an amount in the store's currency, or in another one that has a rate.

    Args:
        text: as typed; may name its currency.
        currency: named beside it, None if none was.
        settings: the store's currency and the rates.

    Returns:
        Minor units, and the currency where it is not the store's own.

    Raises:
        InvalidValueError: it is no amount, is negative, names two currencies, or one without a rate.
    """
    named = currency.strip().upper() if currency else None
    amount = read_amount(text, exponent=exponent_of(named or settings.currency))
    if amount.minor < 0:
        raise InvalidValueError(f"{text} is less than nothing", hint="a value is 0 or more")
    if named and amount.currency and amount.currency != named:
        raise InvalidValueError(f"{text} is not in {named}", hint="name the currency once")
    code = named or amount.currency
    return Amount(amount.minor, None if code is None else known_currency(code, settings))


def known_currency(code: str, settings: Settings) -> str | None:
    """A currency that the store can count with; None for its own.

    Raises:
        InvalidValueError: it has no rate.
    """
    exponent_of(code)
    if code == settings.currency:
        return None
    if code not in settings.rates:
        raise InvalidValueError(
            f"there is no rate for {code}",
            hint=f"what one {code} is worth in {settings.currency}: prospector config set rates.{code} 1.08",
        )
    return code


def worth_text(minor: int | None, currency: str | None, settings: Settings) -> str:
    """Say an amount with its currency; nothing for none."""
    if minor is None:
        return ""
    code = currency or settings.currency
    return f"{format_money(minor, exponent_of(code))} {code}"
