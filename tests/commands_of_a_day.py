"""Command lines as a rep may type them, for laws that hold whatever was typed: some fit the moment, some do not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from tests.terminal import Terminal

WHO = st.sampled_from(('"Dee Fox"', "ann", '"Bob Ray" -a Acme', "bob", "jane@acme.test"))
DEAL = st.sampled_from(("rollout", "pilot"))
NUMBER = st.integers(1, 6)
LINES = st.one_of(
    st.builds(
        "call {} {}".format, WHO, st.sampled_from(("no-answer", "conversation -m 12", "vm -t hot", "dnc"))
    ),
    st.builds(
        "email {} {}".format, WHO, st.sampled_from(("", "replied --inbound", "appointment --for 'mon 9am'"))
    ),
    st.builds("social {} engaged --on news --inbound".format, WHO),
    st.builds("call . no-answer -x {}".format, NUMBER),
    st.sampled_from(
        (
            "again",
            "again conversation -m 5",
            "fix appointment",
            "fix no-answer",
            "content News -k article -m 30 --cost 5 -t q4",
            "content edit news --reach 40",
            "contact add 'Cy Low' --email cy@low.test --source campaign --qualified",
            "contact edit bob --title CEO -n 'knows Ann'",
            "contact edit bob --also 'Robert Ray' --also bob@home.test --also bob@ray.test --also '+49 30 12345'",
            "contact edit ann --also 'Dee Fox' --also jane@acme.test --also 'linkedin.com/in/ann-poe'",
            "contact edit bob --drop bob@home.test --drop '+49 30 12345'",
            "contact edit bob --email bob@ray.test --phone '030 12345'",
            "contact edit bob --email ''",
            "contact merge ann bob",
            "contact merge bob ann",
            "contact merge 'Dee Fox' 'Ann Poe'",
            "contact merge jane@acme.test bob",
            "account add Acme --target --buying-group 4",
            "account edit acme --industry Tools",
            "appointment set bob 'fri 15:00'",
            "appointment held bob",
            "appointment cancel bob",
            "quota set revenue 10k -p 2026-Q4",
            "quota set revenue 12k -p 2026-Q4",
            "quota set revenue 12k -p 2026-Q4 --stretch 15k",
            "quota remove revenue -p 2026-Q4",
            "goal set call 40 --per day",
            "goal set call 50 --per day",
            "goal remove call --per day",
            "channel add fair --approach prospecting --audience one",
            "channel rename fair expo",
            "outcome add demo --level appointment --alias dm",
            "outcome move vm connect",
            "outcome alias vm mailbox",
            "source add fairs --family marketing",
            "log visit ann conversation",
            "followup add 'send terms' --who ann --on fri",
            "followup done 1",
            "followup edit 1 --on 3d --who bob",
            "call bob vm --next 'call again' mon",
            "plan enrol trade-show ann",
            "plan stop ann",
        )
    ),
    st.builds(
        "edit {} {}".format,
        NUMBER,
        st.sampled_from(("-m 7 -n later", "--outcome busy", "--who 'Ann Poe'", "-t x")),
    ),
    st.builds("delete {}".format, NUMBER),
    st.builds("deal open {} --who {} --value 5k".format, DEAL, st.sampled_from(("ann", "bob"))),
    st.builds("deal advance {} {}".format, DEAL, st.sampled_from(("proposal", "closing"))),
    st.builds("deal {} {}".format, st.sampled_from(("won", "lost", "reopen")), DEAL),
    st.builds("deal edit {} --value 7k -n more".format, DEAL),
)
FIRST = (
    "call 'Ann Poe' conversation -m 9",
    "call 'Bob Ray' no-answer -a Acme",
    "content News",
    "deal open rollout --who ann",
)


@contextmanager
def emptiness() -> Iterator[Terminal]:
    """A terminal whose store is still to be made."""
    with tempfile.TemporaryDirectory() as folder:
        yield Terminal(Path(folder))


@contextmanager
def day_begun() -> Iterator[Terminal]:
    """A terminal whose store has a few things in it."""
    with emptiness() as terminal:
        for line in FIRST:
            terminal.ok(line)
        yield terminal
