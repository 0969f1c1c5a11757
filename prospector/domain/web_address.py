"""Web addresses, as they are typed and as files have them."""

from __future__ import annotations

import re

from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError

_LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z]+\.)?linkedin\.com/in/([^/?#\s]+)", re.IGNORECASE)
_URL = re.compile(r"(?:(https?)://)?([^\s/?#@]+\.[^\s/?#@.]+)(/\S*)?", re.IGNORECASE)


def read_web_address(text: str) -> str:
    """Read an address, its scheme added; a LinkedIn profile in the one form that all its spellings share.

    Raises:
        InvalidValueError: it is none.
    """
    address = text.strip()
    profile = _LINKEDIN.match(address)
    if profile:
        return f"https://www.linkedin.com/in/{profile[1].casefold()}"
    found = _URL.fullmatch(address)
    if not found:
        raise InvalidValueError(
            f"{quoted(text)} is not a web address", hint="as in https://acme.com/five-ways"
        )
    return f"{(found[1] or 'https').lower()}://{found[2].lower()}{(found[3] or '').rstrip('/')}"


def read_domain(text: str) -> str:
    """Read a company's domain, out of a web address too.

    Raises:
        InvalidValueError: it is none.
    """
    found = _URL.fullmatch(text.strip())
    if not found:
        raise InvalidValueError(f"{quoted(text)} is not a domain", hint="as in acme.com")
    return found[2].lower().removeprefix("www.")
