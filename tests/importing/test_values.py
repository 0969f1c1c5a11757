from __future__ import annotations

from datetime import UTC
from decimal import Decimal

import pytest

from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError
from prospector.importing.columns import STAGES, Column, ValueType
from prospector.importing.moments import MomentReader
from prospector.importing.slashes import SlashOrder
from prospector.importing.values import Read, Settings, reader

MOMENTS = MomentReader(UTC, SlashOrder(list, "calls.csv"))


def read(
    type_: ValueType,
    text: str,
    *,
    decimal: str | None = None,
    unit: str | None = None,
    known: dict[str, str] | None = None,
) -> Read:
    choices = STAGES if type_ is ValueType.CHOICE else ()
    settings = Settings(moments=MOMENTS, decimal=decimal)
    return reader(Column("stage", type_, choices), settings, unit=unit, known=known)(text)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (ValueType.NAME, "  Jane\t Doe ", "Jane Doe"),
        (ValueType.WORD, "No_Answer", "no-answer"),
        (ValueType.CHOICE, "Needs Analysis", "needs-analysis"),
        (ValueType.TAGS, "Hot; spring  fair;hot;", ("hot", "spring fair")),
        (ValueType.NAMES, "North; R&D", ("North", "R&D")),
        (ValueType.COUNT, "34", 34),
        (ValueType.COUNT, "34.0", 34),
        (ValueType.MONEY, "$1,234,567.00", 123456700),
        (ValueType.MONEY, "1 234,56", 123456),
        (ValueType.MONEY, "25k", 2500000),
        (ValueType.MONEY, "(500)", -50000),
        (ValueType.NUMBER, "28000.0000", Decimal(28000)),
        (ValueType.NUMBER, "12", Decimal(12)),
        (ValueType.CURRENCY, "eur", "EUR"),
        (ValueType.PERIOD, "2010-Q4", "2010-Q4"),
        (ValueType.PERIOD, "all", "all"),
        (ValueType.YES_NO, "Done", True),
        (ValueType.YES_NO, "FALSE", False),
        (ValueType.YES_NO, "1", True),
        (ValueType.EMAIL, "Jane.Doe+x@Acme.Example", "jane.doe+x@acme.example"),
        (ValueType.EMAIL, "Jane@Acme.example, j@home.example", "jane@acme.example; j@home.example"),
        (ValueType.EMAIL, "a@b.example ::: c@d.example;A@B.example", "a@b.example; c@d.example"),
        (ValueType.PHONE, "+1 (395) 557-1028 x208", "+1 (395) 557-1028 x208"),
        (ValueType.PHONE, "06 12 34 56 78;+33 6 98 76 54 32", "06 12 34 56 78; +33 6 98 76 54 32"),
        (ValueType.PHONE, "030 1234, 030 5678", "030 1234; 030 5678"),
        (ValueType.PHONE, "ask Tom, or try 12", "ask Tom, or try 12"),
        (ValueType.PHONE, "1-800-FLOWERS", "1-800-FLOWERS"),
        (ValueType.NAME, "Jose\u0301  Di\u0301az", "José Díaz"),
        (ValueType.URL, "http://uk.LinkedIn.com/in/Jane-Doe/?trk=x", "https://www.linkedin.com/in/jane-doe"),
        (ValueType.DOMAIN, "https://www.Acme_1.example/x", "acme_1.example"),
        (ValueType.URL, "Acme.example/Team/", "https://acme.example/Team"),
    ],
)
def test_a_cell_is_read_as_its_column_means_it(type_: ValueType, text: str, value: object) -> None:
    assert read(type_, text)[0] == value


