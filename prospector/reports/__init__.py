"""One module a report: its specification, a frozen result, a pure build, a layout."""
