"""The pages and addresses of a review, as an ASGI application.

Everything stands below a random token, which only the one who started the review knows. Requests are refused that name another
host (a web page that made its own name point here) or, where they change something, that come from another page. Nothing is
offered to other origins.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimcheck.documents import UnreadableDocument
from claimcheck.documents.decoding import decode, load
from claimcheck.judges.record import RecordError
from claimcheck.model import Answer
from claimcheck.report.links import WEB_PAGES
from claimcheck.review.session import ReviewSession, UnknownFinding
from claimcheck.suppressions import BaselineError
from claimcheck.suppressions.decisions import DECISIONS, Decision, OutdatedDecision

MOST_BYTES = 65_536
"""Of a request: a decision with its reason is far smaller."""
MOST_CHARACTERS = 2_000
"""Of a reason or a note."""
_AS_THEY_ARE = {".pdf": "application/pdf"}
_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Listeners:
    """The open pages, each with a queue of what it has not been told yet."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[tuple[str, Any] | None]] = set()
        self._closed = False

    def tell(self, event: str, data: Any) -> None:
        """Tell all open pages."""
        for queue in self._queues:
            queue.put_nowait((event, data))

    def close(self) -> None:
        """End all streams: the review is over."""
        self._closed = True
        for queue in self._queues:
            queue.put_nowait(None)

    async def stream(self, *first: tuple[str, Any]) -> AsyncIterator[str]:
        """What a page is told, as server-sent events: `first`, then whatever comes."""
        queue: asyncio.Queue[tuple[str, Any] | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            for event, data in first:
                yield _event(event, data)
            while not self._closed and (told := await queue.get()) is not None:
                yield _event(*told)
        finally:
            self._queues.discard(queue)


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


class Guard:
    """Lets only requests through that name this host and, where they change something, come from this page."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(Request(scope))
        if refused is not None:
            await Response(refused, 403, media_type="text/plain")(scope, receive, _with_headers(send))
            return
        await self._app(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> str | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return "This host is not served."
        site = request.headers.get("sec-fetch-site", "none")
        # A link that somebody follows here is no harm: the page that it stands on learns nothing.
        followed = request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate"
        if site not in ("same-origin", "none") and not followed:
            return "Requests of other pages are not answered."
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "Requests of other pages are not answered."
        if request.method not in ("GET", "HEAD") and origin is None:
            return "The page that asks must name itself."
        return None


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message.get("headers", [])}
            extra = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
            message["headers"] = [
                *message.get("headers", []),
                *((n, v) for n, v in extra if n not in present),
            ]
        await send(message)

    return sent


def review_app(
    session: ReviewSession,
    listeners: Listeners,
    *,
    token: str,
    port: int,
    lifespan: Callable[[Starlette], Any] | None = None,
) -> Starlette:
    """The application: the page, the decisions, the documents, and a stream of what changes."""
    pages = _Pages(session, listeners)
    routes = [
        Route("/{token}/", pages.report),
        Route("/{token}/decisions", pages.decisions, methods=["GET"]),
        Route("/{token}/decisions", pages.decide, methods=["POST"]),
        Route("/{token}/judgements", pages.judge, methods=["POST"]),
        Route("/{token}/events", pages.events),
        Route("/{token}/file/{number:int}/{name}", pages.file),
    ]
    hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts), Middleware(_KnowsToken, token=token)],
        lifespan=lifespan,
    )


class _KnowsToken:
    """Answers only below the token; to all others the review does not exist."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose path begins with the token."""
        if scope["type"] == "http":
            given = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
            if not secrets.compare_digest(given.encode(), self._token):
                message = "Open the address that `claimcheck review` printed.\n"
                await Response(message, 404, media_type="text/plain")(scope, receive, send)
                return
        await self._app(scope, receive, send)


class _Pages:
    """What is answered to each request."""

    def __init__(self, session: ReviewSession, listeners: Listeners) -> None:
        self._session = session
        self._listeners = listeners

    async def report(self, request: Request) -> Response:
        return HTMLResponse(self._session.page)

    async def decisions(self, request: Request) -> Response:
        try:
            made = await run_in_threadpool(self._session.decisions)
        except BaselineError as error:
            return JSONResponse({"message": str(error)}, 409)
        return JSONResponse({"decisions": made})

    async def decide(self, request: Request) -> Response:
        try:
            given = await _body(request)
            fingerprint, made, seen = _asked(given)
        except ValueError as error:
            return JSONResponse({"message": str(error)}, 400)
        try:
            now = await run_in_threadpool(self._session.decide, fingerprint, made, seen)
        except UnknownFinding:
            return JSONResponse({"message": "The report has no such finding any more."}, 404)
        except OutdatedDecision:
            present = (await run_in_threadpool(self._session.decisions)).get(fingerprint)
            message = "This was decided otherwise meanwhile; look again."
            return JSONResponse({"message": message, "decision": present}, 409)
        except BaselineError as error:
            return JSONResponse({"message": str(error)}, 409)
        except OSError as error:
            return JSONResponse({"message": f"Cannot be written: {error.strerror or error}"}, 500)
        self._listeners.tell("decision", {"fingerprint": fingerprint, "decision": now})
        return JSONResponse({"decision": now})

    async def judge(self, request: Request) -> Response:
        try:
            identity, answer, why = _answered(await _body(request))
        except ValueError as error:
            return JSONResponse({"message": str(error)}, 400)
        try:
            new = await run_in_threadpool(self._session.judge, identity, answer, why)
        except UnknownFinding:
            return JSONResponse({"message": "Nothing asks this any more."}, 404)
        except RecordError as error:
            return JSONResponse({"message": str(error)}, 409)
        return JSONResponse({"recorded": new})

    async def events(self, request: Request) -> Response:
        stream = self._listeners.stream(("report", self._session.version), ("decisions", None))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def file(self, request: Request) -> Response:
        path = self._session.file(request.path_params["number"])
        if path is None or not path.is_file():
            return Response("There is no such document any more.\n", 404, media_type="text/plain")
        return await run_in_threadpool(_document, path)


def _document(path: Path) -> Response:
    """A document as a browser may show it: texts as texts, pages without script and without this origin."""
    suffix = path.suffix.lower()
    if suffix in _AS_THEY_ARE:
        return FileResponse(path, media_type=_AS_THEY_ARE[suffix])
    with suppress(UnreadableDocument):
        text = decode(load(path))
        kind = "text/html" if suffix in WEB_PAGES else "text/plain"
        return Response(text, media_type=kind, headers={"content-security-policy": _SANDBOX})
    return FileResponse(path, filename=path.name)


async def _body(request: Request) -> Any:
    """The JSON of a request. Raises ValueError where it is none, or too large."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise ValueError("A decision is JSON.")
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > MOST_BYTES:
            raise ValueError(f"A decision has at most {MOST_BYTES:,} bytes.")
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("A decision is JSON.") from None


def _asked(given: Any) -> tuple[str, Decision, Decision | None]:
    """The decision that a request asks for: fingerprint, decision, what it replaces. Raises ValueError."""
    if not isinstance(given, dict) or not isinstance(given.get("fingerprint"), str):
        raise ValueError("A decision needs the fingerprint of its finding.")
    seen = given.get("seen")
    return given["fingerprint"], _decision(given), _decision(seen) if seen is not None else None


def _answered(given: Any) -> tuple[str, Answer, str]:
    """The answer that a request gives: question, answer, why. Raises ValueError."""
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise ValueError("An answer needs the id of its question.")
    if given.get("answer") not in tuple(Answer):
        raise ValueError("An answer is same, different or unsure.")
    why = given.get("why") or ""
    if not isinstance(why, str) or len(why) > MOST_CHARACTERS:
        raise ValueError(f"A reason is a text of at most {MOST_CHARACTERS:,} characters.")
    return given["id"], Answer(given["answer"]), why


def _decision(given: Any) -> Decision:
    if not isinstance(given, dict):
        raise ValueError("A decision is an object.")
    texts = [given.get(name) or "" for name in ("decision", "reason", "note")]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("decision, reason and note are texts.")
    decision, reason, note = texts
    if decision not in DECISIONS:
        raise ValueError("A decision is accepted, dismissed, or empty.")
    if max(len(reason), len(note)) > MOST_CHARACTERS:
        raise ValueError(f"A reason or note has at most {MOST_CHARACTERS:,} characters.")
    return Decision(decision, reason.strip(), note.strip())
