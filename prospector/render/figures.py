"""How numbers are written for people: thousands, digits that mean something, never a false 0 % or 100 %.

count      1,093     3.5 where results are shared among channels
decimal    1.4     0.03 where one digit would say 0.0
money      18,400    with cents in the whole column as soon as one amount has some: 1,234.50
percent    7.5%      52.0%  104%  <0.1%  >99.9%
bound      6.0  13   of a range, in percent points; the rate beside it has the sign
"""

from __future__ import annotations

from math import floor, log10

from prospector.domain.money import format_money


def count(value: float, *, digits: int = 0) -> str:
    """Write a count with its thousands; `digits` after the point where the column holds shares of results."""
    return f"{value:,.{digits}f}"


def decimal(value: float) -> str:
    """Write a measure (per hour, days) with one digit, or as many as it takes to have one that is not 0."""
    size = abs(value)
    digits = 1 if size == 0 or size >= 0.05 else min(-floor(log10(size)), 6)
    return f"{value:,.{digits}f}"


def money(minor: int, *, cents: bool = False, exponent: int = 2) -> str:
    """Write minor units in major ones.

    Args:
        minor: whole minor units.
        cents: whether the decimals are written where they are zero too, so that a column is aligned.
        exponent: the decimals of the minor unit.
    """
    text = format_money(minor, exponent)
    return text if "." in text or not cents or not exponent else f"{text}.{'0' * exponent}"


def percent(fraction: float) -> str:
    """Write a fraction of 1 in percent with one digit, without one from 100 % on.

    What is not nothing is never written as 0 %, and what is not all never as 100 %.
    """
    points = fraction * 100
    if points == 0 or points >= 100:
        return f"{points:,.0f}%"
    if 0 < points < 0.05:
        return "<0.1%"
    if points >= 99.95:
        return ">99.9%"
    return f"{points:.1f}%"


def bound(fraction: float) -> str:
    """Write a bound of a range in percent points, without the sign: 0, 6.0, 13."""
    value = fraction * 100
    return f"{value:,.0f}" if value == 0 or value >= 9.95 else f"{value:.1f}"


def plain_number(value: float) -> str:
    """Write a number for machines: no thousands, up to six decimals, no exponent."""
    if isinstance(value, int):
        return str(int(value))
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def plain_money(minor: int, *, exponent: int = 2) -> str:
    """Write minor units in major ones for machines."""
    return format_money(minor, exponent, thousands=False)
