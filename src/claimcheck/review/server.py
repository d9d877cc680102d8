"""Serving a review on this machine, and checking anew when files change."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from watchfiles import Change, DefaultFilter, awatch

from claimcheck.documents.formats import SUFFIXES
from claimcheck.review.app import Listeners, review_app
from claimcheck.review.session import CannotCheck, ReviewSession

LOOPBACK = "127.0.0.1"
_DEBOUNCE = 300
"""Milliseconds of quiet after a change before it counts: editors write in several steps."""


class CannotServe(Exception):
    """The port is taken or may not be used."""


class ReviewServer:
    """A review on a port of this machine."""

    def __init__(
        self,
        session: ReviewSession,
        *,
        watched: Sequence[Path] = (),
        decided: Sequence[Path] = (),
        port: int = 0,
        say: Callable[[str], None] = lambda message: None,
    ) -> None:
        """`watched`: files and folders on whose change the check runs anew. `decided`: the files that decisions stand in.

        `port`: 0 for any that is free. `say`: where to tell the person at the terminal something. Raises CannotServe.
        """
        self._session = session
        self._listeners = Listeners()
        self._watched, self._decided, self._say = watched, decided, say
        self._socket = _bound(port)
        self.port = int(self._socket.getsockname()[1])
        token = secrets.token_urlsafe(24)
        self.url = f"http://{LOOPBACK}:{self.port}/{token}/"
        app = review_app(session, self._listeners, token=token, port=self.port, lifespan=self._lifespan)
        self._server = _Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=2,
                ws="none",
            ),
            self._listeners,
        )

    def run(self) -> None:
        """Serves until it is interrupted or stopped."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Ends the review, from another thread."""
        self._server.should_exit = True

    @property
    def started(self) -> bool:
        """Whether requests are answered."""
        return self._server.started

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        over = asyncio.Event()
        watching = asyncio.create_task(self._watch(over))
        try:
            yield
        finally:
            over.set()
            await watching

    async def _watch(self, over: asyncio.Event) -> None:
        folders = [path.resolve() for path in self._watched if path.is_dir()]
        files = {path.resolve() for path in self._watched if not path.is_dir()}
        kept = {path.resolve() for path in self._decided}
        tasks = [self._follow(folders, over, recursive=True, only=None)] if folders else []
        # A file that an editor replaces is followed through its folder.
        parents = sorted({path.parent for path in files | kept if path.parent.is_dir()})
        if parents:
            tasks.append(self._follow(parents, over, recursive=False, only=files | kept))
        await asyncio.gather(*tasks)

    async def _follow(
        self, roots: Sequence[Path], over: asyncio.Event, *, recursive: bool, only: set[Path] | None
    ) -> None:
        kept = {path.resolve() for path in self._decided}
        filtered = DefaultFilter()

        def counts(change: Change, name: str) -> bool:
            path = Path(name)
            if only is not None:
                return path in only
            return filtered(change, name) and path.suffix.lower() in SUFFIXES and path.name[0] != "."

        async for changes in awatch(
            *roots, watch_filter=counts, debounce=_DEBOUNCE, stop_event=over, recursive=recursive
        ):
            changed = {Path(name) for _, name in changes}
            if changed & kept:
                self._listeners.tell("decisions", None)
            if changed - kept:
                await self._anew()

    async def _anew(self) -> None:
        try:
            different = await asyncio.to_thread(self._session.run)
        except CannotCheck as error:
            self._say(str(error))
            self._listeners.tell("problem", str(error))
            return
        if different:
            self._say("the documents changed: checked again")
        self._listeners.tell("report", self._session.version)


class _Server(uvicorn.Server):
    """Ends the open streams first: waiting for them would take forever."""

    def __init__(self, config: uvicorn.Config, listeners: Listeners) -> None:
        super().__init__(config)
        self._listeners = listeners

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then all else."""
        self._listeners.close()
        await super().shutdown(sockets)


def _bound(port: int) -> socket.socket:
    """A socket on the loopback interface, so that no other machine can reach it."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let others take the port, too
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((LOOPBACK, port))
        made.listen()  # a browser that is quicker than the server waits
    except (OSError, OverflowError) as error:
        made.close()
        raise CannotServe(f"port {port}: {getattr(error, 'strerror', None) or error}") from None
    return made
