"""Pairing what two sources tell of one contact: as many pairs as can be, in the order of time, nothing twice."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.same_event import Event, pair_sides, pair_sources

MINUTE = 60
WINDOW = 5 * MINUTE
DAY = 86_400


def told(source: int, *minutes: float, system: str = "") -> list[Event]:
    return [
        Event(
            int(at * MINUTE), 0, timed=True, source=source, system=system or f"system {source}", has_id=True
        )
        for at in minutes
    ]


def undated(source: int, day: int = 0, count: int = 1) -> list[Event]:
    return [Event(day * DAY, day, timed=False, source=source, system=f"system {source}")] * count


def test_three_attempts_within_five_minutes_are_three_pairs_in_their_order() -> None:
    assert pair_sides(told(1, 0, 2, 4), told(2, 1.5, 3.5, 5.5), WINDOW) == [(0, 0), (1, 1), (2, 2)]
    assert pair_sides(told(1, 4, 0, 2), told(2, 3.5, 5.5, 1.5), WINDOW) == [(1, 2), (2, 0), (0, 1)]


def test_of_two_that_fit_the_nearer_is_taken_and_the_edge_of_the_window_still_fits() -> None:
    assert pair_sides(told(1, 0, 4.9), told(2, 5), WINDOW) == [(1, 0)]
    assert pair_sides(told(1, 0), told(2, 5), WINDOW) == [(0, 0)]
    assert pair_sides(told(1, 0), told(2, 5.1), WINDOW) == []


def test_a_source_tells_of_an_event_once_and_two_ids_of_one_system_are_two_events() -> None:
    assert pair_sides(told(1, 0), told(1, 0), WINDOW) == []
    assert pair_sides(told(1, 0, system="crm"), told(2, 0, system="crm"), WINDOW) == []
    merged = Event(0, 0, timed=True, source=1, system="dialer", merged=frozenset(["crm"]))
    assert pair_sides([merged], told(2, 0, system="crm"), WINDOW) == []
    assert pair_sides([merged], told(2, 0, system="other"), WINDOW) == [(0, 0)]


def test_a_date_alone_meets_a_time_only_where_there_is_no_choice() -> None:
    assert pair_sides(undated(1), told(2, 600), WINDOW) == [(0, 0)]
    assert pair_sides(told(1, 600), undated(2), WINDOW) == [(0, 0)]
    assert pair_sides(undated(1), told(2, 600, 700), WINDOW) == []
    assert pair_sides(undated(1, count=2), told(2, 600), WINDOW) == []
    assert pair_sides(undated(1, day=1), told(2, 600), WINDOW) == []
    assert pair_sides(undated(1) + told(1, 600), told(2, 600), WINDOW) == [(1, 0)]
    assert pair_sides(undated(1, count=3), undated(2, count=2), WINDOW) == [(0, 0), (1, 1)]


def test_each_row_is_in_one_pair_whatever_the_number_of_sources() -> None:
    events = told(1, 0) + told(2, 1) + told(3, 2) + told(4, 2.5)
    assert pair_sources(events, WINDOW) == [(0, 1), (2, 3)]


def test_very_many_rows_of_one_minute_are_paired_one_by_one() -> None:
    pairs = pair_sides(told(1, *[1.0] * 600), told(2, *[2.0] * 500), WINDOW)
    assert pairs == [(place, place) for place in range(500)]


TIMES = st.lists(st.integers(0, 40).map(lambda half: half / 2), max_size=7)


@given(TIMES, TIMES)
def test_pairs_are_as_many_as_can_be_near_in_order_and_the_same_number_from_either_side(
    ours: list[float], theirs: list[float]
) -> None:
    left, right = told(1, *ours), told(2, *theirs)
    pairs = pair_sides(left, right, WINDOW)
    for side in (0, 1):
        assert len({pair[side] for pair in pairs}) == len(pairs)
    assert all(abs(left[a].at - right[b].at) <= WINDOW for a, b in pairs)
    times = sorted((left[a].at, right[b].at) for a, b in pairs)
    assert [other for _, other in times] == sorted(other for _, other in times)
    assert len(pairs) == most_pairs(ours, theirs) == len(pair_sides(right, left, WINDOW))


def most_pairs(ours: Sequence[float], theirs: Sequence[float]) -> int:
    """The size of a largest matching, by augmenting paths."""
    partner: dict[int, int] = {}

    def augmented(place: int, seen: set[int]) -> bool:
        for other, at in enumerate(theirs):
            if abs(ours[place] - at) <= 5 and other not in seen:
                seen.add(other)
                if other not in partner or augmented(partner[other], seen):
                    partner[other] = place
                    return True
        return False

    return sum(augmented(place, set()) for place in range(len(ours)))


def test_of_very_many_rows_each_meets_the_first_that_is_near_however_many_lie_before() -> None:
    ours, theirs = told(1, 0, *[10.0] * 499), told(2, 0, 1, 2, 3, *[9.0] * 600)
    pairs = pair_sides(ours, theirs, WINDOW)
    assert pairs == [(0, 0), *((place, place + 3) for place in range(1, 500))]
