"""Statistics, each with its source; standard library only."""
