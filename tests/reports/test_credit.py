"""Shared credit in the reports: what is printed adds up, whatever the model, the rows and the filters."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.domain.credit import Credit, Model
from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import Period
from prospector.domain.vocabulary import Metric
from prospector.reports.basis import Basis
from prospector.reports.lines import Lines
from prospector.store.store import Store
from prospector.usecases.reports.compare import comparison
from tests.logbook import Logbook
from tests.reports.test_counting_laws import (
    DAYS,
    FIRST,
    LOGS,
    PHASES,
    Act,
    Log,
    acts,
    conversations,
    store_of,
)
from tests.terminal import Terminal

LAST = FIRST + timedelta(days=DAYS + 30)
MODELS = st.sampled_from([model for model in Model if model is not Model.DIRECT])
TOUCH_ROWS = st.sampled_from([Dimension.CHANNEL, Dimension.KIND, Dimension.CONTENT])


def shared(
    path: Path,
    model: Model,
    dimension: Dimension = Dimension.CHANNEL,
    days: tuple[date, date] = (FIRST, LAST),
    filters: Filters | None = None,
) -> Lines:
    basis = Basis(
        period=Period(*days, "some days"),
        as_of=LAST,
        exchange=Exchange("USD"),
        filters=filters or Filters(),
        credit=Credit(model=model),
    )
    with Store(str(path)) as store:
        return comparison(store, basis, dimension).lines


def exact(lines: Lines) -> dict[Metric, Fraction]:
    found: defaultdict[Metric, Fraction] = defaultdict(Fraction)
    for line in (*lines.rows, *lines.came_in):
        for metric, amount in line.results.items():
            found[metric] += Fraction(str(amount))
    return {metric: amount for metric, amount in found.items() if amount}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("credit") / "new.db"


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(log=LOGS, model=MODELS, dimension=TOUCH_ROWS)
def test_every_model_shares_out_exactly_the_results_of_direct_credit(
    template: Path, log: Log, model: Model, dimension: Dimension
) -> None:
    with store_of(log, template) as path:
        lines, direct = shared(path, model, dimension), shared(path, Model.DIRECT, dimension)
    totals = {metric: amount for metric, amount in direct.total.results.items() if amount}
    assert {metric: amount for metric, amount in lines.total.results.items() if amount} == totals
    assert exact(lines) == totals
    assert all(amount >= 0 for line in lines.rows for amount in line.results.values())


def by_hand(log: list[Act], model: Model, lookback: int = 30) -> tuple[dict[str, Fraction], int]:
    """Conversations by channel, written down plainly: for each, look at every touch there is."""
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    came_in = 0
    results = conversations(log)
    named = [act for act, _ in results if act.contact is not None]

    def is_before(touch: Act, end: Act) -> bool:
        if touch.timed and end.timed:
            return (touch.at, touch.id) <= (end.at, end.id)
        if touch in named:  # a result of its own
            return touch.id == end.id or place(touch) < place(end)
        return touch.day <= end.day

    def place(act: Act) -> tuple[int, bool, int, int]:
        return (act.day, not act.timed, act.at, act.id)

    for end, amount in results:
        if end.contact is None:
            if end.inbound:
                came_in += amount
            else:
                found[end.channel] += amount
            continue
        before = [act for act in named if act.contact == end.contact and place(act) < place(end)]
        path = [
            touch
            for touch in log
            if touch.is_touch
            and touch.contact == end.contact
            and is_before(touch, end)
            and end.day - touch.day <= lookback
            and not any(is_before(touch, one) for one in before)
        ]
        path.sort(key=lambda touch: (touch.id == end.id, touch.at, touch.timed, touch.id))
        sharing = {Model.FIRST: path[:1], Model.LAST: path[-1:]}.get(model, path)
        for touch in sharing:
            found[touch.channel] += Fraction(1, len(sharing))
        came_in += not path
    return dict(found), came_in


@settings(max_examples=80, deadline=None, phases=PHASES)
@given(log=LOGS, model=st.sampled_from([Model.FIRST, Model.LAST, Model.LINEAR]))
def test_credit_agrees_with_the_rules_written_down_plainly(template: Path, log: Log, model: Model) -> None:
    with store_of(log, template) as path:
        lines, plain = shared(path, model), by_hand(acts(path), model)
    found = {line.name: line.result(Metric.CONVERSATIONS) for line in lines.rows}
    assert {name: amount for name, amount in found.items() if amount} == pytest.approx(
        {name: float(amount) for name, amount in plain[0].items()}, abs=1e-8
    )
    assert sum(line.result(Metric.CONVERSATIONS) for line in lines.came_in) == plain[1]


@settings(max_examples=25, deadline=None, phases=PHASES)
@given(
    log=LOGS,
    cut=st.integers(1, DAYS - 1),
    model=st.sampled_from([Model.FIRST, Model.LINEAR, Model.TIME_DECAY]),
)
def test_splitting_a_period_loses_no_share(template: Path, log: Log, cut: int, model: Model) -> None:
    middle = FIRST + timedelta(days=cut)
    with store_of(log, template) as path:
        whole = shared(path, model)
        parts = [shared(path, model, days=days) for days in ((FIRST, middle), (middle, LAST))]
    for line in whole.rows:
        together = sum(
            each.result(Metric.CONVERSATIONS)
            for part in parts
            for each in part.rows
            if each.name == line.name
        )
        assert line.result(Metric.CONVERSATIONS) == pytest.approx(together, abs=1e-8)


@settings(max_examples=25, deadline=None, phases=PHASES)
@given(log=LOGS, model=MODELS)
def test_a_channel_that_never_touched_has_nothing(template: Path, log: Log, model: Model) -> None:
    with store_of(log, template) as path:
        lines = shared(path, model)
        touched = {act.channel for act in acts(path) if act.is_touch}
    assert {line.name for line in lines.rows if any(line.results.values())} <= touched


@settings(max_examples=25, deadline=None, phases=PHASES)
@given(log=LOGS)
def test_splitting_a_channel_in_two_leaves_the_direct_figures_of_the_others(template: Path, log: Log) -> None:
    activities, deals = log
    split = [line.replace(" call ", " visit ", 1) if at % 2 else line for at, line in enumerate(activities)]

    def of_others(lines: Lines) -> dict[str, dict[Metric, float]]:
        return {line.name: dict(line.results) for line in lines.rows if line.name in {"email", "content"}}

    with store_of((activities, deals), template) as path:
        before = of_others(shared(path, Model.DIRECT))
    with store_of((split, deals), template) as path:
        after = of_others(shared(path, Model.DIRECT))
    for name in before.keys() | after.keys():
        one, other = before.get(name, {}), after.get(name, {})
        metrics = (
            Metric.NEW_CONVERSATIONS,
        )  # two channels on one day are two conversations, of which one is new
        assert {k: v for k, v in one.items() if v and k not in metrics} == {
            k: v for k, v in other.items() if v and k not in metrics
        }


def test_a_filter_on_touches_counts_the_shares_of_those_that_pass(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-02 09:00  email  ann  sent
        2026-03-03 09:00  call   ann  sent   kind=cold
        2026-03-04 09:00  call   ann  conversation
        2026-03-05 09:00  visit  .    conversation  in
    """)
    lines = shared(book.path, Model.LINEAR, filters=Filters(channel="call"))
    assert {line.name: line.results for line in lines.rows} == {
        "call": {Metric.CONVERSATIONS: 0.666666667, Metric.NEW_CONVERSATIONS: 0.666666667}
    }
    assert lines.total.result(Metric.CONVERSATIONS) == 0.666666667
    assert not lines.came_in
    kinds = shared(book.path, Model.LINEAR, filters=Filters(kind="cold"))
    assert kinds.total.result(Metric.CONVERSATIONS) == 0.333333333


