"""Currencies: their codes, the decimals of their minor units, and the signs that stand for them."""

from __future__ import annotations

from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError

# ISO 4217; in one string, because it is looked into far less often than it is loaded.
_CODES = (
    " AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL "
    "HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
    "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH "
    "UGX USD UYI UYU UYW UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG "
)
# Those whose minor unit is not a hundredth.
_EXPONENTS = (
    (" BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ", 0),
    (" BHD IQD JOD KWD LYD OMR TND ", 3),
    (" CLF UYW ", 4),
)
# A sign that several currencies share ($, ¥, kr) names none: it is the store's own.
_SIGNS = (
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("R$", "BRL"),
    ("$", None),
    ("¥", None),
    ("KR", None),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₫", "VND"),
    ("ZŁ", "PLN"),
)
MINUSES = ("-", "\u2212")


def is_currency(code: str) -> bool:
    """Whether three capital letters are a code of ISO 4217."""
    return len(code) == 3 and code.isalpha() and f" {code} " in _CODES


def exponent_of(currency: str) -> int:
    """The decimals of a currency's minor unit: 2 for most, 0 for JPY, 3 for KWD.

    Raises:
        InvalidValueError: ISO 4217 has no such code.
    """
    code = currency.strip().upper()
    if not is_currency(code):
        raise InvalidValueError(
            f"{quoted(currency)} is not a currency", hint="a code of ISO 4217, as EUR or USD"
        )
    return next((exponent for codes, exponent in _EXPONENTS if code in codes), 2)


def split_currency(text: str) -> tuple[str | None, str]:
    """Take one sign or code off either end of an amount in capitals; a minus or a bracket may stand outside it.

    Returns:
        The code, None where there is none or the sign is shared by several; and the amount without it.
    """
    if text[:1].isdigit() and text[-1:].isdigit():
        return None, text
    opening = text[:1] if text[:1] in (*MINUSES, "(") else ""
    closing = ")" if text.endswith(")") else ""
    inner = text[len(opening) : len(text) - len(closing)].strip()
    for sign, currency in _SIGNS:
        if inner.startswith(sign):
            return currency, opening + inner.removeprefix(sign).strip() + closing
        if inner.endswith(sign):
            return currency, opening + inner.removesuffix(sign).strip() + closing
    if is_currency(inner[:3]):
        return inner[:3], opening + inner[3:].strip() + closing
    if is_currency(inner[-3:]):
        return inner[-3:], opening + inner[:-3].strip() + closing
    return None, text
