"""One deed a module: log, import, undo, advance a deal."""
