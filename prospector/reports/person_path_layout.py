"""How one person's path is laid out: a table a journey."""

from __future__ import annotations

from collections.abc import Mapping

from prospector.domain.moment import Moment, date_of
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table
from prospector.reports.listing import Record
from prospector.reports.paths_layout import WORDS
from prospector.reports.person_path import MODELS, PersonJourney, PersonPath, Step
from prospector.reports.shared import NOT_CAUSAL

_RANKS = {"kind": 2, "outcome": 1, "shapley": 3, "time-decay": 4, "position": 5}


def layout(path: PersonPath, touches: Mapping[int, Record]) -> Document:
    """Lay it out.

    Args:
        path: the report.
        touches: the activities of its steps, as records.
    """
    one, many = WORDS[path.goal]
    tables = tuple(_table(path, journey, touches) for journey in path.journeys)
    sentences = (
        Sentence("Shares", "markov has none for one person: it is found for all journeys together."),
        Sentence("Credit", NOT_CAUSAL),
    )
    empty = Table((Column("at", "when"),), (), empty=f"no {one} and no open touch in this period")
    return Document(
        title=path.basis.heading(f"Path of {path.who} to {many}"),
        tables=tables or (empty,),
        sentences=sentences if any(each.happened and each.steps for each in path.journeys) else (),
        data=_data(path, touches),
    )


def _table(path: PersonPath, journey: PersonJourney, touches: Mapping[int, Record]) -> Table:
    columns = [
        Column("at", "when", Sort.WHEN),
        Column("channel", "channel"),
        *(Column(name, name, rank=_RANKS[name]) for name in ("kind", "outcome")),
    ]
    if journey.happened:
        columns += [
            Column(model.value, model.value, Sort.PERCENT, _RANKS.get(model.value, 0)) for model in MODELS
        ]
    rows = [_row(journey, step, touches[step.activity_id]) for step in journey.steps]
    return Table(
        tuple(columns),
        tuple(rows),
        heading=_heading(path, journey),
        empty="no touch inside the look-back: it came in",
    )


def _heading(path: PersonPath, journey: PersonJourney) -> str:
    one = WORDS[path.goal][0]
    count = f"{len(journey.steps)} {'touch' if len(journey.steps) == 1 else 'touches'}"
    if journey.happened is None:
        return f"no {one} since · {count}"
    return f"{one} on {date_of(journey.happened.day):%a %d %b %Y} · {count} in {journey.days:.1f} days"


def _row(journey: PersonJourney, step: Step, touch: Record) -> Row:
    told = (str(touch["occurred_at"]), *(_text(touch, name) for name in ("channel", "kind", "outcome")))
    return Row((*told, *((step.shares[model] for model in MODELS) if journey.happened else ())))


def _text(touch: Record, name: str) -> str | None:
    value = touch.get(name)
    return None if value is None else str(value)


def _data(path: PersonPath, touches: Mapping[int, Record]) -> dict[str, object]:
    credit = path.basis.credit
    definitions: dict[str, object] = {
        "to": path.goal.value,
        "lookback_days": credit.lookback,
        "conversation_lookback_days": credit.conversation_lookback,
        "position_weights": list(credit.weights),
        "half_life_days": credit.half_life,
        "attribution": NOT_CAUSAL,
    }
    return {
        **path.basis.common("paths", definitions),
        "to": path.goal.value,
        "contact": path.who,
        "contact_id": path.contact_id,
        "journeys": [_journey_data(journey, touches) for journey in path.journeys],
    }


def _journey_data(journey: PersonJourney, touches: Mapping[int, Record]) -> dict[str, object]:
    happened = journey.happened
    result = None
    if happened:
        at = str(Moment(happened.at, 0)) if happened.timed else date_of(happened.day).isoformat()
        result = {"noun": happened.reference.noun, "id": happened.reference.row_id, "at": at}
    return {
        "result": result,
        "days": journey.days,
        "touches": [
            {
                "id": step.activity_id,
                **{
                    name: touches[step.activity_id].get(name)
                    for name in ("occurred_at", "channel", "kind", "direction", "outcome")
                },
                "shares": {model.value: share for model, share in step.shares.items()},
            }
            for step in journey.steps
        ],
    }
