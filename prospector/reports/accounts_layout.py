"""How the report of target accounts is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.coverage import BUYING_GROUP
from prospector.reports.accounts import AccountLine, AccountReport
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone

_COLUMNS = (
    Column("account", "account"),
    Column("buying_group", "group", Sort.COUNT, 4),
    Column("known", "known", Sort.COUNT),
    Column("touched", "touched", Sort.COUNT),
    Column("conversed", "conversed", Sort.COUNT),
    Column("met", "met", Sort.COUNT),
    Column("coverage", "coverage", Sort.PERCENT),
    Column("bar", "", Sort.BAR, 4),
    Column("divisions_known", "divisions", Sort.COUNT, 5),
    Column("divisions_touched", "reached", Sort.COUNT, 5),
    Column("last_touch_days", "days ago", Sort.COUNT, 1),
    Column("single_threaded", "one thread", rank=3),
    Column("cold", "cold", rank=3),
)
_MOST_NAMED = 5


def layout(report: AccountReport) -> Document:
    """Lay it out."""
    basis = report.basis
    title = "Target accounts" if report.targets_only else "Accounts"
    empty = (
        "no target accounts: account edit NAME --target marks one, report accounts --every shows all"
        if report.targets_only
        else "no accounts"
    )
    return Document(
        title=basis.heading(title),
        tables=(Table(_COLUMNS, tuple(_row(line) for line in report.rows), empty=empty),),
        sentences=tuple(_sentences(report)),
        data={
            **basis.common(
                "accounts",
                {
                    "buying_group": f"{BUYING_GROUP} where none is written down",
                    "coverage": "people met of the buying group",
                    "single_threaded": "an open deal and one contact conversed with in new_conversation_days",
                    "new_conversation_days": basis.new_conversation_days,
                    "cold_days": basis.horizon_days,
                },
            ),
            "rows": [_fields(line) for line in report.rows],
        },
    )


def _row(line: AccountLine) -> Row:
    return Row(
        (
            line.account,
            line.buying_group,
            line.known,
            line.touched,
            line.conversed,
            line.met,
            line.coverage,
            min(line.coverage, 1.0) if line.met else None,
            line.divisions_known,
            line.divisions_touched,
            line.last_touch_days,
            "yes" if line.single_threaded else "",
            "yes" if line.cold else "",
        )
    )


def _sentences(report: AccountReport) -> Iterable[Sentence]:
    threads = [line.account for line in report.rows if line.single_threaded]
    if threads:
        deals = "An open deal hangs" if len(threads) == 1 else "Open deals hang"
        yield Sentence("One thread", f"{deals} on one person at {_names(threads)}.", Tone.BEHIND)
    cold = [line.account for line in report.rows if line.cold]
    if cold and report.targets_only:
        yield Sentence(
            "Cold", f"Not touched for {report.basis.horizon_days} days: {_names(cold)}.", Tone.UNCERTAIN
        )
    if any(line.met > line.buying_group for line in report.rows):
        yield Sentence(
            "Group", "Where more were met than decide, the buying group is larger than written down."
        )


def _names(names: list[str]) -> str:
    if len(names) <= _MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"


def _fields(line: AccountLine) -> dict[str, object]:
    return {
        "account": line.account,
        "target": line.target,
        "buying_group": line.buying_group,
        "known": line.known,
        "touched": line.touched,
        "conversed": line.conversed,
        "met": line.met,
        "divisions_known": line.divisions_known,
        "divisions_touched": line.divisions_touched,
        "coverage": line.coverage,
        "last_touch_days": line.last_touch_days,
        "single_threaded": line.single_threaded,
        "cold": line.cold,
    }
