"""A slip is told with the word or the form that was meant; it exits with 2, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Terminal


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("cal jane", "there is no command 'cal'; did you mean call?"),
        ("week", "there is no command 'week'; did you mean report week?"),
        ("channels", "there is no command 'channels'; did you mean report channels or channel?"),
        ("set", "there is no command 'set'; prospector --help lists them"),
        ("report chanels", "there is no command 'report chanels'; did you mean report channels?"),
        (
            "experiment warm strat",
            "there is no command 'experiment warm strat'; did you mean experiment warm start?",
        ),
        ("report channels --chanel call", "there is no option '--chanel'; did you mean --channel?"),
        ("call jane --minuts 3", "there is no option '--minuts'; did you mean --minutes?"),
        ("call jane conver", "there is no outcome 'conver'; did you mean conversation?"),
        ("deal advance rollout prop", "'prop' is not a stage; did you mean proposal?"),
        ("config get time", "there is no setting 'time'; did you mean timezone or time_off?"),
        ("help exi", "there is no topic 'exi'; did you mean exit-codes?"),
        ("call jane converstion", "there is no outcome 'converstion'; did you mean conversation?"),
        ("list --channel emial", "there is no channel 'emial'; did you mean email?"),
        ("log vist jane", "there is no channel 'vist'; did you mean visit?"),
        ("deal advance rollout propsal", "'propsal' is not a stage; did you mean proposal?"),
        ("deal won rolout", "there is no deal 'rolout'; did you mean Rollout?"),
        ("list -p last-wek", "'last-wek' is not a period\n  did you mean last-week?"),
        ("report compare --by kin", "--by is not 'kin'; did you mean kind?"),
        ("report channels --credit liner", "--credit is not 'liner'; did you mean linear?"),
        ("import x.csv --as activites", "--as is not 'activites'; did you mean activities?"),
        ("list --format jsno", "--format is not 'jsno'; did you mean json?"),
        ("config set curency EUR", "there is no setting 'curency'; did you mean currency?"),
        ("contact show jnae", "there is no contact 'jnae'; nothing was written; did you mean Jane Doe?"),
        ("call jane -d fryday", "'fryday' is not a time that I know; did you mean friday?"),
        ("plan show tradeshw", "there is no plan 'tradeshw'; did you mean trade-show?"),
        ("goal set cal 40 --per day", "there is no channel 'cal'; did you mean call, or prospecting, "),
        ("docs tutorl", "there is no page 'tutorl'; did you mean tutorial?"),
        ("help dats", "there is no topic 'dats'; did you mean dates?"),
    ],
)
def test_a_slip_is_answered_with_the_word_that_was_meant(terminal: Terminal, line: str, told: str) -> None:
    terminal.ok("call 'Jane Doe'")
    terminal.ok("deal open Rollout --who jane")
    before = terminal.store.read_bytes()
    result = terminal(line)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"prospector: {told}"), result.err
    assert terminal.store.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("next --snooze 1", "--snooze needs N DAY; as in: prospector next --snooze 3 mon"),
        ("next --done", "--done needs N; as in: prospector next --done 2"),
        ("call jane -m", "-m needs MIN; as in: prospector call jane conversation -m 12 -n 'wants pricing'"),
        ("deal advance rollout", "STAGE is missing; as in: prospector deal advance acme proposal"),
        ("goal set call 40", "--per is missing; as in: prospector goal set call 40 --per day"),
        ("fix vm na", "'na' is more than it takes; as in: prospector fix conversation -m 12"),
        (
            "goal set call -3 --per day",
            "a number below 0 is not taken here; prospector goal set --help shows how",
        ),
        (
            "config set lookback_days -42",
            "a number below 0 is not taken here; prospector config set --help shows how",
        ),
        (
            "call . vm -x 99999999999999999999",
            "count '99999999999999999999' is too large; at most 999,999,999",
        ),
        ("call . vm -m 99999999999", "'99999999999' is more than a day; log each day by itself"),
        ("goal set call 100001 --per day", "'100001' is too large; at most 100,000"),
        ("quota set conversations 1000000001 -p 2026-Q4", "'1000000001' is too large; at most 1,000,000,000"),
        (f"quota set won 1{'0' * 5000} -p 2026-Q4", f"'1{'0' * 38}…' is too large; at most 1,000,000,000"),
        ("undo 5x", "'5x' is not a whole number; prospector undo --help shows how"),
        ("list --json=yes", "option '--json' does not take a value; prospector list --help shows how"),
    ],
)
def test_a_form_that_is_not_whole_is_answered_with_an_example(
    terminal: Terminal, line: str, told: str
) -> None:
    result = terminal(line)
    assert (result.code, result.out, result.err) == (2, "", f"prospector: {told}\n")


def test_a_long_refusal_is_broken_between_words_on_a_terminal_alone(
    tmp_path: Path,
) -> None:
    piped = Terminal(tmp_path, columns=50)("today")
    assert piped.err.count("\n") == 1
    shown = Terminal(tmp_path, columns=50, has_keyboard=True)("today")
    assert shown.code == piped.code
    assert shown.err.split() == piped.err.split()
    assert all(len(line) <= 50 or " " not in line.strip() for line in shown.err.splitlines())
