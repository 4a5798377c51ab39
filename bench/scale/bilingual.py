"""What a second language costs: full builds of both editions, and the bytes of a first query.

Each entry of ``ours`` gets a translation of the same length: every word becomes two Chinese
characters, the same ones wherever it stands.  The two editions are built at the same time, as
``make html`` does, and compared with twice one build of ``bare``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

from bench.relevance.browser import SAMPLE, ask, chromium, weigh
from bench.relevance.collection import Query
from bench.relevance.site import serve
from schema.models.entry import Entry
from schema.records import Place
from schema.translations import digest, originals

from .benchmark import ENVIRONMENT, _build, _clean, _sphinx, _written
from .measure import run
from .sites import Site

LANGUAGE = "zh-cn"
CHARACTERS = bytes(
    byte for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF) for byte in (high, low)
).decode("gb2312")
"""The common characters of Chinese."""

_WORD = re.compile(r"`[^`]*`|\]\([^)]*\)|(?<![\w`])[A-Za-z']+")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


def chinese(text: str) -> str:
    """Return a text with each word outside code and links replaced by two Chinese characters."""

    def word(match: re.Match[str]) -> str:
        if not match[0][0].isalpha():
            return match[0]
        number = int.from_bytes(blake2b(match[0].lower().encode(), digest_size=4).digest())
        high, low = divmod(number % len(CHARACTERS) ** 2, len(CHARACTERS))
        return CHARACTERS[high] + CHARACTERS[low]

    lines, is_code = [], False
    for line in text.split("\n"):
        is_code ^= line.startswith("```")
        if is_code or line.startswith("```"):
            lines.append(line)
        else:
            lines.append(_BLANK.sub("", _WORD.sub(word, line)))
    return "\n".join(lines)


def translate(site: Site) -> None:
    """Write a translation of each entry of a site."""
    (site.source / "kb/settings.yaml").write_text(f"languages: [en, {LANGUAGE}]\n")
    for path in (site.source / "kb/entries").glob("*.yaml"):
        record = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        record["reviewed_on"] = str(record["reviewed_on"])
        words = {
            "question": chinese(record["question"]).replace("?", "？"),
            "phrasings": list(map(chinese, record["phrasings"])),
            "summary": chinese(record["summary"]),
            "answer": chinese(record["answer"]),
            "translates": {
                n: digest(t) for n, t in originals(Entry.model_validate(record)).items()
            },
        }
        place = Place.entry(path.stem).translation(LANGUAGE)
        target = site.source / place.path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(words, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        target.write_text(f"{place.schema_line}\n{text}", encoding="utf-8")


def build_both(site: Site) -> float:
    """Build both editions at the same time, and return the seconds."""
    _clean(site)
    commands = []
    for language, folder in (("en", ""), ("zh_CN", LANGUAGE)):
        command = _sphinx(site, 1)
        command[-3] = str(site.doctrees / folder)
        command[-1] = str(site.output / folder)
        commands.append([*command, "-D", f"language={language}"])
    start = perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda command: run(command, site.source, env=ENVIRONMENT, silent=False), commands
            )
        )
    return perf_counter() - start


def first_query(site: Site) -> int:
    """Return the most bytes, compressed, that one of twenty Chinese queries loads on its own."""
    paths = sorted((site.source / f"kb/translations/{LANGUAGE}").glob("*.yaml"))
    some = [paths[at * len(paths) // SAMPLE] for at in range(SAMPLE)]
    texts = (yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in some)
    queries = [Query(str(at), text["question"]) for at, text in enumerate(texts)]
    with chromium() as browser, serve(site.output / LANGUAGE) as server:
        return weigh(browser, server, queries, ask(browser, server, queries).rankings).first


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, default=1_000, nargs="?")
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faq-scale-") as folder:
        ours, bare = _written(asked.size, Path(folder), ("ours", "bare"))
        translate(ours)
        both, once = [], []
        for _ in range(asked.repeat):
            both.append(build_both(ours))
            _clean(bare)
            once.append(_build(bare, 2).wall)
        print(
            json.dumps(
                {
                    "entries": asked.size,
                    "both editions, seconds": round(median(both), 1),
                    "bare, seconds": round(median(once), 1),
                    "both / twice bare": round(median(both) / median(once) / 2, 2),
                    "first query, kB": round(first_query(ours) / 1000, 1),
                },
                indent=2,
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
