"""What an import answers: one line of arithmetic a file, what was noticed, the rejected rows; or the documented JSON."""

from __future__ import annotations

import sys

from prospector.cli.import_problems import problem_lines
from prospector.cli.invocation import Invocation
from prospector.cli.output import done, remark
from prospector.errors import FailedError
from prospector.importing.headings import some_headings
from prospector.importing.shipped import profile_names
from prospector.render.clean import clean
from prospector.usecases.import_request import ImportSummary

_GOES_ON = 2  # how far the rest of a long line is set in


def show_summaries(
    run: Invocation, summaries: list[ImportSummary], as_json: bool, *, was_shown: bool = False
) -> None:
    """Show what became of the files.

    Args:
        run: the invocation.
        summaries: one of each file.
        as_json: whether as the documented records.
        was_shown: whether somebody saw before how their columns are understood.
    """
    if as_json:
        records = [json_of(summary) for summary in summaries]
        done(run, "", records[0] if len(records) == 1 else list(records), as_json=True)
        return
    for summary in summaries:
        for line in lines_of(summary):
            for piece in folded(line, run.width() if sys.stdout.isatty() else None):
                sys.stdout.write(f"{piece}\n")
        for line in problem_lines(summary, names_file=len(summaries) > 1):
            show_remark(run, line)
        left = [heading for heading in summary.columns_ignored if heading not in summary.misspelt]
        if left and not was_shown:
            show_remark(
                run, f"columns left out of {summary.file}: {some_headings(left)}; a mapping may name them"
            )


def show_remark(run: Invocation, line: str) -> None:
    """Say something beside the answer; on a terminal it is broken between words."""
    for piece in folded(line, run.width() if sys.stderr.isatty() else None):
        remark(piece)


def folded(line: str, width: int | None) -> list[str]:
    """A line as it is written; on a terminal it is broken between words, and what goes on is set in.

    Args:
        line: the text; spaces at its beginning stay.
        width: of the terminal, in cells; None where nobody looks, and a line stays one line.
    """
    text = clean(line)
    start = text.lstrip(" ")
    margin = " " * (len(text) - len(start))
    if width is None:
        return [text]
    from prospector.render.terminal_lines import wrapped  # lazy: only where somebody looks

    if len(list(wrapped(start, width - len(margin)))) == 1:
        return [text]
    first, *rest = wrapped(start, width - len(margin) - _GOES_ON)
    return [f"{margin}{first}", *(f"{margin}{' ' * _GOES_ON}{piece}" for piece in rest)]


def json_of(summary: ImportSummary) -> dict[str, object]:
    """The fields of `import --json`."""
    return {
        "file": summary.file,
        "sha256": summary.sha256,
        "profile": summary.profile,
        "as": summary.kind,
        "import_id": summary.import_id,
        "dry_run": summary.dry_run,
        "stored": summary.stored,
        "rows": summary.rows,
        "added": summary.added,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "skipped": summary.skipped,
        "rejected": summary.rejected,
        "rejects_file": summary.rejects_file,
        "contacts_added": summary.contacts_added,
        "accounts_added": summary.accounts_added,
        "problems": [
            {"line": problem.line, "column": problem.column, "message": problem.message}
            for problem in summary.problems
        ],
        "mode": summary.mode.value,
        "changed": dict(summary.changed),
        "kept": dict(summary.kept),
        "remarks": list(summary.remarks),
        "talk_threshold": summary.talk_threshold,
        "decided_by_talk": summary.decided_by_talk,
        "merged": summary.merged,
        "seen_before": summary.seen_before,
        "columns_ignored": list(summary.columns_ignored),
    }


def lines_of(summary: ImportSummary) -> list[str]:
    """The arithmetic in words, and what was noticed."""
    counts = [
        f"{number:,} {word}"
        for word, number in (
            ("added", summary.added),
            ("updated", summary.updated),
            ("unchanged", summary.unchanged),
            ("skipped", summary.skipped),
            ("rejected", summary.rejected),
        )
        if number or word == "added"
    ]
    shipped = summary.profile in profile_names()
    name = " · ".join([summary.file, *([summary.profile] if shipped else []), summary.kind])
    if summary.dry_run:
        name = f"dry run · {name}"
    elif summary.rejected and not summary.stored:
        name = f"--strict, nothing was stored · {name}"
    elif summary.import_id is not None and summary.seen_before is None:
        name = f"import {summary.import_id} · {name}"
    lines = [f"{name} · {summary.rows:,} row{'' if summary.rows == 1 else 's'}: {', '.join(counts)}"]
    if summary.seen_before is not None:
        lines.append(f"  this very file was import {summary.seen_before}; nothing to do")
    if summary.changed:
        fields = ", ".join(f"{name} {count:,}" for name, count in summary.changed.items())
        lines.append(f"  updated {summary.updated:,}: {fields}")
    people = [
        f"{number:,} new {word}{'' if number == 1 else 's'}"
        for word, number in (("contact", summary.contacts_added), ("account", summary.accounts_added))
        if number and word + "s" != summary.kind
    ]
    lines += [f"  {', '.join(people)}"] if people else []
    if summary.decided_by_talk:
        outcomes = "1 outcome" if summary.decided_by_talk == 1 else f"{summary.decided_by_talk:,} outcomes"
        other = "; --talk-threshold sets another limit" if summary.talk_is_default else ""
        lines.append(
            f"  talk time decided {outcomes}: a conversation from {summary.talk_threshold} s on{other}"
        )
    if summary.merged:
        rows = "1 row tells" if summary.merged == 1 else f"{summary.merged:,} rows tell"
        lines.append(f"  {rows} of what another source had told: merged")
    lines += [f"  {text}" for text in summary.remarks]
    return lines


def refused_whole(summaries: list[ImportSummary]) -> FailedError:
    """Say of which files `--strict` stored nothing, and what helps."""
    count = sum(summary.rejected for summary in summaries)
    rows = "1 row is" if count == 1 else f"{count:,} rows are"
    files = ", ".join(summary.file for summary in summaries)
    it = "it" if count == 1 else "them"
    return FailedError(
        f"{files}: {rows} rejected, and --strict stores nothing then",
        hint=f"put {it} right in the file itself, or leave --strict out",
    )
