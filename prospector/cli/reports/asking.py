"""What every report asks for and how it answers: the period, the confidence, the form, a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.domain.credit import Credit, Model
from prospector.domain.day import read_day
from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import read_period
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING, dataclass
from prospector.render.files import write_to
from prospector.render.formats import Format, show, text_of
from prospector.reports.basis import Basis
from prospector.reports.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from prospector.reports.evidence import Why
    from prospector.store.store import Store
    from prospector.usecases.reports.why import Told

_DEFAULT_PERIOD = "this-quarter"
LevelOption = Annotated[
    int | None,
    typer.Option(
        "--level", metavar="PERCENT", min=50, max=99, help="Confidence of ranges (80).", show_default=False
    ),
]
WhyOption = Annotated[
    str | None,
    typer.Option(
        "--why", metavar="ROW,FIGURE", help="The rows behind a figure, as in channel=call,conversations."
    ),
]
OutputOption = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")]


@dataclass(frozen=True, slots=True)
class Way:
    """How the answer is to be given."""

    form: Format
    as_json: bool
    output: str | None


def _rates(said: Mapping[str, str]) -> dict[str, Decimal]:
    """What other currencies are worth, read."""
    if not said:
        return {}
    from decimal import Decimal  # lazy: few stores have deals in several currencies

    return {code: Decimal(rate) for code, rate in said.items()}


def basis_of(
    run: Invocation,
    period: str | None,
    as_of: str | None,
    filters: Filters,
    level: int | None,
    model: Model = Model.DIRECT,
) -> Basis:
    """What was asked, on the settings' definitions; a period like this-quarter is the one that as-of lies in."""
    day = run.today if as_of is None else read_day(as_of, run.today)
    if day > run.today:
        raise InvalidValueError(f"--as-of {day} is still to come", hint="facts are known up to today")
    settings = run.settings
    return Basis(
        period=read_period(period or _DEFAULT_PERIOD, day),
        as_of=day,
        exchange=Exchange(settings.currency, _rates(settings.rates)),
        filters=filters,
        confidence=settings.level if level is None else level / 100,
        horizon_days=settings.horizon_days,
        new_conversation_days=settings.new_conversation_days,
        credit=Credit(
            model=model,
            lookback=settings.lookback_days,
            conversation_lookback=settings.conversation_lookback_days,
            weights=settings.position_weights,
            half_life=settings.half_life_days,
        ),
    )


def answer(run: Invocation, document: Document, way: Way) -> None:
    """Show a report, or write it to a file."""
    form = Format.JSON if way.as_json else way.form
    if way.output is None:
        show(document, form, sys.stdout, width=run.width())
        return
    write_to(way.output, text_of(document, form))
    if sys.stderr.isatty():
        from prospector.cli.output import remark  # lazy: it knows of logs too

        remark(f"written to {os.path.abspath(way.output)}")


def answer_why(
    run: Invocation,
    basis: Basis,
    way: Way,
    text: str,
    tell: Callable[[Store, Why], Told],
    *,
    words: tuple[str, ...] | None = None,
) -> None:
    """Show the rows behind a figure, or write them to a file.

    Args:
        run: the command.
        basis: of the report.
        way: how to answer.
        text: which figure, as the user wrote it.
        tell: looks the rows up.
        words: further definitions for the heading; those of a shared model unless told.
    """
    from prospector.reports import evidence_layout  # lazy: most reports are asked without --why
    from prospector.reports.evidence import read_why  # lazy: the same

    why = read_why(text)
    if words is None:
        words = basis.credit.words if basis.credit.is_shared else ()
    with run.read_store() as store:
        told = tell(store, why)
    document = evidence_layout.layout(
        told.evidence,
        basis.heading("", *words)[1:],
        told.records,
        told.columns,
        exponent=basis.exchange.exponent,
        whole=way.form is Format.CSV,
        tidy=way.output is None and sys.stdout.isatty(),
    )
    answer(run, document, way)
