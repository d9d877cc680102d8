"""The server with a real client: what an editor is told while somebody writes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

RESULTS = """# Norvale Packaging: results for 2025

Norvale Packaging had revenue of $2.64 billion in 2025, up from $2.31 billion in 2024.

The company employed 18,400 people at the end of 2025.
"""
DRAFT = """# Norvale 🏭 keeps growing

🏭🏭 Norvale Packaging had revenue of $2.46 billion in 2025. It employed 18,400 people at the end of 2025.

Sales rose 7.5% to $301 million from $280 million.
"""


class Editor:
    """A client that remembers what it was told."""

    def __init__(self, folder: Path, *, reasons: bool = False) -> None:
        self.folder = folder
        self.reasons = reasons
        self.client = LanguageClient("tests", "1")
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.messages: list[str] = []
        self.edits: asyncio.Queue[types.WorkspaceEdit] = asyncio.Queue()
        self.versions: dict[str, int] = {}
        self.registered: list[str] = []

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params: types.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def said(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.client.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.edits.put_nowait(params.edit)
            return types.ApplyWorkspaceEditResult(applied=True)

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.registered.extend(one.method for one in params.registrations)

    async def __aenter__(self) -> Editor:
        await self.client.start_io(sys.executable, "-m", "claimcheck", "lsp")
        capabilities = types.ClientCapabilities(
            workspace=types.WorkspaceClientCapabilities(
                did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
            ),
            text_document=types.TextDocumentClientCapabilities(
                publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True)
            ),
        )  # fmt: skip
        options = {"asksForReasons": True} if self.reasons else None
        await self.client.initialize_async(
            types.InitializeParams(
                capabilities, root_uri=self.folder.as_uri(), initialization_options=options
            )
        )
        self.client.initialized(types.InitializedParams())
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.wait_for(self.client.shutdown_async(None), 90)
        self.client.exit(None)
        await asyncio.wait_for(self.client.stop(), 90)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str) -> None:
        self.versions[name] = 1
        text = (self.folder / name).read_text(encoding="utf-8")
        item = types.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name: str, line: int, start: int, end: int, text: str) -> None:
        self.versions[name] += 1
        change = types.TextDocumentContentChangePartial(
            types.Range(types.Position(line, start), types.Position(line, end)), text
        )
        identifier = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    async def rules(self, name: str, wanted: set[str]) -> list[types.Diagnostic]:
        """Waits until exactly these rules are told of a document, infos left out."""

        async def until() -> list[types.Diagnostic]:
            while True:
                told = await self.told.get()
                shown = [
                    d for d in told.diagnostics if d.severity is not types.DiagnosticSeverity.Information
                ]
                if told.uri == self.uri(name) and {str(d.code) for d in shown} == wanted:
                    return shown

        return await asyncio.wait_for(until(), 90)

    async def actions(
        self, name: str, diagnostic: types.Diagnostic
    ) -> dict[str, types.CodeAction | types.Command]:
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(self.uri(name)), diagnostic.range, types.CodeActionContext([diagnostic])
            )
        )  # fmt: skip
        return {action.title: action for action in found or ()}

    async def hover(self, name: str, line: int, character: int) -> str:
        found = await self.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(self.uri(name)), types.Position(line, character))
        )
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "claimcheck.toml").write_text("")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "results.md").write_text(RESULTS, encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def session(folder: Path, work: Callable[[Editor], Awaitable[None]], *, reasons: bool = False) -> None:
    async def run() -> None:
        async with Editor(folder, reasons=reasons) as editor:
            await work(editor)

    # In a thread of its own: where browsers are driven in the same run, this one has a loop already.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, run()).result()


def test_a_draft_is_held_against_its_sources_while_it_is_written(folder: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        [found] = await editor.rules("draft.md", {"value-conflict"})
        # Two signs of the line take two units each.
        assert (found.range.start.line, found.range.start.character) == (2, 38)
        assert found.range.end.character == 51
        assert found.source == "claimcheck"
        assert "$2.64 billion" in found.message
        [related] = [one for one in found.related_information or () if one.location.uri == editor.uri("sources/results.md")]  # fmt: skip
        assert related.location.range.start == types.Position(2, 33)

        editor.type("draft.md", 2, 39, 43, "2.64")
        await editor.rules("draft.md", set())
        editor.type("draft.md", 4, 11, 14, "17.5")
        [found] = await editor.rules("draft.md", {"percent-change"})
        assert found.range.start == types.Position(4, 11)

    session(folder, work)


def test_it_tells_what_was_understood_and_where_it_stands(folder: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        await editor.rules("draft.md", {"value-conflict"})
        told = await editor.hover("draft.md", 2, 40)
        assert told.startswith("**$2.46 billion**: revenue, of Norvale Packaging, 2025")
        assert (
            "between $2.455 billion and $2.465 billion" in told or "between $2.455 and $2.465 billion" in told
        )
        assert "The sources say otherwise:" in told
        assert "sources/results.md:3" in told
        assert "In the sources:" in await editor.hover("draft.md", 2, 75)
        assert await editor.hover("draft.md", 2, 4) == ""

    session(folder, work)


def test_what_can_be_done(folder: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        [found] = await editor.rules("draft.md", {"value-conflict"})
        actions = await editor.actions("draft.md", found)
        replace = actions["Replace by $2.64 billion (sources/results.md:3)"]
        assert isinstance(replace, types.CodeAction)
        assert replace.edit is not None
        assert list((replace.edit.changes or {})[editor.uri("draft.md")]) == [types.TextEdit(found.range, "$2.64 billion")]  # fmt: skip
        ignore = actions["Ignore value-conflict here, with a reason"]
        assert isinstance(ignore, types.CodeAction)
        assert ignore.edit is not None
        [edit] = (ignore.edit.changes or {})[editor.uri("draft.md")]
        assert edit.new_text == "<!-- claimcheck: ignore value-conflict -- REASON -->\n"
        assert edit.range.start == types.Position(2, 0)
        editor.type("draft.md", 2, 0, 0, edit.new_text)
        await editor.rules("draft.md", set())

    session(folder, work)


def test_an_editor_that_asks_for_reasons_is_left_to_ask(folder: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        [found] = await editor.rules("draft.md", {"value-conflict"})
        ignore = (await editor.actions("draft.md", found))["Ignore value-conflict here, with a reason"]
        assert isinstance(ignore, types.Command)
        assert ignore.command == "claimcheck.ignore"
        assert list(ignore.arguments or ()) == [editor.uri("draft.md"), 2, "value-conflict"]

    session(folder, work, reasons=True)


def test_a_number_goes_into_the_registry(folder: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        await editor.rules("draft.md", {"value-conflict"})
        at = types.Diagnostic(types.Range(types.Position(2, 75), types.Position(2, 75)), "")
        [action] = (await editor.actions("draft.md", at)).values()
        assert action.title == "Add to the registry, from sources/results.md"
        assert isinstance(action, types.Command)
        await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams(action.command, action.arguments)
        )
        edit = await asyncio.wait_for(editor.edits.get(), 60)
        create, text = edit.document_changes or ()
        assert isinstance(create, types.CreateFile)
        assert isinstance(text, types.TextDocumentEdit)
        written = text.edits[0].new_text  # type: ignore[union-attr]
        assert "18,400 people" in written
        assert "sources/results.md" in written

    session(folder, work)


def test_a_number_is_rewritten_to_what_the_registry_has(folder: Path) -> None:
    (folder / "claims").mkdir()
    (folder / "claims" / "a.yaml").write_text("id: crane\nclaim: The crane weighs 15.3 tonnes.\n")
    (folder / "crane.md").write_text("# Harbour\n\nIt weighs 🏭 about 13.8 tonnes<!-- claim: crane --> now.\n", encoding="utf-8")  # fmt: skip

    async def work(editor: Editor) -> None:
        editor.open("crane.md")
        [found] = await editor.rules("crane.md", {"registry-conflict"})
        [rewrite] = [one for title, one in (await editor.actions("crane.md", found)).items() if title.startswith("Write")]  # fmt: skip
        assert isinstance(rewrite, types.CodeAction)
        assert rewrite.title == "Write 15.3 for 13.8, as the registry has it"
        assert rewrite.edit is not None
        [edit] = (rewrite.edit.changes or {})[editor.uri("crane.md")]
        assert edit.new_text == "15.3"
        assert edit.range == types.Range(types.Position(2, 19), types.Position(2, 23))
        editor.type("crane.md", 2, 19, 23, edit.new_text)
        await editor.rules("crane.md", set())

    session(folder, work)


def test_sources_are_read_again_when_they_change(folder: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        await editor.rules("draft.md", {"value-conflict"})
        source = folder / "sources" / "results.md"
        source.write_text(RESULTS.replace("$2.64", "$2.46"), encoding="utf-8")
        changed = types.FileEvent(source.as_uri(), types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
        await editor.rules("draft.md", set())
        assert editor.registered == ["workspace/didChangeWatchedFiles"]

    session(folder, work)


def test_a_source_in_the_editor_counts_as_it_stands_there(folder: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        await editor.rules("draft.md", {"value-conflict"})
        editor.open("sources/results.md")
        await editor.rules("sources/results.md", set())
        editor.type("sources/results.md", 2, 34, 38, "2.46")
        await editor.rules("draft.md", set())

    session(folder, work)


def test_a_configuration_that_cannot_be_used_is_told(folder: Path) -> None:
    (folder / "claimcheck.toml").write_text('fail-on = "always"\n')

    async def work(editor: Editor) -> None:
        editor.open("draft.md")
        for _ in range(900):
            if editor.messages:
                break
            await asyncio.sleep(0.1)
        [message] = editor.messages
        assert message.startswith("claimcheck: ")
        assert message.endswith("claimcheck.toml:1: fail-on: must be one of error, warning, info, never")

    session(folder, work)
