"""The language server: what an editor tells and asks, and what it is answered.

After a keystroke and a short pause the changed part is checked here, at once. When nobody has typed for a while, the whole document is
checked by the process beside (`worker`); meanwhile an answer that is older than the text moves along with it.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import sys
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from claimcheck._version import __version__
from claimcheck.documents import UnreadableDocument, read_string
from claimcheck.lsp import showing
from claimcheck.lsp.opened import Opened
from claimcheck.lsp.project import Lexicon, Project, ProjectError, find_project
from claimcheck.lsp.quick import Sources, check_part, reached
from claimcheck.lsp.shelf import Shelf, shown_path
from claimcheck.lsp.told import told, with_part
from claimcheck.model import Document, Span
from claimcheck.report.json_format import as_dict
from claimcheck.wording import own_fault

_log = logging.getLogger(__name__)

PAUSE = 0.02
"""Seconds without a keystroke before the changed part is checked."""
REST = 0.4
"""Seconds without a keystroke before the whole document is checked."""
_MOST_WORKERS_LOST = 3
"""A worker that ends by itself is started again so often."""


@dataclass(slots=True)
class Standing:
    """What the quick checks go by: the project and its sources, as they were read last."""

    project: Project | None = None
    sources: Sources = field(default_factory=lambda: Sources((), ()))


class Worker:
    """The process beside, which checks one document after the other."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._number = 0
        self._lost = 0

    async def ask(self, path: str, texts: dict[str, str]) -> dict[str, Any]:
        """The answer on a document: `report` or `error`."""
        async with self._turn:
            self._number += 1
            question = json.dumps({"id": self._number, "path": path, "texts": texts}).encode()
            while True:
                try:
                    return await self._exchange(question)
                except (OSError, asyncio.IncompleteReadError, ValueError):
                    await self.end()
                    self._lost += 1
                    if self._lost > _MOST_WORKERS_LOST:
                        return {"error": "the check ended by itself; it is tried again when the text changes"}

    async def _exchange(self, question: bytes) -> dict[str, Any]:
        process = self._process
        if process is None or process.returncode is not None:
            command = [sys.executable, "-P", "-m", "claimcheck.lsp.worker"]
            process = self._process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
            )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"%d\n" % len(question) + question)
        await process.stdin.drain()
        size = int(await process.stdout.readline())
        answer: dict[str, Any] = await asyncio.to_thread(
            json.loads, await process.stdout.readexactly(size), parse_float=str
        )
        self._lost = 0
        return answer

    async def end(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class ClaimServer(LanguageServer):
    """The server with what it knows."""

    def __init__(self) -> None:
        super().__init__("claimcheck", __version__)
        self.opened: dict[str, Opened] = {}
        self.standing = Standing()
        self.client = showing.Client()
        self.worker = Worker()
        self.shelf = Shelf()
        self.lexicon = Lexicon()
        self.reading: asyncio.Task[None] | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self.told_errors: set[str] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Work that goes on while the editor is answered."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def texts(self) -> dict[str, str]:
        """What stands in the editor, by real path."""
        return {os.path.realpath(document.path): document.text for document in self.opened.values()}

    def page(self, document: Opened) -> showing.Page:
        """The text of a document with the positions of this editor."""
        return showing.Page.of(document.text, self.workspace.position_codec)

    def publish(self, document: Opened) -> None:
        """Shows what is known of a document."""
        found = showing.diagnostics(document.known, self.page(document), self.client)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(document.uri, found, document.version)
        )

    def complain(self, message: str) -> None:
        """Says once what is wrong."""
        if message not in self.told_errors:
            self.told_errors.add(message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"claimcheck: {message}"))  # fmt: skip

    async def read_sources(self) -> None:
        """Reads what has changed of the project and its sources, for the quick checks."""
        try:
            project = find_project()
        except ProjectError as error:
            self.complain(str(error))
            return
        settings = self.lexicon.settled(project.settings)
        self.shelf.keep_for(project.settings)
        stock = await asyncio.to_thread(self.shelf.read, project.sources, settings, self.texts())
        sources = await asyncio.to_thread(Sources.of, stock.documents, stock.claims)
        self.standing = Standing(project, sources)
        _set_aside()

    def changed(self, document: Opened, text: str) -> None:
        """The text of a document is another: its changed part is checked after a short pause, the whole after a longer one."""
        document.write(text)
        if document.quick is not None:
            document.quick.cancel()
        document.quick = self.start(self._quickly(document))
        self.want_whole(document, REST)

    def want_whole(self, document: Opened, pause: float) -> None:
        """Has a document checked whole, after a pause and what is being checked."""
        document.due = asyncio.get_running_loop().time() + pause
        if document.full is None or document.full.done():
            document.full = self.start(self._wholly(document))

    def check_all(self) -> None:
        """Something beside the documents changed: the sources are read anew, and every document is checked again."""
        if self.reading is None or self.reading.done():
            self.reading = self.start(self._read_soon())
        for document in self.opened.values():
            self.want_whole(document, REST)

    def check_others(self, document: Opened) -> None:
        """A source is written in the editor: the other documents are checked again when its writer rests."""
        for other in self.opened.values():
            if other is not document:
                self.want_whole(other, 2 * REST)

    async def _read_soon(self) -> None:
        await asyncio.sleep(REST / 2)
        await self.read_sources()

    async def _quickly(self, document: Opened) -> None:
        await asyncio.sleep(PAUSE)
        self.tell_parts(document)
        self.publish(document)

    def tell_parts(self, document: Opened) -> None:
        """Puts what is said of the changed parts into what is known of a document."""
        project = self.standing.project
        if document.whole is None or project is None:
            return
        parts, document.untold = document.untold, ()
        read = self.read(document) if parts else None
        if read is None:
            return
        drafted = bool(project.sources) and not self.is_source(document)
        settings = self.lexicon.settled(project.settings)
        for span in parts:
            try:
                found = check_part(
                    read, span, self.standing.sources, settings, drafted=drafted, baseline=project.baseline
                )
            except MemoryError:
                raise
            except Exception as error:  # the whole check will tell of it, and leave it out
                _log.warning("%s", own_fault(error))
                continue
            if found is not None:
                report, around = found
                part = told(as_dict(report), document.shown, document.text)
                document.known = with_part(document.known, part, around.start, around.end)

    def read(self, document: Opened) -> Document | None:
        """The document of what stands in the editor; None where it cannot be read at once."""
        if not showing.is_read_at_once(document.path):
            return None
        with suppress(UnreadableDocument):
            return read_string(document.text, document.shown)
        return None

    def is_source(self, document: Opened) -> bool:
        """Whether a document is one of the sources."""
        return any(source.path == document.shown for source in self.standing.sources.documents)

    async def _wholly(self, document: Opened) -> None:
        """Whole checks one after the other, until none is wanted."""
        while (due := document.due) is not None:
            left = due - asyncio.get_running_loop().time()
            if left > 0:
                await asyncio.sleep(left)
                continue
            document.due = None
            # A check that has begun goes on when the document is closed: the process beside gives one answer after the other.
            answer = await asyncio.shield(self.start_asking(document))
            if self.opened.get(document.uri) is not document:
                return
            await self._take(document, answer)

    async def _take(self, document: Opened, answer: dict[str, Any]) -> None:
        """Shows what a whole check said."""
        if "error" in answer:
            self.complain(answer["error"])
            return
        for row in answer["report"]["documents"]:
            if row["error"] and row["path"] != document.shown:
                self.complain(f"{row['path']}: {row['error']}")
        first = document.whole is None
        read = self.read(document) if document.since else None
        document.take(
            told(answer["report"], document.shown, answer["text"]),
            lambda part: reached(read, part) if read is not None else part,
        )
        if first:
            self.tell_parts(document)
        self.publish(document)
        if first and self.reading is not None:
            await self.reading
            self.warm_up(document)

    def warm_up(self, document: Opened) -> None:
        """Checks a part that nobody changed, so that the first keystroke need not wait for modules and patterns."""
        claim = next(iter(document.known.claims), None)
        if claim is not None and not document.untold:
            before = document.known
            document.untold = (Span(claim["start"], claim["end"]),)
            self.tell_parts(document)
            document.known = before
            _set_aside()

    def start_asking(self, document: Opened) -> asyncio.Task[dict[str, Any]]:
        """A whole check by the process beside; with the text that it is made of."""
        text, texts = document.ask(), self.texts()

        async def asked() -> dict[str, Any]:
            return {**await self.worker.ask(document.path, texts), "text": text}

        return asyncio.get_running_loop().create_task(asked())


