// The extension: starts `claimcheck lsp`, and asks why when a finding is to be ignored.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { clientOptions, ignoreComment, serverOptions, startError } = require("./settings");

let client;

async function start(context) {
  const settings = vscode.workspace.getConfiguration("claimcheck");
  const server = serverOptions(settings.get("command"));
  const options = clientOptions(settings.get("languages"));
  client = new LanguageClient("claimcheck", "claimcheck", server, options);
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(startError(settings.get("command"), error));
  }
  context.subscriptions.push({ dispose: () => stop() });
}

async function stop() {
  const stopping = client;
  client = undefined;
  if (stopping !== undefined && stopping.needsStop()) {
    await stopping.stop();
  }
}

/** Asks for the reason and inserts the comment before a line (from 0); nothing is changed where no reason is given. */
async function ignore(uri, line, rule) {
  const reason = await vscode.window.showInputBox({
    title: `Ignore ${rule}`,
    prompt: "Why is this right as it is?",
    ignoreFocusOut: true,
    validateInput: (value) => (value.includes("--") ? "No two dashes: they would end the comment." : undefined),
  });
  if (reason === undefined || reason.trim() === "") {
    return false;
  }
  const target = vscode.Uri.parse(uri);
  const document = await vscode.workspace.openTextDocument(target);
  const end = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  const edit = new vscode.WorkspaceEdit();
  edit.insert(target, new vscode.Position(line, 0), ignoreComment(rule, reason) + end);
  return vscode.workspace.applyEdit(edit);
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("claimcheck.ignore", ignore),
    vscode.commands.registerCommand("claimcheck.restart", async () => {
      await stop();
      await start(context);
    }),
  );
  await start(context);
}

module.exports = { activate, deactivate: stop };
