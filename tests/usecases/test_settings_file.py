from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from prospector.errors import FailedError, InvalidValueError
from prospector.usecases.configuring import listed, shown
from prospector.usecases.settings_file import change_setting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "config.toml"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_setting_is_written_read_again_and_removed(file: Path) -> None:
    environment = {"PROSPECTOR_CONFIG": str(file)}
    change_setting(str(file), "working-days", "mon tue")
    found = shown(environment, "working_days")
    assert (found.text, found.origin) == ("mon tue", str(file))
    change_setting(str(file), "working_days", None)
    assert shown(environment, "working_days").origin == "default"
    assert file.read_text() == ""


def test_every_other_line_and_comment_stays_as_it_was(file: Path) -> None:
    _write(file, '# mine\nlevel = 90  # wide\n\ncurrency = "EUR" # euro # really\n')
    change_setting(str(file), "currency", "GBP")
    change_setting(str(file), "rep", 'Ann "the # ace"\\')
    assert file.read_text() == (
        '# mine\nlevel = 90  # wide\n\ncurrency = "GBP"  # euro # really\nrep = "Ann \\"the # ace\\"\\\\"\n'
    )


def test_a_rate_goes_into_the_table_of_rates_where_there_is_one(file: Path) -> None:
    _write(file, "level = 90\n\n[rates]\nEUR = 1.07\n\n")
    change_setting(str(file), "rates.gbp", "1.26")
    change_setting(str(file), "rates.EUR", "1.08")
    change_setting(str(file), "horizon_days", "45")
    assert file.read_text() == ("level = 90\nhorizon_days = 45\n\n[rates]\nEUR = 1.08\nGBP = 1.26\n\n")
    environment = {"PROSPECTOR_CONFIG": str(file)}
    assert [each.text for each in listed(environment) if each.key.startswith("rates.")] == ["1.08", "1.26"]


def test_a_number_is_a_number_and_is_read_again_digit_for_digit(file: Path) -> None:
    environment = {"PROSPECTOR_CONFIG": str(file)}
    for key, text in (("level", "95"), ("rates.VND", "0.00004"), ("rates.EUR", "1.10"), ("rep", "007")):
        change_setting(str(file), key, text)
        assert shown(environment, key).text == text
    assert file.read_text() == 'level = 95\nrates.VND = 0.00004\nrates.EUR = 1.10\nrep = "007"\n'


def test_a_rate_is_a_dotted_key_where_there_is_no_table(file: Path) -> None:
    change_setting(str(file), "rates.EUR", "1.07")
    change_setting(str(file), "rates.EUR", "1.08")
    assert file.read_text() == "rates.EUR = 1.08\n"


@pytest.mark.parametrize(
    "text",
    [
        'holidays = [\n  "2026-12-25",\n]\n',
        'holidays = """\n2026-12-25\n"""\n',
        "holidays = '''2026-12-25\nholidays = '''\n",
    ],
)
def test_a_value_over_several_lines_is_left_to_its_author(file: Path, text: str) -> None:
    _write(file, text)
    with pytest.raises(FailedError, match="cannot be changed"):
        change_setting(str(file), "holidays", "2026-12-26")
    assert file.read_text() == text


def test_an_inline_table_of_rates_is_left_to_its_author(file: Path) -> None:
    _write(file, "rates = { EUR = 1.07 }\n")
    with pytest.raises(FailedError, match=r"rates\.GBP cannot be changed"):
        change_setting(str(file), "rates.GBP", "1.2")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("levle", "90", "no setting 'levle'"),
        ("level", "120", "level = '120' is not a whole number from 50 to 99"),
        ("currency", "euro", "currency = 'euro' is not a code of three letters"),
        ("currency", "XQZ", "'XQZ' is not a currency"),
        ("rates.XQZ", "1.1", "'XQZ' is not a currency"),
        ("rates.EUR", "0", "a number above 0"),
        ("timezone", "Mars/Olympus", "is not a time zone"),
        ("timezone", "../etc/passwd", "is not a time zone"),
    ],
)
def test_a_bad_key_or_value_is_refused_and_no_file_made(
    file: Path, key: str, value: str, message: str
) -> None:
    with pytest.raises(InvalidValueError, match=message):
        change_setting(str(file), key, value)
    assert not file.exists()


def test_a_file_that_is_not_toml_is_named_and_left_alone(file: Path) -> None:
    _write(file, "level = \n")
    with pytest.raises(InvalidValueError, match=r"config\.toml: "):
        change_setting(str(file), "rep", "Ann")
    assert file.read_text() == "level = \n"


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text("level = 90\n")
    real.chmod(0o600)
    link.symlink_to(real)
    change_setting(str(link), "rep", "Ann")
    assert link.is_symlink()
    assert stat.S_IMODE(os.stat(real).st_mode) == 0o600
    assert real.read_text() == 'level = 90\nrep = "Ann"\n'


def test_a_variable_wins_over_the_file(file: Path) -> None:
    _write(file, "level = 90\n")
    environment = {"PROSPECTOR_CONFIG": str(file), "PROSPECTOR_LEVEL": "95"}
    assert (shown(environment, "level").text, shown(environment, "level").origin) == (
        "95",
        "PROSPECTOR_LEVEL",
    )
