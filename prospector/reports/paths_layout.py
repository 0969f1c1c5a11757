"""How `report paths` is laid out: its tables, its sentences, its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prospector.domain.credit import Model
from prospector.domain.journeys import Goal
from prospector.reports.document import Cell, Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.paths import CAME_IN, NOBODY_NAMED, PathLine, Paths, spelt
from prospector.reports.paths_models import FEWEST_RESULTS, MODELS, ModelLine, Models
from prospector.reports.shared import NOT_CAUSAL

WORDS = {
    Goal.CONVERSATION: ("conversation", "conversations"),
    Goal.APPOINTMENT: ("appointment", "appointments"),
    Goal.HELD: ("held appointment", "held appointments"),
    Goal.DEAL: ("deal", "deals"),
    Goal.WON: ("win", "wins"),
}
_RANKS = {Model.MARKOV3: 9, Model.MARKOV2: 8, Model.SHAPLEY: 6, Model.TIME_DECAY: 5, Model.POSITION: 4}
_TITLES = {Model.TIME_DECAY: "decay"}


def layout(paths: Paths, top: int) -> Document:
    """Lay the report out.

    Args:
        paths: the report.
        top: how many paths are listed; JSON has as many.
    """
    basis = paths.basis
    tables = [_table(paths, top)]
    if paths.models:
        tables.append(_models_table(paths, paths.models))
    return Document(
        title=basis.heading(f"Paths to {WORDS[paths.goal][1]}", lookback_words(paths)),
        tables=tuple(tables),
        sentences=tuple(_sentences(paths)),
        data=_data(paths, top),
    )


def lookback_words(paths: Paths) -> str:
    """How far back it looks: `look-back 30 days`."""
    credit = paths.basis.credit
    days = credit.conversation_lookback if paths.goal is Goal.CONVERSATION else credit.lookback
    return f"look-back {days} days"


def _table(paths: Paths, top: int) -> Table:
    columns = [
        Column("path", "path"),
        Column("results", WORDS[paths.goal][1], Sort.COUNT),
        Column("share", "share", Sort.PERCENT),
        Column("touches", "touches", Sort.COUNT),
        Column("median_days", "days", Sort.DAYS),
    ]
    if paths.revenue is not None:
        columns.append(Column("revenue", "revenue", Sort.MONEY))
    rows = [_row(paths, spelt(line.path), [line], line) for line in paths.lines[:top]]
    rest = paths.lines[top:]
    if rest:
        rows.append(_row(paths, f"{len(rest):,} other {'path' if len(rest) == 1 else 'paths'}", rest))
    for name, count in ((NOBODY_NAMED, paths.unnamed), (CAME_IN, paths.came_in)):
        if count:
            rest_of = [] if paths.revenue is None else [_without_path(paths)]
            rows.append(Row((name, count, _share(paths, count), None, None, *rest_of)))
    if rows:
        cells: list[Cell] = ["all", paths.results, _share(paths, paths.results)]
        cells += [paths.touches[0] if paths.touches else None, paths.days[0] if paths.days else None]
        rows.append(Row((*cells, *([paths.revenue] if paths.revenue is not None else [])), total=True))
    return Table(
        tuple(columns),
        tuple(rows),
        empty=f"no {WORDS[paths.goal][1]} in this period",
        exponent=paths.basis.exchange.exponent,
    )


def _row(paths: Paths, name: str, lines: Sequence[PathLine], one: PathLine | None = None) -> Row:
    results = sum(line.results for line in lines)
    cells: list[Cell] = [name, results, _share(paths, results)]
    cells += [len(one.path) if one else None, one.median_days if one else None]
    if paths.revenue is not None:
        cells.append(sum(line.revenue or 0 for line in lines))
    return Row(tuple(cells))


def _share(paths: Paths, results: int) -> float | None:
    """What results are of all; under ten there are counts alone."""
    return results / paths.results if paths.results >= FEWEST_RESULTS else None


def _without_path(paths: Paths) -> int:
    """The revenue of wins without a touch; a tally is no win."""
    return (paths.revenue or 0) - sum(line.revenue or 0 for line in paths.lines)


def _models_table(paths: Paths, models: Models) -> Table:
    columns = [
        Column("channel", ""),
        *(
            Column(model.value, _TITLES.get(model, model.value), Sort.COUNT, _RANKS.get(model, 0))
            for model in MODELS
        ),
        Column("spread", "spread %", Sort.RANGE, 1),
        Column("range", "range %", Sort.RANGE, 2),
    ]
    rows = [
        Row(
            (line.channel, *(line.numbers[model] for model in MODELS), _pair(line.spread), _pair(line.likely))
        )
        for line in models.lines
    ]
    nothing = (None, None)
    if any(models.came_in.values()):
        rows.append(Row((CAME_IN, *(models.came_in[model] for model in MODELS), nothing, nothing)))
    if rows:
        rows.append(Row(("all", *(float(paths.results) for _ in MODELS), nothing, nothing), total=True))
    return Table(
        tuple(columns),
        tuple(rows),
        heading=f"{WORDS[paths.goal][1]} credited by each model",
        empty="nothing to share",
    )


def _pair(found: tuple[float, float] | None) -> tuple[float | None, float | None]:
    return found or (None, None)


def _sentences(paths: Paths) -> Iterable[Sentence]:
    one, many = WORDS[paths.goal]
    if paths.touches and paths.days:
        middle, most = paths.touches
        touches = f"{middle:g} {'touch' if middle == 1 else 'touches'}"
        text = f"Half of the {many} took {touches} or fewer, nine in ten {most:g} or fewer"
        yield Sentence("Touches", f"{text}; half came within {paths.days[0]:.1f} days of the first.")
    if paths.came_in:
        yield Sentence("Came in", f"{paths.came_in:,} without a touch inside the look-back.")
    if paths.models and paths.results:
        yield from _models_sentences(paths, paths.models, many)
    if paths.results:
        yield Sentence("Counted", _counted(paths, one))
        yield Sentence("Credit", NOT_CAUSAL)


def _counted(paths: Paths, one: str) -> str:
    text = f"A journey runs from the {one} before it, which is not part of it, to the {one}."
    if paths.models:
        people = "contact" if paths.nulls == 1 else "contacts"
        text += (
            f"\nmarkov counts {paths.nulls:,} {people} too whose touches ended in this period without a {one}; "
            f"who was touched in the last {paths.basis.horizon_days} days is still open."
        )
    return text


def _models_sentences(paths: Paths, models: Models, many: str) -> Iterable[Sentence]:
    if paths.results < FEWEST_RESULTS:
        text = f"{paths.results} {many} are too few for shares: counts alone."
        yield Sentence("Models", text, Tone.UNCERTAIN)
        return
    if models.agreement is not None:
        tone = Tone.GOOD if models.agreement and not models.is_indicative else Tone.UNCERTAIN
        yield Sentence("Models", _agreement(models), tone)
    spreads = [f"{line.channel}: {_spread(line)}" for line in models.lines if line.spread and line.spread[1]]
    if spreads:
        yield Sentence("Spread", "; ".join(spreads) + ", depending on the model.")
    sure = f"{paths.basis.confidence * 100:g} %"
    text = f"The range is where the share under linear credit would lie with other luck, {sure} sure."
    if models.is_indicative:
        text += f" {paths.results} {many} are few: all shares are indicative."
    yield Sentence("Range", text, Tone.UNCERTAIN if models.is_indicative else Tone.PLAIN)


def _agreement(models: Models) -> str:
    firsts: dict[str, list[str]] = {}
    for model, channel in models.leaders.items():
        firsts.setdefault(channel, []).append(model.value)
    if models.agreement:
        return f"All models that share have {next(iter(firsts))} in the first place."
    ways = "; ".join(f"{channel} by {', '.join(names)}" for channel, names in firsts.items())
    return f"The models do not agree on the first place: {ways}."


def _spread(line: ModelLine) -> str:
    low, high = (round(share * 100) for share in line.spread or (0.0, 0.0))
    return f"{low} %" if low == high else f"{low} to {high} %"


def _data(paths: Paths, top: int) -> dict[str, object]:
    basis = paths.basis
    definitions: dict[str, object] = {
        "to": paths.goal.value,
        "journey": "touches after the result before it of the same sort, up to the result, inside the look-back",
        "lookback_days": basis.credit.conversation_lookback
        if paths.goal is Goal.CONVERSATION
        else basis.credit.lookback,
        "position_weights": list(basis.credit.weights),
        "half_life_days": basis.credit.half_life,
        "horizon_days": basis.horizon_days,
        "confidence": basis.confidence,
        "attribution": NOT_CAUSAL,
    }
    major = basis.exchange.major
    found: dict[str, object] = {
        **basis.common("paths", definitions),
        "to": paths.goal.value,
        "results": paths.results,
        "unattributed": paths.came_in,
        "unnamed": paths.unnamed,
        "null_journeys": paths.nulls,
        "touches_needed": _quantiles(paths.touches),
        "days_needed": _quantiles(paths.days),
        "paths": [
            {
                "path": list(line.path),
                "results": line.results,
                "revenue": None if line.revenue is None else major(line.revenue),
                "touches": len(line.path),
                "median_days": line.median_days,
            }
            for line in paths.lines[:top]
        ],
        "paths_in_all": len(paths.lines),
    }
    if paths.models:
        found["credit"] = [_model_data(line, basis.confidence) for line in paths.models.lines]
        found["unattributed_by_model"] = {
            model.value: number for model, number in paths.models.came_in.items()
        }
        found["agreement"] = paths.models.agreement
        found["leaders"] = {model.value: channel for model, channel in paths.models.leaders.items()}
        found["indicative"] = paths.models.is_indicative
    return found


def _quantiles(found: tuple[float, float] | None) -> dict[str, float] | None:
    return {"median": found[0], "nine_in_ten": found[1]} if found else None


def _model_data(line: ModelLine, confidence: float) -> dict[str, object]:
    spread, likely = line.spread, line.likely
    return {
        "channel": line.channel,
        **{model.value: number for model, number in line.numbers.items()},
        "spread": {"low": spread[0], "high": spread[1]} if spread else None,
        "range": {"model": "linear", "low": likely[0], "high": likely[1], "confidence": confidence}
        if likely
        else None,
    }
