"""Making reports: fetch the figures in one state of the store, and build; one module a report."""
