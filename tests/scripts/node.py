"""The scripts of the finder in Node.js: what needs no page is tested without a browser."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from faq.writing.assets import SCRIPTS, STEMMERS

NODE = Path(sys.executable).with_name("node")

STEMMER = (STEMMERS / "base-stemmer.js", STEMMERS / "english-stemmer.js")

# Classic scripts share one global scope. Each line of the input is a request, each of the output
# its answer. `document` loads a script from `FILES` instead of the network, and
# `heap()` returns the bytes in use.
HARNESS = """
const vm = require('node:vm');
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');
const heap = () => {
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
const context = vm.createContext({ URL, URLSearchParams, heap, performance });
const run = (code, name) => vm.runInContext(code, context, name);
run(`
  const _ = (message) => message;
  let FILES = {};
  const document = {
    documentElement: { dataset: { content_root: '' } },
    createElement: () => ({ remove() {} }),
    head: {
      append(script) {
        (0, eval)(FILES[script.src.split('/').pop()]);
        script.onload();
      },
    },
  };
`);
for (const file of process.argv.slice(1)) run(readFileSync(file, 'utf8'), file);
createInterface({ input: process.stdin }).on('line', async (line) => {
  let answer;
  try {
    const { expression, argument } = JSON.parse(line);
    const value = run(expression);
    answer = { value: await (typeof value === 'function' ? value(argument) : value) };
  } catch (error) {
    answer = { error: error.stack };
  }
  console.log(JSON.stringify(answer));
});
"""


class Scripts:
    """A Node.js process that has run some scripts of the finder, in their order."""

    def __init__(self, *names: str) -> None:
        """Run the scripts with these names, such as `errors`, after the stemmer."""
        files = (*STEMMER, *(SCRIPTS / f"faq-{name}.js" for name in names))
        self._process = subprocess.Popen(
            # In one thread, compilers leave the same bytes on the heap in every run.
            [NODE, "--single-threaded", "--expose-gc", "--eval", HARNESS, "--", *files],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def evaluate(self, expression: str, argument: Any = None) -> Any:
        """Return the value of an expression, called with the argument if it is a function."""
        assert self._process.stdin
        assert self._process.stdout
        print(
            json.dumps({"expression": f"({expression})", "argument": argument}),
            file=self._process.stdin,
            flush=True,
        )
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def load(self, files: Mapping[str, str]) -> None:
        """Let the scripts find these data files by name."""
        self.evaluate("(files) => { FILES = files; }", files)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
