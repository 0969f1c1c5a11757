"""A web address is the same however carelessly it was typed, and nothing else is one."""

from __future__ import annotations

import pytest

from prospector.domain.web_address import read_domain, read_web_address
from prospector.errors import InvalidValueError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://Example.com/5-Ways/", "https://example.com/5-Ways"),
        ("http://example.com?x=1", None),
        (" www.example.com/a?b=c#d ", "https://www.example.com/a?b=c#d"),
        ("de.linkedin.com/in/Ann-Lee/?trk=x", "https://www.linkedin.com/in/ann-lee"),
        ("not a url", None),
        ("ftp://example.com/x", None),
        ("example", None),
        ("jane@example.com", None),
    ],
)
def test_an_address_has_a_host_with_a_dot_and_gets_its_scheme(text: str, address: str | None) -> None:
    if address is not None:
        assert read_web_address(text) == address
        return
    with pytest.raises(InvalidValueError, match="is not a web address"):
        read_web_address(text)


def test_a_domain_is_taken_out_of_an_address() -> None:
    assert read_domain("https://www.Acme.com/about") == "acme.com"
    with pytest.raises(InvalidValueError, match="is not a domain"):
        read_domain("Acme Inc")
