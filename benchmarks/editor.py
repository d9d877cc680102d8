"""How long an editor waits after a keystroke: `claimcheck lsp` with a client, on a document of 20 kB with 20 sources.

    python benchmarks/editor.py [--keys N] [--json FILE]

Sources tell of towns and companies, the draft retells a part of each, a tenth of it wrong. Keys are typed into numbers all over the draft, one at a
time; measured is from sending the change to receiving the diagnostics of that version, the server's pause included.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

BYTES, SOURCES = 20_000, 20
_NAMES = ("Norvale", "Calder Bay", "Ostheim", "Ridgeline", "Brannock", "Kestrel", "Halden", "Solvane", "Tarrow", "Wexmoor",
          "Ardmouth", "Brightwater", "Corven", "Dunmarsh", "Elverton", "Farrow", "Glenholt", "Harrowgate", "Iverness", "Jarrold")  # fmt: skip
_LINES = (
    "{name} Group had revenue of ${a}.{b} million in {year}, up from ${c}.{d} million the year before.",
    "At the end of {year} {name} Group employed {e},{f:03} people at {g} sites.",
    "Its plant in {name} made {h},{f:03} units a month in {year}, and {i}.{b}% of them were returned.",
    "The board of {name} Group plans to spend ${j} million on a second line by {later}.",
    "Energy costs of {name} Group fell {k}% to ${l}.{d} million in {year}.",
)
_FILLING = "Nobody who was asked in {name} that morning could say why it had taken them so long to get there."


def corpus(seed: int = 7) -> tuple[dict[str, str], str]:
    """The sources by name, and the draft."""
    chance = random.Random(seed)
    sources: dict[str, str] = {}
    told: list[str] = []
    for name in _NAMES[:SOURCES]:
        lines = []
        for year in (2023, 2024, 2025):
            figures = {sign: chance.randint(11, 98) for sign in "aceghjkl"} | {sign: chance.randint(1, 9) for sign in "bdi"}  # fmt: skip
            figures |= {"f": chance.randint(0, 999), "year": year, "later": year + 3}
            lines += [line.format(name=name, **figures) for line in _LINES]
        sources[f"{name.lower().replace(' ', '-')}.md"] = (
            f"# {name} Group: figures\n\n" + "\n\n".join(lines) + "\n"
        )
        told += [f"## {name}", *(f"{line} {_FILLING.format(name=name)}" for line in lines[-6:])]
    paragraphs = ["# What twenty companies told us", *told]
    while len("\n\n".join(paragraphs).encode()) > BYTES:
        paragraphs.pop()
    filling = _FILLING.format(name="the capital")
    while len("\n\n".join(paragraphs).encode()) < BYTES - 200:
        paragraphs.append(filling)
    text = "\n\n".join(paragraphs) + "\n"
    digits = [i for i, sign in enumerate(text) if sign in "3456"]
    wrong = list(text)
    for at in chance.sample(digits, len(digits) // 40):
        wrong[at] = str(int(wrong[at]) + 3)
    return sources, "".join(wrong)


def _processor(number: int) -> float:
    """Seconds of the processor that a process has had; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measured(folder: Path, draft: str, keys: int) -> tuple[list[float], float]:
    """Seconds from each key to its answer, and seconds of the processor that the server had for each."""
    client = LanguageClient("benchmark", "1")
    answers: asyncio.Queue[tuple[float, types.PublishDiagnosticsParams]] = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def told(params: types.PublishDiagnosticsParams) -> None:
        answers.put_nowait((time.perf_counter(), params))

    await client.start_io(sys.executable, "-m", "claimcheck", "lsp")
    shown = types.PublishDiagnosticsClientCapabilities(related_information=True)
    capabilities = types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(publish_diagnostics=shown))  # fmt: skip
    await client.initialize_async(types.InitializeParams(capabilities, root_uri=folder.as_uri()))
    client.initialized(types.InitializedParams())
    uri = (folder / "draft.md").as_uri()
    began = time.perf_counter()
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, draft)))  # fmt: skip
    whole, first = await answers.get()
    print(f"{len(draft.encode()):,} bytes, {SOURCES} sources; {len(first.diagnostics)} findings after {whole - began:.1f} s")  # fmt: skip
    await asyncio.sleep(3)
    lines = draft.split("\n")
    places = [(n, i) for n, line in enumerate(lines) for i, sign in enumerate(line) if sign.isdigit()]
    found = []
    server = client._server
    assert server is not None
    used = _processor(server.pid)
    for key, (line, column) in enumerate(random.Random(3).sample(places, keys), 2):
        change = types.TextDocumentContentChangePartial(
            types.Range(types.Position(line, column), types.Position(line, column + 1)), str(key % 10)
        )
        sent = time.perf_counter()
        document = types.VersionedTextDocumentIdentifier(key, uri)
        client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        while True:
            received, answer = await answers.get()
            if answer.version == key:
                break
        found.append(received - sent)
        await asyncio.sleep(0.15)
    used = _processor(server.pid) - used
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return found, used / keys


def main() -> None:
    """Prints the waits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    sources, draft = corpus()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "claimcheck.toml").write_text("")
        (folder / "sources").mkdir()
        for name, text in sources.items():
            (folder / "sources" / name).write_text(text, encoding="utf-8")
        (folder / "draft.md").write_text(draft, encoding="utf-8")
        found, used = asyncio.run(measured(folder, draft, options.keys))
    waits = sorted(found)
    nearly = waits[min(int(len(waits) * 0.95), len(waits) - 1)]
    print(f"{len(waits)} keys: median {statistics.median(waits) * 1000:.0f} ms, 95% within {nearly * 1000:.0f} ms, longest {waits[-1] * 1000:.0f} ms")  # fmt: skip
    print(f"the server had the processor for {used * 1000:.0f} ms a key; more of the wait is the machine's")
    if options.json:
        result = {"median_ms": round(statistics.median(waits) * 1000), "p95_ms": round(nearly * 1000), "processor_ms": round(used * 1000)}  # fmt: skip
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
