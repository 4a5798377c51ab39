// Loaded before the server in tests: whatever wants the network ends it.
"use strict";
const { Socket } = require("node:net");

Socket.prototype.connect = function () {
  process.stderr.write("The server wants the network.\n");
  process.exit(70);
};
