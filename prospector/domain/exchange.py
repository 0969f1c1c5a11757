"""Deals in other currencies, in the currency of the store."""

from __future__ import annotations

from collections.abc import Mapping

from prospector.domain.currency import exponent_of
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING, dataclass, field

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Exchange:
    """What other currencies are worth.

    Attributes:
        currency: the store's own, a code of ISO 4217.
        rates: units of it for one unit of another, by the other's code.
    """

    currency: str
    rates: Mapping[str, Decimal | Fraction] = field(default_factory=dict)

    @property
    def exponent(self) -> int:
        """Decimals of the store's minor unit."""
        return exponent_of(self.currency)

    def minor(self, amount: int, currency: str | None) -> int:
        """Minor units of another currency as those of the store's, rounded half to even.

        Raises:
            InvalidValueError: no rate is configured for the currency.
        """
        if currency is None or currency == self.currency:
            return amount
        rate = self.rates.get(currency)
        if rate is None:
            raise InvalidValueError(
                f"there are deals in {currency} and no rate for it",
                hint=f"say what one {currency} is worth in {self.currency}: the setting rates.{currency}",
            )
        from fractions import Fraction  # lazy: few stores have deals in several currencies

        scale = Fraction(10) ** (self.exponent - exponent_of(currency))
        return round(amount * Fraction(rate) * scale)

    def major(self, minor: int) -> int | float:
        """Minor units as a number of whole ones, for JSON; an int where there are no decimals."""
        unit: int = 10**self.exponent
        return minor / unit if minor % unit else minor // unit
