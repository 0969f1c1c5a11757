"""Quotas: set, which replaces from today on and keeps what was; removed; listed."""

from __future__ import annotations

from datetime import date

from prospector.domain.day_words import is_number
from prospector.domain.period import Period
from prospector.domain.settings import Settings
from prospector.domain.spelling import did_you_mean, fold, quoted
from prospector.domain.vocabulary import Metric
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.light import dataclass
from prospector.store.quotas import Quota, quotas
from prospector.store.store import Store
from prospector.store.words import read_vocabulary, rep_id
from prospector.store.writing import Writing
from prospector.usecases.worth import read_worth, worth_text

_LARGEST_COUNT = 10**9


@dataclass(frozen=True, slots=True)
class Aim:
    """What a quota is for; replaced by another with the same.

    Attributes:
        rep: empty for the only rep.
        channel: None for all.
    """

    metric: Metric
    period: Period
    rep: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class QuotaAnswer:
    """What holds now (None: nothing), and what held before."""

    now: Quota | None
    before: tuple[Quota, ...]


def set_quota(
    store: Store,
    aim: Aim,
    amount: int,
    *,
    today: date,
    at: int,
    settings: Settings,
    stretch: int | None = None,
) -> QuotaAnswer:
    """Set a quota from today on.

    Args:
        store: open for writing.
        aim: what it is for.
        amount: minor units for revenue, else a count; above 0.
        today: the local date.
        at: the time of the command, UTC seconds.
        settings: how the amount is said, and whose command it is.
        stretch: a level above the amount that is worth reaching for; it goes with this quota alone.

    Raises:
        UnknownNameError: no such rep or channel.
        InvalidValueError: it is what holds already, or the stretch is not above it.
    """
    if stretch is not None and stretch <= amount:
        said = amount_text(stretch, aim.metric, settings)
        raise InvalidValueError(
            f"a stretch of {said} is not above the quota",
            hint=f"more than {amount_text(amount, aim.metric, settings)}",
        )
    with store.writing() as writing:
        before = _of_aim(writing, aim)
        if len(before) == 1 and (before[0].amount, before[0].stretch) == (amount, stretch):
            raise InvalidValueError(
                f"it is {quota_text(before[0], settings)} already", hint="nothing changed"
            )
        _end(writing, before, today)
        channel = read_vocabulary(writing.connection).channel(aim.channel).id if aim.channel else None
        number = writing.insert(
            "target",
            sort="quota",
            metric=aim.metric.value,
            amount=amount,
            channel_id=channel,
            rep_id=rep_id(writing.connection, aim.rep),
            period=aim.period.canonical,
            start_day=aim.period.start_day if aim.period.start else None,
            end_day=aim.period.end_day if aim.period.end else None,
            set_on=today.isoformat(),
        )
        if stretch is not None:
            writing.insert("stretch", target_id=number, amount=stretch)
        now = next(each for each in quotas(writing.connection) if each.id == number)
        writing.record(
            at=at,
            rep_id=rep_id(writing.connection, settings.rep),
            label=f"quota set: {quota_text(now, settings)}",
        )
    return QuotaAnswer(now, before)


def remove_quota(store: Store, aim: Aim | int, *, today: date, at: int, settings: Settings) -> QuotaAnswer:
    """End a quota today; a report as of an earlier day still has it.

    Args:
        store: open for writing.
        aim: what it is for, or its number.
        today: the local date.
        at: the time of the command, UTC seconds.
        settings: as in `set_quota`.

    Raises:
        UnknownNameError: there is none.
    """
    with store.writing() as writing:
        if isinstance(aim, int):
            found = tuple(each for each in quotas(writing.connection) if each.id == aim)
        else:
            found = _of_aim(writing, aim)
        if not found:
            raise UnknownNameError("there is no such quota", hint="prospector quota list shows them")
        _end(writing, found, today)
        writing.record(
            at=at,
            rep_id=rep_id(writing.connection, settings.rep),
            label=f"quota removed: {quota_text(found[0], settings)}",
        )
    return QuotaAnswer(None, found)


def list_quotas(
    store: Store, *, metric: Metric | None, period: Period | None, rep: str | None, replaced: bool
) -> tuple[Quota, ...]:
    """Quotas that hold, or with those that were replaced.

    Raises:
        UnknownNameError: no such rep.
    """
    with store.reading() as connection:
        return quotas(
            connection,
            metric=metric,
            period=period.canonical if period else None,
            rep_id=None if rep is None else rep_id(connection, rep),
            replaced=replaced,
        )


def read_metric(text: str) -> Metric:
    """Read what a quota counts.

    Raises:
        InvalidValueError: there is no such metric; names them.
    """
    word = fold(text).replace(" ", "-").replace("_", "-")
    if word in tuple(Metric):
        return Metric(word)
    hint = did_you_mean(word, list(Metric), f"metrics: {', '.join(Metric)}")
    raise InvalidValueError(f"{quoted(text)} is not what a quota counts", hint=hint)


def read_quota_amount(text: str, metric: Metric, settings: Settings) -> int:
    """Read the amount of a quota: money for revenue, else a whole number; above 0.

    Raises:
        InvalidValueError: it is neither, is 0, or is in another currency.
    """
    if metric == Metric.REVENUE:
        amount = read_worth(text, None, settings)
        if amount.currency is not None:
            raise InvalidValueError(
                f"{quoted(text)} is not in {settings.currency}", hint="the store's currency"
            )
        number = amount.minor
    else:
        digits = text.replace(",", "").strip()
        if not is_number(digits):
            raise InvalidValueError(f"{quoted(text)} is not a whole number", hint=f"{metric} are counted: 12")
        if len(digits) > len(str(_LARGEST_COUNT)) or int(digits) > _LARGEST_COUNT:
            raise InvalidValueError(f"{quoted(text)} is too large", hint=f"at most {_LARGEST_COUNT:,}")
        number = int(digits)
    if number <= 0:
        raise InvalidValueError("a quota of nothing", hint="prospector quota remove takes one away")
    return number


def amount_text(amount: int, metric: Metric, settings: Settings) -> str:
    """Say the amount of a quota."""
    return worth_text(amount, None, settings) if metric == Metric.REVENUE else f"{amount:,}"


def quota_text(quota: Quota, settings: Settings) -> str:
    """Say a quota: what, how much, when, for whom."""
    parts = (
        quota.metric,
        amount_text(quota.amount, quota.metric, settings),
        f"stretch {amount_text(quota.stretch, quota.metric, settings)}" if quota.stretch else "",
        quota.channel or "",
        quota.period,
    )
    return " · ".join(part for part in parts if part)


def _of_aim(writing: Writing, aim: Aim) -> tuple[Quota, ...]:
    connection = writing.connection
    channel = read_vocabulary(connection).channel(aim.channel).name if aim.channel else None
    found = quotas(
        connection, metric=aim.metric, period=aim.period.canonical, rep_id=rep_id(connection, aim.rep)
    )
    return tuple(each for each in found if each.channel == channel)


def _end(writing: Writing, found: tuple[Quota, ...], today: date) -> None:
    for each in found:
        writing.update("target", each.id, replaced_on=today.isoformat())
