"""Target accounts: how many of the people who decide there are known, touched, talked with and met.

    buying group     =  people who have a say in a purchase: as written down, else 21
    known            =  contacts of the account today
    touched          =  those that an outbound activity, or an engagement of theirs with a content piece, names in the period
    conversed        =  those with a conversation in the period, whoever began it
    met              =  those with an appointment held in the period
    coverage         =  met / buying group
    divisions        =  those written down and those of its contacts; touched where one of their people was
    last touch       =  days from the last touch up to as-of, of anybody there or of the account itself
    single-threaded  =  an open deal, and exactly one contact conversed with in the last 90 days
    cold             =  not touched for 30 days, or never

The period is everything unless told, for coverage grows over years. Who left the account is not counted any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from prospector.domain.coverage import AccountFact, PersonFact
from prospector.domain.spelling import fold
from prospector.errors import UnknownNameError
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.evidence import Evidence, Why, known_column, known_figure

FIGURES: Mapping[str, Callable[[PersonFact], bool]] = {
    "known": lambda _person: True,
    "touched": lambda person: person.touched,
    "conversed": lambda person: person.conversed,
    "met": lambda person: person.met,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One account; counts are of people.

    Attributes:
        last_touch_days: None where it was never touched.
        cold: whether the last touch is longer ago than the horizon, or never was.
    """

    account: str
    target: bool
    buying_group: int
    known: int
    touched: int
    conversed: int
    met: int
    divisions_known: int
    divisions_touched: int
    last_touch_days: int | None
    single_threaded: bool
    cold: bool

    @property
    def coverage(self) -> float:
        """People met of those who decide, a fraction of 1; above it where more were met than were thought to decide."""
        return self.met / self.buying_group


@dataclass(frozen=True, slots=True)
class AccountReport:
    """The report; whether it is of target accounts alone."""

    basis: Basis
    rows: tuple[AccountLine, ...]
    targets_only: bool


def build(
    basis: Basis, accounts: Sequence[AccountFact], people: Iterable[PersonFact], *, every: bool
) -> AccountReport:
    """Work the report out; where most people were met comes first."""
    by_account: defaultdict[int, list[PersonFact]] = defaultdict(list)
    for person in people:
        by_account[person.account_id].append(person)
    rows = [_line(basis, account, by_account[account.id]) for account in accounts]
    rows.sort(key=lambda row: (-row.met, -row.conversed, -row.touched, -row.known, fold(row.account)))
    return AccountReport(basis, tuple(rows), not every and basis.filters.account is None)


def evidence_of(accounts: Sequence[AccountFact], people: Iterable[PersonFact], why: Why) -> Evidence:
    """The people behind a figure.

    Raises:
        InvalidValueError: the report has no such figure, or its rows are not by that.
        UnknownNameError: it has no such account.
    """
    known_figure(why, FIGURES)
    known_column(why, "account")
    chosen = {account.id for account in accounts if why.row is None or fold(account.name) == fold(why.row)}
    if not chosen:
        raise UnknownNameError(
            f"the report has no row '{why.row}'" if why.row else "the report has no rows",
            hint="--every shows every account",
        )
    counts = FIGURES[why.figure]
    found = [person.id for person in people if person.account_id in chosen and counts(person)]
    return Evidence(figure=why.heading, adds={"contacts": dict.fromkeys(found, 1)})


def _line(basis: Basis, account: AccountFact, people: Sequence[PersonFact]) -> AccountLine:
    counts = {name: sum(map(counted, people)) for name, counted in FIGURES.items()}
    touches = [person.touched_on for person in people if person.touched_on is not None]
    if account.touched_on is not None:
        touches.append(account.touched_on)
    days = basis.window.as_of - max(touches) if touches else None
    lately = sum(person.conversed_lately for person in people)
    return AccountLine(
        account=account.name,
        target=account.target,
        buying_group=account.buying_group,
        **counts,
        divisions_known=len(_divisions(people) | {fold(name) for name in account.divisions}),
        divisions_touched=len(_divisions(person for person in people if person.touched)),
        last_touch_days=days,
        single_threaded=account.open_deals > 0 and lately == 1,
        cold=days is None or days > basis.horizon_days,
    )


def _divisions(people: Iterable[PersonFact]) -> set[str]:
    return {fold(person.division) for person in people if person.division}
