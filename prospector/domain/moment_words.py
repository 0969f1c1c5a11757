"""Moments in words, as every echo has them; apart from the reader of such words, since each log answers and few name a time."""

from __future__ import annotations

from datetime import datetime

from prospector.domain.day_words import NEAR_DAYS, ONE_DAY, clock_text, day_text
from prospector.domain.moment import Moment


def describe_when(moment: Moment, now: datetime) -> str:
    """Say a moment as the echo of a log does: `today 10:42`, `yesterday 16:00`, `Fri 20 Nov 9:30`.

    Args:
        moment: shown on its own clock; without a time where none is known.
        now: the present on the rep's clock; days of its year are shown without the year.
    """
    day, today = moment.day, now.date()
    near = {today + ONE_DAY * shift: word for word, shift in NEAR_DAYS.items()}
    text = near.get(day) or day_text(day, year=day.year != today.year)
    local = moment.local
    return f"{text} {clock_text(local.hour, local.minute)}" if moment.has_time else text
