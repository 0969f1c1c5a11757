"""The story of the demonstration: 26 weeks of one rep, the same every time but for the dates.

What it tells, and what a test holds the reports to:

- **Calls and social touches cannot be told apart** per touch: about one in twenty becomes a conversation either way.
  A call takes less time, so that by the hour calls bring more.
- **E-mail is clearly weaker**: as many e-mails as calls by name, a quarter of the conversations.
- **One article of five brings people in**: "Five ways to lose a pallet" has most of the engagements, and the
  conversations that came in by themselves.
- **Calls before ten reach people**; at noon hardly anybody answers.
- **Leads from a bought list are many and bring nothing**, and a third of them was never touched. Referrals are few and
  buy.
- **Contacts of the trade show are in the plan for it**, and every second one that the rep found late is in cold outreach;
  what the rep promised in the last talks is due these days.
- **The quota of the quarter is behind its pace**, at about three quarters of it.

Rates are near those of the trade: a tenth of the dials reaches somebody, a little over half of those talk, 3 to 4 % of
the e-mails are answered, a quarter of the appointments is not kept.

Everything is counted in working days back from today, so that the draws, and with them every rate, are the same on any
day; only the wins of the present quarter are sized by how much of it is over.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from prospector.demo.facts import Act, Arrival, Piece, Story
from prospector.demo.names import companies, people
from prospector.demo.planning import joinings_of, promises_of
from prospector.demo.rep import Rep, Standing
from prospector.demo.selling import meetings_of, sales_of
from prospector.domain.period import read_period

WEEKS = 26
DAYS = WEEKS * 5 - 1  # today is not over
SEED = 2058  # any would do; this one tells it clearly
ACCOUNTS = 60
CONTACTS = 300
QUOTA = 90_000
ARTICLE = 2
_PIECES = (
    (6, "What a late truck really costs", "article", 300, 0, 410),
    (28, "Warehouse notes, spring", "newsletter", 180, 60, 640),
    (55, "Five ways to lose a pallet", "article", 420, 0, 1_900),
    (84, "A day on the loading dock", "video", 540, 350, 720),
    (108, "Warehouse notes, autumn", "newsletter", 170, 60, 610),
)
_ENGAGEMENTS = (14, 11, 92, 19, 10)
_CAME_IN = (0, 0, 6, 0, 0)
_TALKS = frozenset({"conversation", "callback", "not-interested", "appointment"})
# source, how many contacts, first and last day of arrival, how many are never touched, how readily they talk
_ARRIVALS = (
    ("self", 130, -20, 100, 0, 1.0),
    ("list", 84, 12, 12, 30, 0.6),
    ("web", 30, 20, 120, 3, 1.1),
    ("event", 28, 66, 66, 0, 1.2),
    ("referral", 16, 5, 105, 0, 2.0),
    ("customer", 12, -10, 60, 0, 1.3),
)
_FRIENDS = 4  # contacts who refer others


def tell(today: date) -> Story:
    """Tell the story up to yesterday.

    Args:
        today: the present day on the rep's calendar.
    """
    random = Random(SEED)  # noqa: S311 - a story, not a secret
    days = _working_days_before(today, DAYS)
    firms = companies(ACCOUNTS)
    cast = people(CONTACTS, firms, random)
    sources, standings = _arrive(random)
    rep = Rep(days, standings, random)
    _publish(rep)
    _engage(rep, random)
    for number in range(DAYS):
        rep.work(number)
    log = tuple(sorted(rep.log, key=lambda act: act.at))
    meetings = meetings_of(log, days, random)
    quarter = read_period("this-quarter", today)
    return Story(
        companies=firms,
        people=cast,
        arrivals=_arrivals(sources, standings, log, days),
        pieces=_pieces(days),
        log=log,
        meetings=meetings,
        sales=sales_of(
            log, meetings, sources=sources, days=days, quarter=quarter, quota=QUOTA, random=random
        ),
        joinings=joinings_of(sources, standings, days),
        promises=promises_of(log, today),
        quarter=quarter,
        quota=QUOTA,
    )


def _working_days_before(today: date, count: int) -> list[date]:
    days: list[date] = []
    day = today
    while len(days) < count:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            days.append(day)
    return days[::-1]


def _arrive(random: Random) -> tuple[list[str], list[Standing]]:
    """Who comes from where, in an order that mixes the sources, and when the rep first knows of them."""
    known: list[tuple[float, str, Standing]] = []
    for source, count, first, last, untouched, ease in _ARRIVALS:
        for place in range(count):
            arrives = first + (last - first) * place // max(1, count - 1)
            standing = Standing(arrives, max(0, arrives) + place % 9, ease)
            standing.done = place * untouched // count != (place + 1) * untouched // count
            known.append((random.random(), source, standing))
    known.sort(key=lambda one: one[0])
    return [source for _, source, _ in known], [standing for _, _, standing in known]


def _pieces(days: list[date]) -> tuple[Piece, ...]:
    return tuple(
        Piece(title, kind, datetime.combine(days[number], time(8, 15)), minutes, cost, reach)
        for number, title, kind, minutes, cost, reach in _PIECES
    )


def _publish(rep: Rep) -> None:
    for piece, (number, _, kind, minutes, _, _) in enumerate(_PIECES):
        at = datetime.combine(rep.days[number], time(8, 15))
        act = Act(at=at, channel="content", outcome="published", kind=kind, minutes=minutes, piece=piece)
        rep.log.append(act)


def _engage(rep: Rep, random: Random) -> None:
    """Contacts engage with the pieces in the weeks after, and some then get in touch by themselves."""
    for piece, (published, *_) in enumerate(_PIECES):
        reached = [
            contact
            for contact, standing in enumerate(rep.standings)
            if standing.arrives <= published and not standing.done
        ]
        for place in range(_ENGAGEMENTS[piece]):
            contact = reached.pop(int(random.random() * len(reached)))
            number = min(published + 1 + int(random.random() ** 2 * 18), DAYS - 1)
            rep.came_in(number, contact, "social", "engaged", piece=piece)
            if place < _CAME_IN[piece]:
                later = min(number + 1 + int(random.random() * 6), DAYS - 1)
                talk = "appointment" if place % 4 == 3 else "conversation"
                rep.came_in(later, contact, "call" if place % 2 else "email", talk, piece=None)


def _arrivals(
    sources: list[str], standings: list[Standing], log: tuple[Act, ...], days: list[date]
) -> tuple[Arrival, ...]:
    """When each contact came, and what the first talk found."""
    verdicts: dict[int, bool] = {}
    for act in log:
        if act.contact is not None and act.outcome in _TALKS:
            verdicts.setdefault(act.contact, act.outcome != "not-interested")
    friends = [contact for contact, verdict in verdicts.items() if verdict][:_FRIENDS]  # the first good talks
    made = []
    for contact, (source, standing) in enumerate(zip(sources, standings, strict=True)):
        day = days[standing.arrives] if standing.arrives >= 0 else days[0] + timedelta(days=standing.arrives)
        friend = friends[contact % len(friends)] if source == "referral" else None
        brought_by = None if friend == contact else friend
        made.append(Arrival(source, datetime.combine(day, time(7, 30)), verdicts.get(contact), brought_by))
    return tuple(made)
