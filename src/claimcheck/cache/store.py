"""The file in which readings are kept: one SQLite table from keys to compressed JSON.

Runs may share it: what one writes is a transaction, and one that has to wait too long goes without. It is a cache, so that nothing
that goes wrong with it stops a run, and it is bounded: what was not used for longest goes first.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from claimcheck.cache.place import make_private, refuse_foreign_file, refuse_strange

MOST_BYTES = 512 * 1024**2
"""Of all values together."""
_KEPT_WHEN_FULL = 0.8
_LARGEST = 64 * 1024**2
"""Bytes that one value may unfold into."""
_MOST_WAITING = 8 * 1024**2
"""Bytes that wait to be written."""
_PATIENCE = 5.0
"""Seconds to wait for another process."""
_DAY = 86_400
_FILE = "readings-1.sqlite"
_PARTS = ("", "-journal", "-wal", "-shm")

_TABLE = """
CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, value BLOB NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS by_use ON readings (used, size);
"""


class Store:
    """Readings by key. Not for several threads."""

    def __init__(self, folder: Path, projects: Iterable[Path] = (), *, most_bytes: int = MOST_BYTES) -> None:
        """Opens the cache in a folder, making it where it is missing.

        `projects`: folders that it must not lie in. Raises UnusableCache.
        """
        refuse_strange(folder, projects)
        make_private(folder)
        self._file = folder / _FILE
        for part in _PARTS:
            refuse_foreign_file(Path(f"{self._file}{part}"))
        self._most = most_bytes
        self._database: sqlite3.Connection | None = None
        self._waiting: dict[bytes, bytes] = {}
        self._waiting_bytes = 0
        self._touched: list[bytes] = []
        self._today = int(time.time()) // _DAY
        try:
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            os.close(handle)
            self._database = self._opened()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        try:
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA synchronous = NORMAL")
            database.executescript(_TABLE)
        except BaseException:
            database.close()
            raise
        return database

    def get(self, key: bytes) -> bytes | None:
        """What was kept under a key; None for nothing, and for what cannot be read."""
        if self._database is None:
            return None
        try:
            found = self._database.execute(
                "SELECT value, used FROM readings WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if found is None:
            return None
        value, used = found
        try:
            unfolding = zlib.decompressobj()
            data = unfolding.decompress(value, _LARGEST)
        except (zlib.error, TypeError):
            return None
        if not unfolding.eof:
            return None
        if used != self._today:
            self._touched.append(key)
        return data

    def put(self, key: bytes, value: bytes) -> None:
        """Keeps a value; it is in the file when the store is closed, or earlier."""
        if self._database is None or len(value) > _LARGEST:
            return
        folded = zlib.compress(value, 1)
        if len(folded) > self._most // 4:
            return
        self._waiting[key] = folded
        self._waiting_bytes += len(folded)
        if self._waiting_bytes > _MOST_WAITING:
            self._write()

    def close(self) -> None:
        """Writes what waits, and lets go of the file."""
        self._write()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _write(self) -> None:
        waiting, self._waiting, self._waiting_bytes = self._waiting, {}, 0
        touched, self._touched = self._touched, []
        if self._database is None or not (waiting or touched):
            return
        try:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self._database.executemany(
                    "UPDATE readings SET used = ? WHERE key = ?", [(self._today, key) for key in touched]
                )
                self._database.executemany(
                    "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)",
                    [(key, value, len(value), self._today) for key, value in waiting.items()],
                )
                if waiting:
                    self._make_room(self._database)
                self._database.execute("COMMIT")
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            self._give_up(error)

    def _make_room(self, database: sqlite3.Connection) -> None:
        size = database.execute("SELECT coalesce(sum(size), 0) FROM readings").fetchone()[0]
        if size <= self._most:
            return
        gone: list[tuple[bytes]] = []
        for key, length in database.execute("SELECT key, size FROM readings ORDER BY used, rowid"):
            gone.append((key,))
            size -= length
            if size <= self._most * _KEPT_WHEN_FULL:
                break
        database.executemany("DELETE FROM readings WHERE key = ?", gone)

    def _give_up(self, error: Exception) -> None:
        """Goes on without the cache; a file that is no database is taken away, so that the next run has one again."""
        if self._database is not None:
            self._database.close()
            self._database = None
        self._waiting, self._touched = {}, []
        broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        if broken:
            remove(self._file.parent)


def remove(folder: Path) -> int:
    """Takes the cache in a folder away, and nothing else there; how many bytes that were. Raises OSError."""
    freed = 0
    for file in _files(folder):
        freed += file.lstat().st_size
        file.unlink(missing_ok=True)
    return freed


def measured(folder: Path) -> tuple[int, int]:
    """How many readings are kept in a folder, and bytes of its files; nothing where there is no cache, or none that can be read."""
    files: Sequence[Path] = _files(folder)
    size = sum(file.lstat().st_size for file in files)
    if not files:
        return 0, 0
    try:
        with closing(
            sqlite3.connect(f"file:{_quoted(folder / _FILE)}?mode=ro", uri=True, timeout=_PATIENCE)
        ) as found:
            return int(found.execute("SELECT count(*) FROM readings").fetchone()[0]), size
    except sqlite3.Error:
        return 0, size


def _files(folder: Path) -> list[Path]:
    places = [folder / f"{_FILE}{part}" for part in _PARTS]
    return [place for place in places if place.exists() or place.is_symlink()]


def _quoted(file: Path) -> str:
    from urllib.parse import quote

    return quote(str(file))
