"""Check the records as a pull request must: problems, layout and JSON Schemas, in one process.

Run through ``make check``. Arguments are those of ``kb validate``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cli import main as cli


def main(arguments: Sequence[str]) -> int:
    """Run every check, also after one that fails. Return the highest exit code."""
    commands = (["validate", *arguments], ["format", "--check"], ["schema", "--check"])
    return max([cli.main(command) for command in commands])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
