"""How reverse quota is laid out: under the quotas a table for each, what to do a day, and why so divided."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from prospector.domain.vocabulary import Metric
from prospector.light import replace
from prospector.reports.basis import Basis
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.needed import Mix, Needed
from prospector.stats.reverse_quota import MOST_TOUCHES, Need

_LATE = 0.25  # most of what is begun now comes after the end
_COLUMNS = (
    Column("what", "what it takes"),
    Column("even", "even odds", Sort.COUNT),
    Column("likely", "80 % sure", Sort.COUNT),
    Column("a_day", "a day", Sort.DECIMAL),
    Column("hours", "hours a week", Sort.DECIMAL, 1),
)


def extended(document: Document, found: Sequence[Needed], basis: Basis) -> Document:
    """The report on quotas with what each of them takes."""
    tables = tuple(_table(each) for each in found if each.needs)
    return replace(
        document,
        tables=(*document.tables, *tables),
        sentences=(
            *document.said,
            *(sentence for each in found for sentence in _sentences(each, basis)),
        ),
    )


def fields(each: Needed) -> dict[str, object]:
    """The documented fields of `needed_per_day`, for four times in five: null where there is too little history."""
    if each.needs is None:
        return {"conversations": None, "activities": {}}
    need = each.needs.mix
    activities: dict[str, float | None] = {}
    if need is not None and each.mix is not None:
        activities = {name: each.a_day(need.likely, share) for name, share in each.mix.touches.items()}
    return {"conversations": each.a_day(each.needs.conversations.likely), "activities": activities}


def details(each: Needed, basis: Basis) -> dict[str, object]:
    """All of it in JSON: in all, by channel and in the mix, with even odds and for four times in five."""
    found = each.needs
    if found is None:
        return {"why_not": each.why_not}
    return {
        "conversations": _both(found.conversations),
        "in_time": found.in_time,
        "open": basis.exchange.major(round(each.opened)) if _is_money(each) else each.opened,
        "all_by": {name: _both(need) for name, need in found.all_by.items()},
        "mix": None
        if each.mix is None or found.mix is None
        else {
            **_both(found.mix),
            "hours_per_week": dict(each.mix.hours),
            "share_of_touches": dict(each.mix.touches),
            "reason": each.mix.reason,
        },
    }


def _both(need: Need) -> dict[str, object]:
    return {"even": need.even, "likely": need.likely}


def _table(each: Needed) -> Table:
    found = each.needs
    rows: list[Row] = []
    if found is not None:
        if each.line.metric is not Metric.CONVERSATIONS:
            rows.append(_row(each, "conversations", found.conversations))
        rows += [_row(each, f"all by {name}", need) for name, need in found.all_by.items()]
        if each.mix is not None and found.mix is not None and len(each.mix.touches) > 1:
            for name, share in each.mix.touches.items():
                rows.append(_row(each, f"the mix: {name}", found.mix, share, each.hours_a_week(name)))
    return Table(_COLUMNS, tuple(rows), heading=f"What it takes: {_name(each)}")


def _row(each: Needed, what: str, need: Need, share: float = 1.0, hours: float | None = None) -> Row:
    even, likely = (None if count is None else ceil(count * share) for count in (need.even, need.likely))
    return Row((what, even, likely, each.a_day(need.likely, share), hours))


def _sentences(each: Needed, basis: Basis) -> list[Sentence]:
    name = _name(each)
    if each.needs is None:
        return [Sentence("What it takes", f"{name}: too little history. {each.why_not}.", Tone.UNCERTAIN)]
    found = []
    if each.opened:
        amount = (
            f"{basis.exchange.major(round(each.opened)):,.0f}" if _is_money(each) else f"{each.opened:.1f}"
        )
        found.append(Sentence("Open deals", f"{name}: they bring {amount} on average; it is taken off."))
    found.append(
        Sentence(
            "In time",
            f"{name}: of what touches from now on will bring, {each.needs.in_time * 100:.0f} % comes before the end.",
            Tone.BEHIND if each.needs.in_time < _LATE else Tone.PLAIN,
        )
    )
    if each.mix is not None and len(each.mix.touches) > 1:
        found.append(Sentence("The mix", f"{_hours(each.mix)}{each.mix.reason}."))
        found += _too_much(each, each.mix)
    if each.needs.conversations.likely is None or None in [
        need.likely for need in each.needs.all_by.values()
    ]:
        found.append(
            Sentence(
                "Too late",
                f"where there is a dash, not even {MOST_TOUCHES:,} would bring it in time.",
                Tone.BEHIND,
            )
        )
    return found


def _too_much(each: Needed, mix: Mix) -> list[Sentence]:
    """That the mix takes more hours than there are: a row of the table is no promise that it can be done."""
    takes = sum(each.hours_a_week(name) or 0.0 for name in mix.touches)
    have = sum(mix.hours.values())
    if not have or takes <= have:
        return []
    text = f"{_name(each)}: the mix takes {takes:,.3g} hours a week, you have {have:.3g}."
    return [Sentence("Too much", text, Tone.BEHIND)]


def _hours(mix: Mix) -> str:
    """How the hours at hand are divided: `of your 9.5 hours a week call 7.5, email 1, social 1: `."""
    if not mix.hours:
        return ""
    parts = ", ".join(f"{name} {hours:.3g}" for name, hours in mix.hours.items())
    return f"of your {sum(mix.hours.values()):.3g} hours a week {parts}: "


def _is_money(each: Needed) -> bool:
    return each.line.metric is Metric.REVENUE


def _name(each: Needed) -> str:
    line = each.line
    return " ".join(part for part in (line.channel, line.metric.value, line.period) if part)
