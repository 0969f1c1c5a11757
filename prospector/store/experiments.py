"""Experiments: begun, ended, and the contacts who take part."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter

from prospector.domain.experiment import Experiment, Subject, coin
from prospector.domain.moment import LATEST, Moment, day_number
from prospector.store.statements import CONTENT_CHANNEL, filled, local_day
from prospector.store.words import read_vocabulary

WARM = "warm"
_CHANNEL = "call"


def last_experiment(connection: sqlite3.Connection, rep_id: int) -> Experiment | None:
    """The rep's experiment that runs, or else the last one."""
    found = connection.execute(
        "SELECT id, seed, started_at, started_offset, stopped_at, stopped_offset FROM experiment "
        "WHERE name = ? AND rep_id = ? ORDER BY id DESC LIMIT 1",
        (WARM, rep_id),
    ).fetchone()
    if found is None:
        return None
    number, seed, started, started_offset, stopped, stopped_offset = found
    return Experiment(
        id=number,
        seed=seed,
        started=Moment(started, started_offset),
        stopped=None if stopped is None else Moment(stopped, stopped_offset),
    )


def fetch_subjects(
    connection: sqlite3.Connection, experiment: Experiment, rep_id: int, as_of: int
) -> tuple[Subject, ...]:
    """Fetch the contacts who take part, with what was done up to as-of.

    Args:
        connection: in a reading transaction.
        experiment: which.
        rep_id: whose.
        as_of: the last day that counts.
    """
    text = filled("subjects", came_on=local_day("c.created_at", "c.created_offset"))
    rows = connection.execute(
        text,
        {
            "rep": rep_id,
            "started": experiment.started.seconds,
            "stopped": experiment.stopped.seconds if experiment.stopped else day_number(LATEST) * 86400,
            "as_of": as_of,
            "channel": read_vocabulary(connection).channel(_CHANNEL).id,
            "content_channel": connection.execute(CONTENT_CHANNEL).fetchone()[0],
        },
    )
    subjects = []
    for (number, name, came_on), history in groupby(rows, key=itemgetter(0, 1, 2)):
        called, warmed, conversed_on = False, False, None
        for _, _, _, day, calls, warms, speaks in history:
            warmed = warmed or bool(warms and not called)
            called = called or bool(calls)
            if speaks and conversed_on is None:
                conversed_on = day
        subjects.append(
            Subject(
                contact_id=number,
                name=name,
                arm=coin(experiment.seed, number),
                came_on=came_on,
                called=called,
                warmed=warmed,
                conversed_on=conversed_on,
            )
        )
    return tuple(subjects)
