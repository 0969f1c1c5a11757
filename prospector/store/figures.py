"""Figures for reports: what was done, grouped in SQL because rows are many; and, with `outcomes`, what came of it.

Every function takes a connection inside `Store.reading`, so that a report sees one state of the store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Broken, DayTouches, Figures, Key, Outcomes, Window, Work
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.vocabulary import Level
from prospector.light import replace
from prospector.store.breakdown import BREAKDOWNS, EVERYTHING, Breakdown, labels
from prospector.store.choosing import Conditions, conditions
from prospector.store.outcomes import Binding, bindings, outcomes_of, rekeyed
from prospector.store.statements import CONVERSATIONS, TOUCH_CHANNEL, filled
from prospector.store.ways import is_most

_TALLY_COLUMNS = f"""coalesce(sum(CASE WHEN a.outcome_id IN ({CONVERSATIONS}) THEN a.count END), 0),
    coalesce(sum(CASE WHEN a.outcome_id IN ({CONVERSATIONS}) AND a.minutes IS NOT NULL THEN a.count END), 0)"""
_NO_TALLY_COLUMNS = (
    "0, 0"  # whether an activity with somebody named is a conversation of its own, rules decide
)
# Activities with nobody named are few. In the index of weeks they come first in each week and channel, so that all others
# need not be looked at.
_NOBODYS = """(
        WITH RECURSIVE weeks(week) AS (
            SELECT max(:start_week, (SELECT min(local_week) FROM activity))
            UNION ALL
            SELECT week + 1 FROM weeks WHERE week < min(:stop_week, (SELECT max(local_week) FROM activity))
        )
        SELECT week, channel.id AS channel_id FROM weeks CROSS JOIN channel
    ) w CROSS JOIN activity a INDEXED BY ix_activity_week ON a.local_week = w.week AND a.channel_id = w.channel_id"""


def fetch_figures(
    connection: sqlite3.Connection,
    window: Window,
    dimension: Dimension = Dimension.CHANNEL,
    filters: Filters = NO_FILTERS,
    *,
    people: bool = True,
    rates: bool = True,
    around: Iterable[Outcomes] = (),
) -> Figures:
    """Fetch all that a report by a dimension is built from.

    Args:
        connection: in a reading transaction.
        window: the days that count.
        dimension: what a row stands for.
        filters: names as the rep typed them.
        people: whether it is told how many were touched; to tell them apart takes as long as all other work.
        rates: whether rates are to be worked out, for which single touches matter.
        around: as of `fetch_outcomes`.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    chosen = conditions(connection, filters)
    bound = bindings(connection, window, chosen)
    breakdown = BREAKDOWNS[dimension]
    broken = _broken(connection, breakdown, chosen, bound, people=people, rates=rates)
    outcomes = outcomes_of(connection, window, dimension, chosen, around)
    overall = broken
    if breakdown.overlaps:  # the rows do not add up to the total then
        overall = _broken(connection, EVERYTHING, chosen, bound, people=False, rates=rates)
    if people:
        overall = replace(overall, contacts=_contacts_in_all(connection, window, chosen, bound))
    inbound: tuple[Work, ...] = ()
    if dimension is Dimension.DIRECTION:
        inbound = _work(connection, breakdown, chosen, {**bound, "direction": 1})
    keys = {row.key for row in broken.work} | {row.key for row in broken.engagements}
    keys.update(key for link in outcomes.links.values() for key in link.keys)
    keys.update(key for appointment in outcomes.appointments for key in appointment.keys)
    if dimension is Dimension.CHANNEL:
        keys.update(each.brought_by.channel_id for each in outcomes.appointments if each.brought_by)
    keys.update(key for deal in outcomes.deals for key in deal.keys)
    return Figures(
        broken=broken,
        overall=overall,
        outcomes=outcomes,
        labels=labels(connection, dimension, keys),
        ladder=fetch_ladder(connection),
        inbound=inbound,
    )


def fetch_strata(
    connection: sqlite3.Connection,
    figures: Figures,
    dimension: Dimension,
    filters: Filters = NO_FILTERS,
    *,
    channels: Collection[int],
    touches: Iterable[int],
) -> Figures:
    """Fetch touches of figures once more, by another dimension.

    People, results, ages of touches and names of rows are left out, and save most of the time.

    Args:
        connection: the one that the figures are from, in the same reading transaction.
        figures: by any dimension.
        dimension: the other.
        filters: of the figures.
        channels: those whose touches are wanted.
        touches: the numbers of those whose links are wanted.
    """
    asked = conditions(connection, filters)
    chosen = replace(asked, outbound_how=f"{asked.outbound_how} AND {_one_of(channels)}")
    bound = bindings(connection, figures.outcomes.window, chosen)
    breakdown = BREAKDOWNS[dimension]
    engagements: tuple[DayTouches, ...] = ()
    if bound["content_channel"] in channels:
        engagements = _touches(connection, engagements_statement(breakdown, chosen), bound)
    broken = Broken(
        work=_work(connection, breakdown, chosen, bound), young=(), engagements=engagements, contacts={}
    )
    outcomes = rekeyed(connection, figures.outcomes, dimension, chosen, touches)
    return Figures(broken=broken, overall=broken, outcomes=outcomes, labels={}, ladder={})


