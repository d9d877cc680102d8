// What needs no editor: how the server is started, what it is told, and what is written into a document.
"use strict";

const DEFAULT_COMMAND = ["claimcheck", "lsp"];
const DEFAULT_LANGUAGES = ["markdown", "html", "plaintext", "restructuredtext", "latex", "asciidoc"];

function strings(value) {
  return Array.isArray(value) ? value.filter((part) => typeof part === "string" && part !== "") : [];
}

/** How vscode-languageclient starts the server. `command`: the program and its arguments. */
function serverOptions(command) {
  const [program, ...args] = strings(command).length > 0 ? strings(command) : DEFAULT_COMMAND;
  return { command: program, args };
}

/** What vscode-languageclient takes of documents to the server. Unsaved ones have no place among sources and stay away. */
function clientOptions(languages) {
  const chosen = strings(languages).length > 0 ? strings(languages) : DEFAULT_LANGUAGES;
  return {
    documentSelector: chosen.map((language) => ({ scheme: "file", language })),
    initializationOptions: { asksForReasons: true },
    diagnosticCollectionName: "claimcheck",
  };
}

/** The comment by which a document accepts findings of a rule; white space of the reason is folded. */
function ignoreComment(rule, reason) {
  return `<!-- claimcheck: ignore ${rule} -- ${reason.trim().replace(/\s+/g, " ")} -->`;
}

/** What to say when the server does not start. */
function startError(command, error) {
  const { command: program } = serverOptions(command);
  const told = error instanceof Error ? error.message : String(error);
  return `claimcheck: “${program}” could not be started (${told}). Install it with the extra lsp, as the README of its repository says, or name it in claimcheck.command.`;
}

module.exports = { clientOptions, ignoreComment, serverOptions, startError };
