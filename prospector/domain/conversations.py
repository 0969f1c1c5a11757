"""What a conversation is: one for each contact, channel and day, however many activities it took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prospector.domain.facts import Conversation, Spoken


def conversations_of(spoken: Iterable[Spoken], new_after: int) -> Iterator[Conversation]:
    """Make one conversation of a contact's activities on a channel and day, and say which are new.

    Args:
        spoken: activities at the level conversation or above, in the order of contact and time.
        new_after: days without a conversation after which the next one is new.
    """
    contact_id, last_day = None, None
    seen: set[int] = set()
    for each in spoken:
        day, channel_id = each.day, each.channel_id
        if each.contact_id is None:
            yield Conversation(each, each.count, new=False)
            continue
        if each.contact_id != contact_id:
            contact_id, last_day = each.contact_id, None
        if day != last_day:
            seen.clear()
        if channel_id in seen:
            continue
        seen.add(channel_id)
        new = last_day is None or day - last_day >= new_after
        last_day = day
        yield Conversation(each, 1, new=new)
