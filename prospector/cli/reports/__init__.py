"""The reports at the command line: one module a report, named like it; `prospector.cli.report` lists them."""