def make_server() -> ClaimServer:
    """A server that is not started yet."""
    server = ClaimServer()

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        folders = params.workspace_folders or []
        root = uris.to_fs_path(folders[0].uri) if folders else uris.to_fs_path(params.root_uri or "")
        if root and Path(root).is_dir():
            os.chdir(root)
        shown = params.capabilities.text_document
        diagnostics = shown.publish_diagnostics if shown is not None else None
        options = params.initialization_options
        server.client = showing.Client(
            related=bool(diagnostics and diagnostics.related_information),
            asks_for_reasons=bool(_option(options, "asksForReasons")),
        )

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        server.reading = server.start(server.read_sources())
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace is not None else None
        if watched is not None and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
            registration = types.Registration("sources", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([registration]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        path = uris.to_fs_path(params.text_document.uri)
        if path is None or not params.text_document.uri.startswith("file:"):
            return
        text = server.workspace.get_text_document(params.text_document.uri).source
        shown = shown_path(path, os.fspath(Path.cwd()))
        document = Opened(params.text_document.uri, path, shown, text)
        document.version = params.text_document.version
        server.opened[document.uri] = document
        server.want_whole(document, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        document = server.opened.get(params.text_document.uri)
        if document is not None:
            document.version = params.text_document.version
            server.changed(document, server.workspace.get_text_document(document.uri).source)
            if server.is_source(document):
                server.check_others(document)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        document = server.opened.get(params.text_document.uri)
        if document is None or server.is_source(document):
            server.check_all()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        document = server.opened.pop(params.text_document.uri, None)
        if document is None:
            return
        for task in (document.quick, document.full):
            if task is not None:
                task.cancel()
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, []))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(params: types.DidChangeWatchedFilesParams) -> None:
        paths = [uris.to_fs_path(change.uri) for change in params.changes if change.uri not in server.opened]
        if any(path is not None and not _is_hidden(path) for path in paths):
            server.check_all()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        document = server.opened.get(params.text_document.uri)
        if document is None:
            return None
        return showing.hover(document.known, server.page(document), params.position)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )  # fmt: skip
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction | types.Command]:
        document = server.opened.get(params.text_document.uri)
        if document is None:
            return []
        return showing.actions(document.known, server.page(document), params, server.client)

    @server.command(showing.ADD)
    async def add(uri: str, position: Any) -> None:
        await _add(server, uri, position)

    @server.feature(types.SHUTDOWN)
    async def shutdown(params: None) -> None:
        for task in list(server.tasks):
            task.cancel()
        await server.worker.end()

    return server


