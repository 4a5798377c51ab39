"""Feed mutated bytes to the commands and stop at the first broken promise: `make fuzz`.

Coverage leads the mutations (libFuzzer, through atheris). What breaks a promise is left in
`_build/fuzz/<target>/`; `python -m bench.fuzz TARGET FILE` runs it again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "_build" / "fuzz"

MAX_LENGTH = 65_536
"""Longest input in bytes. Larger ones are tried by the tests, one kind of thing each."""

MAX_SECONDS = 10
"""Longest time for one input: 2 s are promised for 1 MB without the instrumentation."""

MAX_MEGABYTES = 300
"""Most memory of the process, as promised; the corpus included it stays below 100."""


def main() -> int:
    """Run the targets one after the other; returns the first exit code that is not 0."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.fuzz")
    parser.add_argument("target", nargs="?", choices=("validate", "format", "import"))
    parser.add_argument("file", nargs="?", type=Path, help="run this input only")
    parser.add_argument("--seconds", type=int, default=60, help="how long to run each target")
    options = parser.parse_args()
    if options.file:
        from bench.fuzz.targets import TARGETS

        TARGETS[options.target](options.file.read_bytes())
        return 0
    targets = [options.target] if options.target else ["validate", "format", "import"]
    return max(_fuzz(target, options.seconds) for target in targets)


def _fuzz(target: str, seconds: int) -> int:
    """Run a target in a process of its own, which libFuzzer ends."""
    corpus = FOLDER / target / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-c", f"from bench.fuzz.__main__ import run; run({target!r})"),
        *(f"-max_total_time={seconds}", f"-max_len={MAX_LENGTH}", f"-timeout={MAX_SECONDS}"),
        *(f"-rss_limit_mb={MAX_MEGABYTES}", f"-artifact_prefix={FOLDER / target}/"),
        *("-print_final_stats=1", "-verbosity=0", str(corpus), str(_seeds(target))),
    ]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    found = sorted(path.name for path in (FOLDER / target).iterdir() if path.is_file())
    print(f"fuzz {target}: {f'broken by {found}' if code else 'no promise broken'}", flush=True)
    return code


def _seeds(target: str) -> Path:
    folder = FOLDER / target / "seeds"
    folder.mkdir(parents=True, exist_ok=True)
    files = [*ROOT.glob("docs/**/*.md"), ROOT / "CONTRIBUTING.md", *ROOT.glob("schema/**/*.md")]
    if target != "import":
        files = [*ROOT.glob("kb/entries/*.yaml"), *ROOT.glob("kb/tags/hardware/*.yaml")]
    for file in files:
        (folder / file.name).write_bytes(b"#" * (target == "import") + file.read_bytes())
    return folder


def run(target: str) -> None:
    """Fuzz in this process, with the arguments of libFuzzer on the command line."""
    import atheris

    with atheris.instrument_imports(include=["schema"]):
        from bench.fuzz.targets import TARGETS
    atheris.Setup(sys.argv, TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
