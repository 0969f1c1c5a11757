"""The quick front end: commands typed in their ordinary form do not wait for Typer, a log least of all.

`prospector call jane` is typed a hundred times a day, and half of what it took was importing the command line's
framework. So the console script looks at its words first: a log verb with known options is read with the table that the
Typer commands are made from (`cli/log_words.py`), handed to the one logging use-case, and answered with the same lines.
`undo` alone takes the last command back, and `__complete` answers the shells' scripts (`completion.py`).
Any other command in its plain form is read from the declaration that Typer's is made from (`plain.py`). Anything else, help and
every slip included, goes to Typer before anything was written.
"""
