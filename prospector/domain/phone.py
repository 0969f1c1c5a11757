"""One phone number in its several spellings, as the numbering plan of a country has them.

`(415) 555-0132` in the United States is +1 415 555 0132, `020 7946 0000` in Britain is +44 20 7946 0000 and
+44 (0)20 7946 0000. The rules are those of the `phonenumbers` library, Google's tables of all the countries' plans:
trunk prefixes, lengths and extensions are too many to be written down here. It takes half of a log command's time to
load, so it is loaded when a number has to be told, and never for a store without a country.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)  # a file has a number in many rows
def same_number(text: str, region: str) -> tuple[str, ...]:
    """The digits under which a number may be stored, those of its E.164 form first.

    Args:
        text: as it was given; a plus or `00` stands before a country's number.
        region: the country that a number without one is of, two capitals.

    Returns:
        Its digits with the country's number, also with a trunk prefix after it; where it is of the region itself,
        those of its national form and without the trunk prefix too; an extension's digits after each. Nothing where
        the text is no number that a country may have.
    """
    import phonenumbers  # lazy: see above

    start = text.lstrip()
    if start.startswith("00"):
        text = f"+{start[2:]}"
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ()
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ()
    code = number.country_code or 0
    country, national = str(code), phonenumbers.national_significant_number(number)
    home = phonenumbers.region_code_for_country_code(code)
    trunk = phonenumbers.ndd_prefix_for_region(home, strip_non_digits=True) or ""
    forms = [country + national, country + trunk + national]
    if code == phonenumbers.country_code_for_region(region):
        forms += [trunk + national, national]
    return tuple(dict.fromkeys(form + (number.extension or "") for form in forms))


def is_region(code: str) -> bool:
    """Whether a country of two capitals has a numbering plan that is known."""
    import phonenumbers  # lazy: see above

    return code in phonenumbers.SUPPORTED_REGIONS