def fetch_regrouped(
    connection: sqlite3.Connection, figures: Figures, dimension: Dimension, filters: Filters
) -> Figures:
    """Fetch the effort of figures once more, by another dimension and of fewer touches.

    What came of the touches is known, and not asked again; how many people were touched is left out, and appointments and
    deals are of no use in these figures.

    Args:
        connection: the one that the figures are from, in the same reading transaction.
        figures: by any dimension.
        dimension: the other.
        filters: of the figures, and beside them what only touches have.
    """
    chosen = conditions(connection, filters)
    bound = bindings(connection, figures.outcomes.window, chosen)
    broken = _broken(connection, BREAKDOWNS[dimension], chosen, bound, people=False)
    outcomes = rekeyed(connection, figures.outcomes, dimension, chosen, figures.outcomes.links)
    return Figures(broken=broken, overall=broken, outcomes=outcomes, labels={}, ladder={})


def _one_of(channels: Iterable[int]) -> str:
    return f"a.channel_id IN ({', '.join(str(int(number)) for number in channels)})"


def fetch_ladder(connection: sqlite3.Connection) -> dict[Level, tuple[str, ...]]:
    """Which outcomes stand on which level."""
    names: dict[Level, list[str]] = {level: [] for level in Level}
    for name, level in connection.execute("SELECT name, level FROM outcome ORDER BY id"):
        names[Level(level)].append(name)
    return {level: tuple(found) for level, found in names.items()}


def _broken(
    connection: sqlite3.Connection,
    breakdown: Breakdown,
    chosen: Conditions,
    bound: Binding,
    *,
    people: bool,
    rates: bool = True,
) -> Broken:
    """What was done by row."""
    return Broken(
        work=_work(connection, breakdown, chosen, bound),
        young=_touches(connection, touches_statement(breakdown, chosen), bound) if rates else (),
        engagements=_touches(connection, engagements_statement(breakdown, chosen), bound) if rates else (),
        contacts=dict(connection.execute(contacts_statement(breakdown, chosen), bound)) if people else {},
    )


def _contacts_in_all(
    connection: sqlite3.Connection, window: Window, chosen: Conditions, bound: Binding
) -> dict[Key, int]:
    """How many contacts were touched in all, under the key None."""
    if not is_most(connection, window.start, window.stop):
        return dict(connection.execute(contacts_statement(EVERYTHING, chosen), bound))
    return {None: connection.execute(contacts_in_all_statement(chosen), bound).fetchone()[0]}


def _work(
    connection: sqlite3.Connection, breakdown: Breakdown, chosen: Conditions, bound: Binding
) -> tuple[Work, ...]:
    rows = []
    for named in (True, False):
        statement = work_statement(breakdown, chosen, named=named)
        for row in connection.execute(statement, bound):
            key, channel_id, activities, timed, minutes, connects, conversations, timed_ones, appointments = (
                row
            )
            rows.append(
                Work(
                    key=key,
                    channel_id=channel_id,
                    named=named,
                    activities=activities,
                    timed=timed,
                    minutes=minutes,
                    connects=connects,
                    conversations=conversations,
                    timed_conversations=timed_ones,
                    appointments=appointments,
                )
            )
    return tuple(rows)


def work_statement(breakdown: Breakdown, chosen: Conditions, *, named: bool) -> str:
    """The statement for activities with somebody named, or with nobody."""
    return filled(
        "work",
        key=breakdown.outbound,
        rows="activity a" if named else _NOBODYS,
        joins=breakdown.activity_joins,
        tally_columns=_NO_TALLY_COLUMNS if named else _TALLY_COLUMNS,
        nobody="NOT" if named else "",
        filters=f"{chosen.outbound_how} AND {chosen.who}",
        group=breakdown.group,
    )


def touches_statement(breakdown: Breakdown, chosen: Conditions) -> str:
    """The statement for touches that may still be answered."""
    return filled(
        "touches",
        key=breakdown.outbound,
        joins=breakdown.activity_joins,
        filters=f"{chosen.outbound_how} AND {chosen.who}",
    )


def engagements_statement(breakdown: Breakdown, chosen: Conditions) -> str:
    """The statement for engagements."""
    return filled(
        "engagements",
        key=breakdown.activity,
        channel=TOUCH_CHANNEL,
        joins=breakdown.activity_joins,
        filters=f"{chosen.how} AND {chosen.who}",
    )


def contacts_statement(breakdown: Breakdown, chosen: Conditions) -> str:
    """The statement for the contacts touched."""
    return filled(
        "contacts",
        key=breakdown.outbound,
        engagement_key=breakdown.activity,
        joins=breakdown.activity_joins,
        filters=f"{chosen.outbound_how} AND {chosen.who}",
        engagement_filters=f"{chosen.how} AND {chosen.who}",
    )


def contacts_in_all_statement(chosen: Conditions) -> str:
    """The statement for the contacts touched in all, over most of the log."""
    return filled(
        "contacts_in_all",
        filters=f"{chosen.outbound_how} AND {chosen.who}",
        engagement_filters=f"{chosen.how} AND {chosen.who}",
    )


def _touches(connection: sqlite3.Connection, statement: str, bound: Binding) -> tuple[DayTouches, ...]:
    return tuple(
        DayTouches(
            key=key,
            channel_id=channel_id,
            named=bool(named),
            day=day,
            touches=touches,
            connects=connects,
            conversations=conversations,
            appointments=appointments,
        )
        for key, channel_id, named, day, touches, connects, conversations, appointments in connection.execute(
            statement, bound
        )
    )
