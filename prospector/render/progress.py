"""A progress bar on a terminal's standard error; nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Progress = Callable[[int, int], None]
_WORTH_A_BAR = 1 << 20  # bytes; a smaller file is done before the eye sees it


@contextmanager
def progress_bar(label: str, stream: TextIO) -> Iterator[Progress | None]:
    """Show how far a file is.

    Yields:
        What to tell the bytes done and the bytes in all; None where nobody looks.
    """
    if not stream.isatty():
        yield None
        return
    from rich.console import Console  # lazy: only a terminal shows a bar
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None, visible=False)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total > _WORTH_A_BAR)

        yield tell