def test_touches_before_the_period_have_their_rows_and_names(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-30 09:00  email  ann  sent  kind=letter
        2026-04-03 09:00  call   ann  conversation
    """)
    days = date(2026, 4, 1), date(2026, 5, 1)
    lines = shared(book.path, Model.FIRST, Dimension.KIND, days)
    assert [(line.name, line.result(Metric.CONVERSATIONS)) for line in lines.rows] == [
        ("letter", 1),
        ("(none)", 0),
    ]


def test_a_channel_that_is_said_to_have_brought_an_appointment_has_it_where_no_touch_is_known(
    tmp_path: Path,
) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("2026-03-02 09:00  email  ann  sent")
    book.appointment("ann", set_at="2026-03-03 09:00", channel="social")
    book.appointment("bob", set_at="2026-03-03 09:00", channel="social")
    lines = shared(book.path, Model.LAST)
    assert {line.name: line.result(Metric.APPOINTMENTS_SET) for line in lines.rows} == {
        "email": 1,
        "social": 1,
    }


def test_a_deal_of_negative_value_is_shared_and_the_total_kept(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-02 09:00  email  ann  sent
        2026-03-02 10:00  call   ann  sent
        2026-03-02 10:00  call   bob  sent
    """)
    book.deal("one", who="ann", value=-90, closed="2026-03-05", status="won")
    book.deal("two", who="bob", value=100, closed="2026-03-05", status="won")
    for model in Model:
        found = exact(shared(book.path, model))
        assert found[Metric.REVENUE] == 1000


