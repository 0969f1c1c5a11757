"""How the experiment is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.day_words import day_text
from prospector.domain.experiment import Subject
from prospector.domain.moment import date_of
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.experiment import ArmLine, ExperimentReport
from prospector.stats.verdict import Certainty

_ARMS = (
    Column("arm", "the coin said"),
    Column("people", "people", Sort.COUNT),
    Column("judged", "judged", Sort.COUNT),
    Column("conversations", "conversations", Sort.COUNT),
    Column("rate", "rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE),
    Column("called", "called", Sort.COUNT, 2),
    Column("as_told", "as told", Sort.COUNT, 1),
)
_TO_DO = (
    Column("id", "#", Sort.NUMBER),
    Column("contact", "contact"),
    Column("arm", "coin"),
    Column("advice", "what to do"),
)
_MOST_LISTED = 20


def layout(report: ExperimentReport) -> Document:
    """Lay it out."""
    basis, experiment = report.basis, report.experiment
    lines = (report.warm, report.cold)
    until = f"to {day_text(experiment.stopped.day)}" if experiment.stopped else "still running"
    listed = report.to_do[:_MOST_LISTED]
    return Document(
        title=("Experiment warm", f"since {day_text(experiment.started.day)}", until, basis.ranges),
        tables=(
            Table(_ARMS, tuple(_arm(line) for line in lines)),
            Table(
                _TO_DO,
                tuple(Row((each.contact_id, each.name, each.arm.value, each.arm.advice)) for each in listed),
                heading="Not called yet",
                empty="nobody: new contacts get a coin when they are added or imported before the first call",
            ),
        ),
        sentences=tuple(_sentences(report)),
        data={
            "experiment": "warm",
            "started_at": str(experiment.started),
            "stopped_at": str(experiment.stopped) if experiment.stopped else None,
            "as_of": basis.as_of.isoformat(),
            "horizon_days": basis.horizon_days,
            "warm": _fields(report.warm),
            "cold": _fields(report.cold),
            "difference": {
                "value": report.difference.value if report.difference else None,
                "low": report.difference.interval.low if report.difference else None,
                "high": report.difference.interval.high if report.difference else None,
            },
            "certainty": report.certainty.value,
            "needed_per_arm": report.needed,
            "to_do": [_subject(each) for each in report.to_do],
        },
    )


def _arm(line: ArmLine) -> Row:
    interval = line.rate.interval
    bounds = (interval.low, interval.high) if interval else (None, None)
    return Row(
        (
            line.arm.value,
            line.people,
            line.rate.trials,
            line.rate.hits,
            line.rate.value,
            bounds,
            line.called,
            line.as_told,
        )
    )


def _sentences(report: ExperimentReport) -> Iterable[Sentence]:
    beyond = len(report.to_do) - _MOST_LISTED
    if beyond > 0:
        yield Sentence("More", f"{beyond:,} others were not called yet: --json lists them.")
    if report.difference is not None:
        value, interval = report.difference.value * 100, report.difference.interval
        yield Sentence(
            "Difference", f"{value:+.1f} points ({interval.low * 100:+.1f} to {interval.high * 100:+.1f})"
        )
    yield Sentence("Verdict", _verdict(report), Tone.GOOD if _is_clear(report) else Tone.UNCERTAIN)


def _is_clear(report: ExperimentReport) -> bool:
    return report.certainty is Certainty.CLEAR


def _verdict(report: ExperimentReport) -> str:
    if report.difference is not None and report.certainty is not Certainty.CANNOT_TELL:
        sure = "" if _is_clear(report) else "Probably "
        better = "warming up first is better" if report.difference.value > 0 else "calling first is better"
        text = f"{sure}{better}."
        return text[0].upper() + text[1:]
    share = report.base_rate * 100
    return (
        "Too early to say.\n"
        f"To see whether {share:.0f} % becomes {2 * share:.0f} % takes about {report.needed:,} contacts of each kind."
    )


def _fields(line: ArmLine) -> dict[str, object]:
    return {"people": line.people, **line.rate.data(), "called": line.called, "as_told": line.as_told}


def _subject(subject: Subject) -> dict[str, object]:
    return {
        "id": subject.contact_id,
        "contact": subject.name,
        "arm": subject.arm.value,
        "came_on": date_of(subject.came_on).isoformat(),
        "warmed": subject.warmed,
    }
