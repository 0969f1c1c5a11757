"""`plan`: structured plans, and who is in them."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import AccountFilter, FormOption, JsonOption, SourceFilter, TagFilter
from prospector.cli.output import answer, done, remark
from prospector.cli.prompting import asking
from prospector.domain.day import read_day
from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError
from prospector.importing.plan_file import load_plan
from prospector.render.formats import Format
from prospector.reports.plan_pages import Place, plan_list, plan_page
from prospector.usecases.plans import (
    Setting,
    Standing,
    add_plan,
    enrol,
    list_plans,
    remove_plan,
    show_plan,
    stop,
)
from prospector.usecases.which import Filters

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

PlanArgument = Annotated[str, typer.Argument(metavar="PLAN", show_default=False)]


@app.command("list")
def list_command(
    context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List the plans: those that come with the program, and yours.

    \b
        plan list
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        lines = list_plans(store, _setting(run))
    answer(
        run, plan_list([(each.plan, each.own, each.enrolled, each.running) for each in lines]), form, as_json
    )


@app.command("show")
def show_command(
    context: typer.Context, name: PlanArgument, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """Show the steps of a plan, and where everybody in it stands.

    \b
        plan show cold-outreach
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        plan, standings = show_plan(store, name, _setting(run))
    answer(run, plan_page(plan, [_place(each) for each in standings]), form, as_json)


@app.command("add")
def add(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.toml", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Add a plan of your own, from a TOML file.

    It has a name, a summary, and [[steps]] in the order of their days, each with day, channel, what, and kind if that matters.

    \b
        plan add after-the-fair.toml
    """
    run: Invocation = context.obj
    plan = load_plan(file)
    with run.write_store() as store:
        replaced = add_plan(store, plan, at=run.seconds, rep=run.settings.rep)
    line = f"plan · {plan.name} · {'replaced' if replaced else 'added'} · {len(plan.steps)} step{'' if len(plan.steps) == 1 else 's'}"
    done(run, line, plan_page(plan, ()).told, as_json)


@app.command("remove")
def remove(context: typer.Context, name: PlanArgument, as_json: JsonOption = False) -> None:
    """Remove a plan of your own that nobody was ever in.

    \b
        plan remove after-the-fair
    """
    run: Invocation = context.obj
    with run.write_store() as store:
        plan = remove_plan(store, name, at=run.seconds, rep=run.settings.rep)
    done(run, f"plan · {plan.name} · removed", plan_page(plan, ()).told, as_json)


@app.command("enrol")
def enrol_command(
    context: typer.Context,
    name: PlanArgument,
    who: Annotated[list[str] | None, typer.Argument(metavar="[WHO]...", show_default=False)] = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    account: AccountFilter = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="When it began: today unless told.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Put contacts into a plan, by name or by a filter.

    Its steps fall due on your working days; logging the touch does the step, and a reply or a conversation ends it.

    \b
        plan enrol cold-outreach jane bob
        plan enrol trade-show --tag expo
    """
    run: Invocation = context.obj
    filters = Filters(tag=tag, source=source, account=account)
    if who and filters != Filters():
        raise InvalidValueError("names and a filter contradict", hint="leave one out")
    started = Moment.of(run.now) if on is None else Moment.on(read_day(on, run.today))
    names = list(who or ())

    def attempt(chosen: str | None, _: bool) -> None:
        with run.write_store() as store:
            given = enrol(
                store,
                name,
                [chosen] if chosen else names,
                filters,
                started=started,
                at=run.seconds,
                rep=run.settings.rep,
                horizon=run.settings.horizon_days,
            )
        step = given.plan.steps[0]
        whom = str(given.people[0]) if len(given.people) == 1 else f"{len(given.people)} contacts"
        line = f"plan · {given.plan.name} · {whom} · first: {step.channel}, {step.what.rstrip('.')}"
        fields = [{"contact_id": each.id, "contact": each.name} for each in given.people]
        done(run, line, {"plan": given.plan.name, "started_at": str(started), "enrolled": fields}, as_json)
        for reason, count in given.left_out.items():
            remark(f"{count:,} left out: {reason}")

    if len(names) == 1:
        asking(run, attempt)
    else:
        attempt(None, False)


@app.command("stop")
def stop_command(
    context: typer.Context,
    who: Annotated[list[str], typer.Argument(metavar="WHO...", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Take contacts out of the plan that they are in.

    \b
        plan stop jane
    """
    run: Invocation = context.obj
    with run.write_store() as store:
        stopped = stop(
            store,
            who,
            now=Moment.of(run.now),
            rep=run.settings.rep,
            horizon=run.settings.horizon_days,
        )
    line = "\n".join(f"plan · {plan.name} · {person} · stopped" for person, plan in stopped)
    fields = [
        {"plan": plan.name, "contact_id": person.id, "contact": person.name} for person, plan in stopped
    ]
    done(run, line, list(fields), as_json)


def _setting(run: Invocation) -> Setting:
    week = run.calendar
    return Setting(week=week, horizon=run.settings.horizon_days)


def _place(standing: Standing) -> Place:
    so_far, person = standing.progress, standing.person
    done_steps = sum(touch is not None for touch in so_far.done)
    state = so_far.end.value if so_far.end else "in it"
    return (
        person.id,
        person.name,
        person.account,
        standing.started.day,
        done_steps,
        standing.due,
        state,
    )
