// Asks the YAML language server, which must not want the network. Reads requests as JSON, a text
// with its `uri` each, and writes the answers: the problems that are underlined, or else what
// `method` says of the `position` in the text.
"use strict";
const { spawn } = require("node:child_process");
const { text } = require("node:stream/consumers");
const rpc = require("vscode-jsonrpc/node");

const LANGUAGE = { languageId: "yaml", version: 1 };
const SETTINGS = { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } };

(async () => {
  const requests = JSON.parse(await text(process.stdin));
  const path = require.resolve("yaml-language-server/bin/yaml-language-server");
  const server = spawn(process.execPath, ["--require", `${__dirname}/offline.cjs`, path, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  server.on("exit", (code) => process.exit(code ?? 1));
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout),
    new rpc.StreamMessageWriter(server.stdin),
  );
  let publish = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (params) => publish(params));
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("workspace/didChangeConfiguration", {
    settings: { yaml: SETTINGS },
  });
  const answers = [];
  for (const { uri, text: content, method, position } of requests) {
    const published = new Promise((done) => {
      publish = (params) => params.uri === uri && done(params.diagnostics);
    });
    await connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, text: content, ...LANGUAGE },
    });
    const textDocument = { uri };
    answers.push(
      method
        ? await connection.sendRequest(`textDocument/${method}`, { textDocument, position })
        : (await published).map(({ message }) => message),
    );
    await connection.sendNotification("textDocument/didClose", { textDocument });
  }
  console.log(JSON.stringify(answers));
  process.exit(0);
})();
