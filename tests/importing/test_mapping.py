from __future__ import annotations

from pathlib import Path

import pytest

from prospector.errors import InvalidValueError, ProspectorError
from prospector.importing.columns import Kind
from prospector.importing.mapping import CANONICAL, NewChannel, options_digest
from prospector.importing.mapping_file import load_mapping, parse_mapping

EVERY_KEY = """
name = "acme-dialer"
system = "acme"
as = "activities"
detect = ["call_id", "disposition", "agent"]

[file]
delimiter = ";"
encoding = "cp1252"
skip_lines = 3
header = ["emp", "quarter", "amount"]
stop_at_blank = true
timezone = "America/New_York"
decimal = ","

[set]
channel = "call"
count = 1

[columns]
external_id = "call_id"
occurred_at = { from = ["date", "time"], format = "%d/%m/%Y %H:%M:%S" }
contact = { from = ["First Name", "Last Name"], join = " · " }
outcome = { from = "disposition", values = { "VM" = "voicemail" }, default = "no-answer" }
minutes = { from = "talk", unit = "seconds" }

[where]
Type = ["Call", "Email"]
Done = true

[create]
channels = { sms = { approach = "prospecting", audience = "one" } }
sources = true
outcomes = { sale = "appointment" }

[talk]
conversation_seconds = 60
"""


def test_every_key_of_the_interface_is_read() -> None:
    mapping = parse_mapping(EVERY_KEY, name="acme.toml")
    assert (mapping.name, mapping.id_system, mapping.kind) == ("acme-dialer", "acme", Kind.ACTIVITIES)
    assert mapping.constants == {"channel": "call", "count": "1"}
    assert mapping.columns["external_id"].source == ("call_id",)
    assert mapping.columns["contact"].join == " · "
    assert mapping.where == {"Type": ("Call", "Email"), "Done": ("true",)}
    assert mapping.create.channels.named == {"sms": NewChannel(approach="prospecting", audience="one")}
    assert mapping.create.sources.everything
    assert mapping.create.outcomes.named == {"sale": "appointment"}
    assert mapping.talk
    assert mapping.talk.conversation_seconds == 60


def test_without_a_system_the_name_says_whose_ids_they_are() -> None:
    assert parse_mapping('name = "acme"', name="a.toml").id_system == "acme"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('as = "activities"', "a.toml: name is missing"),
        ('name = "a', "a.toml is not TOML"),
        ('name = "a"\ncolums = {}', "a.toml: there is no key colums|did you mean columns?"),
        ('name = "a"\n[file]\ndelimeter = ";"', "there is no key file.delimeter|did you mean delimiter?"),
        ('name = "a"\n[file]\ndelimiter = ";;"', "file.delimiter: a delimiter is one character"),
        ('name = "a"\n[file]\nencoding = "klingon"', "file.encoding: there is no encoding 'klingon'"),
        ('name = "a"\n[file]\ntimezone = "Mars/Base"', "file.timezone: there is no time zone 'Mars/Base'"),
        ('name = "a"\nas = "actvities"', "a.toml: as: "),
        ('name = "a"\n[columns]\nx = { form = "y" }', "there is no key columns.x.form|did you mean from?"),
        ('name = "a"\n[columns]\nx = 3', "a.toml: columns.x"),
        ('name = "a"\nas = "deals"\n[columns]\nvaule = "v"', "a.toml: [columns] vaule is not a column|value"),
        ('name = "a"\nas = "deals"\n[set]\nchannel = "v"', "a.toml: [set] channel is not a column of deals"),
        ('name = "a"\nas = "deals"\n[columns]\nvalue = {from = "v", unit = "hours"}', "value takes no unit"),
        ('name = "a"\nas = "deals"\n[columns]\nvalue = {from = "v", format = "%d"}', "value takes no format"),
        ('name = "a"\nas = "deals"\n[set]\nrep = "r"\n[columns]\nrep = "r"', "in [columns] and in [set]"),
        ('name = "a"\nas = "deals"\n[talk]\nconversation_seconds = 9', "deals have no [talk]"),
        ('name = "a"\n[create]\noutcomes = { sale = "won" }', "create.outcomes.sale: "),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_key(text: str, message: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        parse_mapping(text, name="a.toml")
    said, _, remedy = message.partition("|")
    assert said in refusal.value.message
    assert remedy in refusal.value.hint
    assert refusal.value.hint
    assert "\n" not in refusal.value.message


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProspectorError, match=r"mapping .*none.toml cannot be read"):
        load_mapping(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent / "mappings").glob("*.toml")), ids=lambda path: path.stem
)
def test_every_mapping_kept_here_is_valid(path: Path) -> None:
    assert load_mapping(path).name == path.stem


def test_whatever_changes_the_meaning_of_the_bytes_changes_the_digest() -> None:
    mapping = parse_mapping(EVERY_KEY, name="acme.toml")
    digests = {
        options_digest(CANONICAL, Kind.DEALS),
        options_digest(CANONICAL, Kind.CONTACTS),
        options_digest(mapping, Kind.ACTIVITIES),
        options_digest(mapping, Kind.ACTIVITIES, zone="Europe/Berlin"),
    }
    assert len(digests) == 4
    assert options_digest(CANONICAL, Kind.DEALS) in digests
