"""Public holidays of a country, or of a part of it: `DE`, `DE-BY`, `US-CA`.

The rules are those of the `holidays` library: moveable feasts, days in lieu and regional days of some 200 countries
change by law every year and are too many to be written down here. It is loaded only where a country is set.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from prospector.errors import InvalidValueError


def public_holidays(country: str) -> Callable[[int], frozenset[date]]:
    """The public holidays of a country by year.

    Args:
        country: two letters, or with a part of it as `DE-BY`; capitals.

    Raises:
        InvalidValueError: there is no such country or part, and so no rules.
    """
    _of_year(country, 2000)
    return lambda year: _of_year(country, year)


def check_country(country: str) -> None:
    """Refuse a country, or a part of one, whose holidays are not known.

    Raises:
        InvalidValueError: names what there is.
    """
    import holidays  # lazy: see above

    code, _, part = country.partition("-")
    parts = holidays.list_supported_countries(include_aliases=False).get(code)
    if parts is None:
        raise InvalidValueError(
            f"'{code}' is not a country whose holidays are known", hint="two letters, as DE or US"
        )
    known = {name.upper() for name in parts}
    if part and part not in known:
        names = ", ".join(parts) or "none"
        raise InvalidValueError(
            f"'{part}' is not a part of {code} with holidays of its own", hint=f"parts: {names}"
        )


@lru_cache(maxsize=256)
def _of_year(country: str, year: int) -> frozenset[date]:
    import holidays  # lazy: see above

    code, _, part = country.partition("-")
    check_country(country)
    names = {name.upper(): name for name in holidays.list_supported_countries(include_aliases=False)[code]}
    found = holidays.country_holidays(code, subdiv=names[part] if part else None, years=year)
    return frozenset(day for day in found if day.year == year)
