"""What an import does with rows that the store knows already."""

from __future__ import annotations

from prospector.light import StrEnum


class ImportMode(StrEnum):
    """Which rows of a file are stored, and which change what is stored."""

    ADD = "add"  # what is not known is added; what is known stays as it is
    UPDATE = "update"  # what is known gets the file's values; what is not known is left out
    UPSERT = "upsert"  # what is known gets the file's values; what is not known is added
