"""What became of the appointments that a log made, said with what was done to the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prospector.cli.invocation import Invocation
from prospector.cli.output import done, remark
from prospector.domain.appointment import PENDING
from prospector.domain.moment_words import describe_when
from prospector.usecases.made import MadeAppointment


def done_with(
    run: Invocation,
    line: str,
    appointments: Iterable[MadeAppointment],
    stored: Mapping[str, object] | list[object] | None,
    as_json: bool,
) -> None:
    """Say what was done to a log, and what became of its appointments; beside JSON on standard error."""
    said = [_said(run, appointment) for appointment in appointments]
    done(run, " · ".join([line, *said]), stored, as_json)
    for text in said if as_json else ():
        remark(text)


def _said(run: Invocation, appointment: MadeAppointment) -> str:
    starts = f" {describe_when(appointment.starts, run.now)}" if appointment.starts else ""
    if not appointment.stays:
        return f"its appointment{starts} went with it"
    status = "" if appointment.status in PENDING else f" ({appointment.status})"
    return f"its appointment{starts}{status} stays"
