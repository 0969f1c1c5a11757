"""Put the rows of a CSV file into a table of text columns with SQLAlchemy Core: `bare_insert.py FILE STORE`."""

from __future__ import annotations

import csv
import sys
from itertools import islice

_AT_ONCE = 10_000


def main() -> None:
    """Insert everything in one transaction, nothing checked, no index."""
    from sqlalchemy import Column, MetaData, Table, Text, create_engine

    file, store = sys.argv[1:]
    engine = create_engine(f"sqlite:///{store}")
    with open(file, newline="", encoding="utf-8") as text, engine.begin() as connection:
        reader = csv.reader(text)
        header = next(reader)
        table = Table("rows", MetaData(), *(Column(name, Text) for name in header))
        table.create(connection)
        while rows := list(islice(reader, _AT_ONCE)):
            padded = ([*row, *[None] * len(header)][: len(header)] for row in rows)
            connection.execute(table.insert(), [dict(zip(header, row, strict=True)) for row in padded])


if __name__ == "__main__":
    main()
