"""Experiments: begin, end, look."""

from __future__ import annotations

import os

from prospector.domain.experiment import Experiment, Subject
from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError
from prospector.store.experiments import WARM, fetch_subjects, last_experiment
from prospector.store.store import Store
from prospector.store.words import rep_id

_SEED_BYTES = 6


def start_warm(store: Store, *, now: Moment, rep: str, seed: int | None = None) -> Experiment:
    """Begin: from now on a coin says of every new contact whether to warm them up.

    Args:
        store: open for writing.
        now: the time of the command.
        rep: whose contacts; empty for the only rep.
        seed: of the coins; drawn unless given.

    Raises:
        InvalidValueError: one is running already.
    """
    with store.writing() as writing:
        owner = rep_id(writing.connection, rep)
        last = last_experiment(writing.connection, owner)
        if last is not None and last.stopped is None:
            raise InvalidValueError(
                f"the experiment runs since {last.started.day}", hint="prospector experiment warm show"
            )
        drawn = int.from_bytes(os.urandom(_SEED_BYTES), "big") if seed is None else seed
        number = writing.insert(
            "experiment",
            name=WARM,
            seed=drawn,
            started_at=now.seconds,
            started_offset=now.offset,
            rep_id=owner,
        )
        writing.record(at=now.seconds, rep_id=owner, label="experiment warm started")
    return Experiment(id=number, seed=drawn, started=now, stopped=None)


def stop_warm(store: Store, *, now: Moment, rep: str) -> Experiment:
    """End: contacts who come from now on take no part.

    Raises:
        InvalidValueError: none is running.
    """
    with store.writing() as writing:
        owner = rep_id(writing.connection, rep)
        last = last_experiment(writing.connection, owner)
        if last is None or last.stopped is not None:
            raise InvalidValueError("no experiment runs", hint="prospector experiment warm start")
        writing.update("experiment", last.id, stopped_at=now.seconds, stopped_offset=now.offset)
        writing.record(at=now.seconds, rep_id=owner, label="experiment warm stopped")
    return Experiment(id=last.id, seed=last.seed, started=last.started, stopped=now)


def look_at_warm(store: Store, *, as_of: int, rep: str) -> tuple[Experiment, tuple[Subject, ...]]:
    """The experiment that runs, else the last one, and who takes part.

    Args:
        store: open for reading.
        as_of: the last day that counts.
        rep: whose; empty for the only rep.

    Raises:
        InvalidValueError: there was none.
    """
    with store.reading() as connection:
        owner = rep_id(connection, rep)
        last = last_experiment(connection, owner)
        if last is None:
            raise InvalidValueError("there is no experiment", hint="prospector experiment warm start")
        return last, fetch_subjects(connection, last, owner, as_of)
