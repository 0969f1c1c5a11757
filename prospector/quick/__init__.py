"""The quick front end: a log typed in its ordinary form, its undo and completion do not wait for Typer.

`prospector call jane` is typed a hundred times a day, and half of what it took was importing the command line's
framework. So the console script looks at its words first: a log verb with known options is read with the table that the
Typer commands are made from (`cli/log_words.py`), handed to the one logging use-case, and answered with the same lines.
`undo` alone takes the last command back, and `__complete` answers the shells' scripts (`completion.py`). Anything else, help
and every error included, goes to Typer before anything was written.
"""