@pytest.mark.parametrize(
    ("type_", "text", "message"),
    [
        (ValueType.CHOICE, "propsal", "'propsal' is not a known stage; did you mean proposal?"),
        (ValueType.CHOICE, "x", "known: lead, prospecting"),
        (ValueType.COUNT, "-1", "is negative"),
        (ValueType.COUNT, "1.5", "is not a whole number"),
        (ValueType.COUNT, "9223372036854775808", "is too large"),
        (ValueType.MONEY, "1.500", "can be read in two ways"),
        (ValueType.NUMBER, "-5", "is negative"),
        (ValueType.CURRENCY, "XYZ", "'XYZ' is not a currency"),
        (ValueType.PERIOD, "this-quarter", "is not a period"),
        (ValueType.PERIOD, "90d", "is not a period"),
        (ValueType.YES_NO, "perhaps", "is neither yes nor no"),
        (ValueType.EMAIL, "jane at acme.example", "is not an e-mail address"),
        (ValueType.EMAIL, "jane@@acme.example", "is not an e-mail address"),
        (ValueType.EMAIL, "@acme.example", "is not an e-mail address"),
        (ValueType.EMAIL, "jane@", "is not an e-mail address"),
        (ValueType.EMAIL, "jane@acme", "is not an e-mail address"),
        (ValueType.EMAIL, "Jane <jane@acme.example>", "is not an e-mail address"),
        (ValueType.EMAIL, "jane@acme.example; no mail", "is not an e-mail address"),
        (ValueType.URL, "five ways", "is not a web address"),
        (ValueType.HISTORY, "lead", "is not stage@date"),
    ],
)
def test_a_cell_that_means_nothing_is_refused(type_: ValueType, text: str, message: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        read(type_, text)
    assert message in refusal.value.message


@pytest.mark.parametrize(
    ("unit", "text", "seconds", "minutes"),
    [
        ("seconds", "29", 29, 0),
        ("seconds", "30", 30, 1),
        ("milliseconds", "89500", 90, 1),
        ("minutes", "12.5", 750, 13),
        ("hours", "0.25", 900, 15),
        ("H:MM:SS", "1:02:29", 3749, 62),
    ],
)
def test_a_duration_keeps_its_seconds_and_is_rounded_to_minutes(
    unit: str, text: str, seconds: int, minutes: int
) -> None:
    assert read(ValueType.SECONDS, text, unit=unit)[0] == seconds
    assert read(ValueType.MINUTES, text, unit=unit)[0] == minutes


@pytest.mark.parametrize("text", ["1:30", "12,5", "half an hour", "-3", "1e3", "1441", "inf"])
def test_minutes_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        read(ValueType.MINUTES, text)


def test_the_remedy_for_a_decimal_comma_that_nothing_tells_is_named() -> None:
    with pytest.raises(InvalidValueError, match=r"'12,5' is not a number of minutes; .*\[file\] decimal = "):
        read(ValueType.MINUTES, "12,5")


def test_a_decimal_comma_is_read_where_the_mapping_says_so() -> None:
    assert read(ValueType.MINUTES, "12,5", decimal=",")[0] == 13
    assert read(ValueType.MONEY, "1.500", decimal=",")[0] == 150000


def test_the_history_of_a_deal_is_its_dated_stages() -> None:
    value, key = read(ValueType.HISTORY, "Qualifying@2026-03-02; won@2026-04-01;")
    assert value == (("qualifying", Moment(1772409600, None)), ("won", Moment(1775001600, None)))
    assert key == "qualifying@2026-03-02;won@2026-04-01"


def test_careless_writing_does_not_change_a_key() -> None:
    for type_, one, other in [
        (ValueType.NAME, "Jane  DOE", "jane doe"),
        (ValueType.WORD, "no answer", "NO_ANSWER"),
        (ValueType.EMAIL, "A@B.example", "a@b.example"),
        (ValueType.TEXT, "two\r\nlines", "two\nlines"),
        (ValueType.PHONE, "+49 (30) 12-34", "+49301234"),
        (ValueType.PHONE, "+49 30 1234 ext. 12", "+49301234x12"),
        (ValueType.NAME, "Jose\u0301", "JOSÉ"),
    ]:
        assert read(type_, one)[1] == read(type_, other)[1]


def test_a_known_name_is_found_however_it_is_spelt_and_an_unknown_one_is_refused() -> None:
    known = {"social media": "Social Media", "referral": "Referral"}
    assert read(ValueType.NAME, "SOCIAL  media", known=known)[0] == "Social Media"
    with pytest.raises(InvalidValueError, match=r"'referal' is not a known stage; did you mean Referral?"):
        read(ValueType.NAME, "referal", known=known)
