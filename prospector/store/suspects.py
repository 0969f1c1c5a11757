"""What two activities say that seem to be one event: for a list of suspects."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from prospector.domain.duplicate import Duplicate, Told
from prospector.domain.moment import Moment
from prospector.domain.vocabulary import Direction
from prospector.store.across import Suspects

_NAMES = ("outcome", "minutes", "talk_seconds", "kind", "account", "rep", "note")
_TOLD = """
SELECT activity.id, activity.occurred_at, activity.utc_offset, activity.local_day, contact.name, channel.name,
    activity.direction, activity.import_id, import_run.system, outcome.name, activity.minutes,
    activity.talk_seconds, kind.name, account.name, rep.name, activity.note
FROM activity
JOIN contact ON contact.id = activity.contact_id
JOIN channel ON channel.id = activity.channel_id
JOIN outcome ON outcome.id = activity.outcome_id
JOIN rep ON rep.id = activity.rep_id
LEFT JOIN kind ON kind.id = activity.kind_id
LEFT JOIN account ON account.id = coalesce(activity.account_id, contact.account_id)
LEFT JOIN import_run ON import_run.id = activity.import_id
WHERE activity.id IN (SELECT value FROM json_each(?))
"""


def duplicates_of(connection: sqlite3.Connection, pairs: Iterable[Suspects]) -> Iterator[Duplicate]:
    """What suspects say, in their order."""
    found = list(pairs)
    numbers = [number for pair in found for number in (pair.kept, pair.other)]
    told = {row[0]: _told(row) for row in connection.execute(_TOLD, (json.dumps(numbers),))}
    for pair in found:
        yield Duplicate(told[pair.kept], told[pair.other], pair.apart)


def _told(row: tuple[int | str | None, ...]) -> Told:
    number, seconds, offset, day, contact, channel, direction, import_id, system, *says = row
    return Told(
        id=int(number or 0),
        at=Moment(int(seconds or 0), None if offset is None else int(offset)),
        day=int(day or 0),
        contact=str(contact),
        channel=str(channel),
        direction=Direction(int(direction or 0)).word,
        import_id=None if import_id is None else int(import_id),
        system=None if system is None else str(system),
        says=dict(zip(_NAMES, says, strict=True)),
    )
