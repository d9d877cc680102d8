"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { clientOptions, ignoreComment, serverOptions, startError } = require("../src/settings");

test("the server is started by the command of the settings", () => {
  assert.deepEqual(serverOptions(["uv", "run", "claimcheck", "lsp"]), { command: "uv", args: ["run", "claimcheck", "lsp"] });
  assert.deepEqual(serverOptions(["claimcheck"]), { command: "claimcheck", args: [] });
});

test("settings that are none leave what stands in package.json", () => {
  const properties = require("../package.json").contributes.configuration.properties;
  const [program, ...args] = properties["claimcheck.command"].default;
  for (const given of [undefined, [], "claimcheck lsp", [7, ""]]) {
    assert.deepEqual(serverOptions(given), { command: program, args });
    const languages = clientOptions(given).documentSelector.map((part) => part.language);
    assert.deepEqual(languages, properties["claimcheck.languages"].default);
  }
});

test("only files of the chosen languages are checked, and the server leaves asking to us", () => {
  const options = clientOptions(["markdown"]);
  assert.deepEqual(options.documentSelector, [{ scheme: "file", language: "markdown" }]);
  assert.deepEqual(options.initializationOptions, { asksForReasons: true });
});

test("a comment has the reason on one line", () => {
  assert.equal(ignoreComment("total", "  rounded by\nthe ministry "), "<!-- claimcheck: ignore total -- rounded by the ministry -->");
});

test("a server that does not start is told with what would help", () => {
  const told = startError(["nowhere", "lsp"], new Error("spawn nowhere ENOENT"));
  assert.match(told, /“nowhere” could not be started \(spawn nowhere ENOENT\)/);
  assert.match(told, /with the extra lsp/);
});
