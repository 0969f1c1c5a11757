"""Staged activities that the store has, or had and deleted: noted by one statement, and put aside."""

from __future__ import annotations

from prospector.store.loading.load import OTHER_CONTENT, Load
from prospector.store.loading.staging import Staging

# Looked for once: of a large store, the index is more than what is held of it in memory. What stands before the staged
# rows is nothing where nothing can be known; then they are not even passed.
_NOTE = """
CREATE TEMP TABLE known AS
SELECT staged.rowid AS number, staged.line, activity.content_hash <> staged.content_hash AS differs
FROM (SELECT 1 FROM activity LIMIT 1) CROSS JOIN temp.staged AS staged CROSS JOIN activity USING (identity)
UNION ALL
SELECT staged.rowid, staged.line, 0
FROM (SELECT 1 FROM origin WHERE kind = 'activities' LIMIT 1) CROSS JOIN temp.staged AS staged
WHERE staged.identity IN (SELECT identity FROM origin WHERE kind = 'activities')
"""


class Known:
    """The staged rows that are known, by their number in the temporary table `known`.

    Attributes:
        has_changed: whether others were known when it was looked again.
    """

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._execute = staging.connection.execute
        self._version: int | None = None
        self.has_changed = False

    def note(self) -> int:
        """Note them, unless they are noted and nobody has written to the store since.

        Returns:
            How many they are.
        """
        if self._version is None or self._version != self._store_version():
            before = self._numbers()
            self._execute("DROP TABLE IF EXISTS temp.known")
            self._execute(_NOTE)
            self.has_changed = self._version is not None and before != self._numbers()
            self._version = self._store_version()
        return int(self._execute("SELECT count(*) FROM temp.known").fetchone()[0])

    def put_aside(self, load: Load) -> None:
        """Leave the noted rows out, and account for them."""
        count, line = self._execute("SELECT count(*), min(line) FROM temp.known WHERE differs").fetchone()
        if count:
            load.tally.remark(OTHER_CONTENT, line, count)
        load.tally.unchanged += self._staging.drop("rowid IN (SELECT number FROM temp.known)")

    def _numbers(self) -> set[int]:
        if self._version is None:
            return set()
        return {number for (number,) in self._execute("SELECT number FROM temp.known")}

    def _store_version(self) -> int:
        """A number that is another one as soon as somebody else has written to the store."""
        return int(self._execute("PRAGMA data_version").fetchone()[0])
