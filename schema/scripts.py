"""The finder's own scripts, run in Python, so that the site and the tools treat texts alike."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SCRIPTS = ("tokens", "errors", "vocabulary", "rank", "search")
"""The scripts that need neither a page nor a network, in load order."""

_STEMMER = "class EnglishStemmer { stemWord(word) { return stemmed(word); } }"
"""Stands in for the stemmer that Sphinx has for browsers."""


def extension() -> Path:
    """Return the folder of the extension, which is not imported, because that needs Sphinx."""
    spec = find_spec("faq")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("The extension `faq` is missing. Reinstall the project.")
    return Path(spec.submodule_search_locations[0])


def new_context() -> Any:
    """Return a JavaScript context that has loaded the scripts."""
    # `kb --help` has no time for these.
    import quickjs  # type: ignore[import-untyped]  # noqa: PLC0415
    from snowballstemmer import stemmer  # type: ignore[import-untyped]  # noqa: PLC0415

    folder = extension() / "finder" / "scripts"
    texts = ((folder / f"faq-{name}.js").read_text("utf-8") for name in SCRIPTS)
    context = quickjs.Context()
    context.add_callable("stemmed", stemmer("english").stemWord)
    context.eval("\n".join((_STEMMER, *texts)))
    return context


def run(function: str, *arguments: object) -> Any:
    """Return what a function of the scripts returns, such as `FaqTokens.tokenise`."""
    return json.loads(_compiled(function)(json.dumps(arguments)))


@cache
def _compiled(function: str) -> Any:
    return _context().eval(f"(json) => JSON.stringify({function}(...JSON.parse(json)))")


_context = cache(new_context)
