// The extension against an editor and a client that only remember what they were asked.
"use strict";

const assert = require("node:assert/strict");
const Module = require("node:module");
const { beforeEach, test } = require("node:test");

const told = {};
const vscode = {
  EndOfLine: { LF: 1, CRLF: 2 },
  Position: class {
    constructor(line, character) {
      Object.assign(this, { line, character });
    }
  },
  Uri: { parse: (text) => ({ text }) },
  WorkspaceEdit: class {
    insert(uri, at, text) {
      told.inserted = { uri: uri.text, line: at.line, text };
    }
  },
  commands: {
    registerCommand: (name, run) => {
      told.commands[name] = run;
      return { dispose() {} };
    },
  },
  window: {
    showErrorMessage: (message) => told.errors.push(message),
    showInputBox: async (options) => {
      told.asked = options;
      return told.reason;
    },
  },
  workspace: {
    applyEdit: async () => true,
    getConfiguration: () => ({ get: (name) => told.settings[name] }),
    openTextDocument: async () => ({ eol: told.eol }),
  },
};
class LanguageClient {
  constructor(id, name, server, options) {
    told.clients.push({ server, options, client: this });
  }
  async start() {
    if (told.broken) throw new Error("spawn claimcheck ENOENT");
    this.running = true;
  }
  needsStop() {
    return this.running === true;
  }
  async stop() {
    this.running = false;
  }
}

const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);
const extension = require("../src/extension");

beforeEach(() => {
  Object.assign(told, { commands: {}, clients: [], errors: [], settings: {}, broken: false, eol: 1, reason: undefined, inserted: undefined });
});

const activated = () => extension.activate({ subscriptions: [] });

test("it starts the server, and starts it again", async () => {
  told.settings.command = ["uv", "run", "claimcheck", "lsp"];
  await activated();
  assert.equal(told.clients[0].server.command, "uv");
  await told.commands["claimcheck.restart"]();
  assert.equal(told.clients.length, 2);
  assert.equal(told.clients[0].client.running, false);
  await extension.deactivate();
  assert.equal(told.clients[1].client.running, false);
});

test("a server that is not there is told once", async () => {
  told.broken = true;
  await activated();
  assert.equal(told.errors.length, 1);
  await extension.deactivate();
});

test("a finding is ignored with the reason that was given", async () => {
  await activated();
  told.reason = "as printed";
  told.eol = vscode.EndOfLine.CRLF;
  assert.equal(await told.commands["claimcheck.ignore"]("file:///a.md", 4, "total"), true);
  assert.deepEqual(told.inserted, { uri: "file:///a.md", line: 4, text: "<!-- claimcheck: ignore total -- as printed -->\r\n" });
  assert.equal(told.asked.validateInput("a -- b") === undefined, false);
  assert.equal(told.asked.validateInput("a - b"), undefined);
  await extension.deactivate();
});

test("without a reason nothing is changed", async () => {
  await activated();
  for (const reason of [undefined, "  "]) {
    told.reason = reason;
    assert.equal(await told.commands["claimcheck.ignore"]("file:///a.md", 4, "total"), false);
  }
  assert.equal(told.inserted, undefined);
  await extension.deactivate();
});

test("every command and setting that is contributed is there", async () => {
  const { contributes, main, activationEvents } = require("../package.json");
  await activated();
  for (const { command } of contributes.commands) assert.ok(told.commands[command], command);
  const languages = contributes.configuration.properties["claimcheck.languages"].default;
  assert.deepEqual(activationEvents, languages.map((language) => `onLanguage:${language}`));
  assert.equal(require.resolve(`../${main}`), require.resolve("../src/extension"));
  await extension.deactivate();
});