@pytest.fixture
def rep(terminal: Terminal) -> Terminal:
    book = Logbook(terminal.store)
    book.activities("""
        2026-10-02 09:00  email   ann  sent  kind=letter
        2026-10-03 09:00  social  ann  sent
        2026-10-04 09:00  call    ann  conversation
        2026-10-05 09:00  visit   bob  conversation  in
        2026-10-05 10:00  call    .    conversation  x2
    """)
    book.deal("one", who="ann", value=100, closed="2026-10-20", status="won")
    terminal.is_terminal = True
    terminal.columns = 100
    return terminal


def test_the_rows_of_the_table_are_its_total_as_they_are_printed(rep: Terminal) -> None:
    table = rep.ok("report channels --credit linear")
    column = table.splitlines()[3].index("conversations")
    cells = [line[column:].split()[0] for line in table.splitlines()[4:10] if line]
    assert cells == ["2.4", "0.3", "0.3", "1.0", "4.0"]
    assert table.count("33.33") == 2
    assert table.count("33.34") == 1
    assert "credit linear · look-back 90 days, 30 for conversations" in table
    assert "not a causal effect" in table


def test_json_names_the_model_and_all_that_it_depends_on(rep: Terminal) -> None:
    found = json.loads(rep.ok("report channels --credit position --json"))
    assert found["credit"] == "position"
    assert found["definitions"]["position_weights"] == [40, 20, 40]
    assert found["definitions"]["conversation_lookback_days"] == 30
    rows = {row["channel"]: row["conversations"] for row in found["rows"]}
    assert rows == {"call": 2.4, "email": 0.4, "social": 0.2}
    assert [(row["source"], row["conversations"]) for row in found["unattributed"]] == [("(blank)", 1)]


def test_settings_change_weights_half_life_and_look_back(rep: Terminal) -> None:
    rep.ok('config set position_weights "0 100 0"')
    rep.ok("config set conversation_lookback_days 1")
    rep.ok("config set half_life_days 1")
    rows = json.loads(rep.ok("report channels --credit position --json"))["rows"]
    assert {row["channel"]: row["conversations"] for row in rows} == {"call": 2.5, "email": 0, "social": 0.5}
    rows = json.loads(rep.ok("report channels --credit time-decay --json"))["rows"]
    assert {row["channel"]: row["conversations"] for row in rows} == pytest.approx(
        {"call": 2 + 2 / 3, "email": 0, "social": 1 / 3}
    )
    assert "three whole numbers" in rep("config set position_weights 40").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("compare --by week --credit linear", "its week is one whichever these are"),
        ("compare --by source --credit markov", "its source is one whichever these are"),
        ("compare --by hour --credit markov", "among channels, kinds or content pieces"),
        ("channels --channel call --credit markov2", "found for all touches together"),
        ("channels --credit markov --why channel=call,won", "no result has a share of its own"),
    ],
)
def test_what_has_no_share_is_refused_in_a_line(rep: Terminal, words: str, said: str) -> None:
    result = rep(f"report {words}")
    assert result.code == 2
    assert said in result.err
    assert len(result.err.strip().splitlines()) == 1


def test_a_share_in_csv_adds_up_too(rep: Terminal) -> None:
    lines = [line.split(",") for line in rep.ok("report channels --credit linear --format csv").splitlines()]
    column = lines[0].index("won")
    assert sum(Fraction(line[column]) for line in lines[1:]) == 1