def _set_aside() -> None:
    """Lets the collector pass over what stays for long; looking through all of it would hold up a keystroke."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _option(options: Any, name: str) -> Any:
    return options.get(name) if isinstance(options, dict) else getattr(options, name, None)


def _is_hidden(path: str) -> bool:
    """Whether a file lies in a hidden folder of the project: what git and editors keep there concerns nobody."""
    return any(part.startswith(".") for part in Path(shown_path(path, os.fspath(Path.cwd()))).parts)


async def _add(server: ClaimServer, uri: str, position: Any) -> None:
    """Adds the number at a place to the registry, from the source that bears it out, by an edit that the editor can undo."""
    from claimcheck.registry.adding import AddError, Wanted, add_claim

    document, project = server.opened.get(uri), server.standing.project
    if document is None or project is None:
        return
    at = types.Position(int(_option(position, "line")), int(_option(position, "character")))
    claim = showing.at_offset(document.known.claims, server.page(document).offset(at))
    if claim is None or not claim.get("verdict") or not claim["verdict"]["evidence"]:
        server.complain("there is no number here that a source bears out")
        return
    evidence = claim["verdict"]["evidence"][0]
    value = claim["quantity"]["value"]
    wanted = Wanted(
        claim["sentence"], evidence["path"].partition("#/")[0], value=None if value is None else str(value)
    )
    settings = server.lexicon.settled(project.settings)
    try:
        added = await asyncio.to_thread(add_claim, wanted, settings)
    except AddError as error:
        server.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"claimcheck: {error}"))
        return
    file = uris.from_fs_path(os.path.abspath(added.file)) or ""  # noqa: PTH100
    before = (added.before or b"").decode("utf-8", "replace")
    whole = types.Range(types.Position(0, 0), types.Position(before.count("\n") + 1, 0))
    changes: list[Any] = []
    if added.before is None:
        changes.append(types.CreateFile(file))
    changes.append(
        types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(file), [types.TextEdit(whole, added.text)]
        )
    )
    edit = types.WorkspaceEdit(document_changes=changes)
    await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, "Add to the registry"))
