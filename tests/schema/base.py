"""A small knowledge base without a problem, and records with one mistake at a marked place."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import yaml

from schema.cards import EntryCard
from schema.evidence.claims import EvidenceReader
from schema.knowledge_base import KnowledgeBase, judge_text
from schema.knowledge_base import read as read_all
from schema.models.shared import Glossary, Settings
from schema.problems import Problem
from schema.records import Place, Record
from schema.rules import Policy

TODAY = date(2026, 11, 22)

NO_CHECKS = EvidenceReader(Path("nowhere"))
"""Reads the evidence of a record by itself."""

EXAMPLE = "kb/entries/example.yaml"
OTHER = "kb/entries/other.yaml"

ENTRY = """\
question: Does it run on GPUs?
phrasings:
  - can i use an nvidia card
  - training on graphics cards
summary: Yes.
answer: |
  Yes.
tags:
  hardware: [gpu]
status: published
reviewed_on: 2026-11-22
"""

SETTINGS = """\
languages: [en, zh-cn]
product: MindSpore
module: mindspore
first_release: 2020-03-28
names: [MindSpore Lite, MindSpore, MindIR, PyNative, Huawei, PyTorch, NVIDIA, ONNX, CUDA, GPU,
  CPU, NPU]
ambiguous_names:
  Ascend: [NPU]
  Atlas: []
stop_words: [MindSpore]
"""

TAG = "label: GPU\ndescription: Graphics processing units.\n"
ASCEND = "label: Ascend\ndescription: Processors of Huawei.\n"
FACET = "label: Hardware\ndescription: Processors.\n"
GLOSSARY = (
    "terms:\n  - term: weights\n    names:\n      zh-cn: [权重]\n    avoid:\n      zh-cn: [权值]\n"
)
TRANSLATED = """\
question: 它的主页在哪里？
phrasings: [官网地址, 哪里有主页]
summary: 是的。
answer: |
  是的。
translates:
  question: e5d4681d
  summary: "905685bd"
  answer: "905685bd"
"""
ASCEND_TRANSLATED = (
    "label: 昇腾\ndescription: 华为的处理器。\n"
    'translates: {label: "9b8f34f4", description: "8f5115d3"}\n'
)
FACET_TRANSLATED = (
    'label: 硬件\ndescription: 处理器。\ntranslates: {label: "24c052c8", description: "7dc340ad"}\n'
)


def asking(question: str, *phrasings: str) -> str:
    """Return the record of an entry with another question, line by line like the first one."""
    asked = "".join(f"  - {phrasing}\n" for phrasing in phrasings)
    rest = ENTRY[ENTRY.index("summary:") :]
    return f"question: {question}\nphrasings:\n{asked}{rest}"


BASE: Mapping[str, str] = {
    EXAMPLE: ENTRY,
    OTHER: asking("Which compilers build it?", "gcc or clang", "is msvc enough"),
    "kb/entries/another.yaml": asking("Why is it slow?", "speed is bad", "takes ages to finish"),
    "kb/entries/third.yaml": asking("Where is its home?", "web site", "address of it").replace(
        "[gpu]", "[gpu, ascend]"
    ),
    "kb/settings.yaml": SETTINGS,
    "kb/tags/hardware/index.yaml": FACET,
    "kb/tags/hardware/ascend.yaml": ASCEND,
    "kb/tags/hardware/gpu.yaml": TAG,
    "kb/glossary.yaml": GLOSSARY,
    "kb/translations/zh-cn/third.yaml": TRANSLATED,
    "kb/translations/zh-cn/tags/hardware/ascend.yaml": ASCEND_TRANSLATED,
    "kb/translations/zh-cn/tags/hardware/index.yaml": FACET_TRANSLATED,
}

SUPERSEDED = "status: superseded\nsuperseded_by: "

POLICY = Policy(
    TODAY,
    settings=Settings.model_validate(yaml.load(SETTINGS, yaml.BaseLoader)),
    glossary=Glossary.model_validate(yaml.load(GLOSSARY, yaml.BaseLoader)),
)
"""What the base is judged by."""

MARK = "¦"
"""Stands in an example before the place that a problem is expected to name."""


def found(problems: Iterable[Problem]) -> list[tuple[str, int, int, str]]:
    """Return what a test compares of problems: path, line, column and code."""
    return [(p.path, p.line, p.column, p.code) for p in problems]


def entry(fields: str = "") -> str:
    """Return the record of an entry with the fields replaced that are given."""
    return with_fields(ENTRY, fields)


def other(fields: str = "") -> str:
    """Return the record of the second entry with the fields replaced that are given."""
    return with_fields(BASE[OTHER], fields)


def with_fields(record: str, fields: str) -> str:
    """Return a record with fields replaced; they go to its end."""
    replaced = set(re.findall(r"^[a-z_]+(?=:)", fields.replace(MARK, ""), re.MULTILINE))
    blocks = re.split(r"^(?=\S)", record, flags=re.MULTILINE)
    return "".join(block for block in blocks if block.partition(":")[0] not in replaced) + fields


_FILE = re.compile(r"^# ((?:kb|checks)/\S+)(, the whole file)?\n", re.MULTILINE)


def files_of(example: str, base: Mapping[str, str] = BASE) -> dict[str, str]:
    """Return the files of an example, as `schema.problems.Code` describes it."""
    fields, *parts = _FILE.split(example)
    files = {EXAMPLE: with_fields(base[EXAMPLE], fields)} if fields else {}
    for path, whole, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        files[path] = text if whole else with_fields(base[path], text)
    return files


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return text without its marks, and the line and column of each."""
    places = []
    while MARK in text:
        before, _, after = text.partition(MARK)
        places.append((before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1))
        text = before + after
    return text, places


def write(project: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return project


def validate(project: Path, today: date = TODAY) -> KnowledgeBase:
    """Return the knowledge base of a project with every problem."""
    return read_all(project, Policy(today))


def problems_of(project: Path, files: Mapping[str, str | bytes]) -> tuple[Problem, ...]:
    """Return the problems of the base with the files added to it."""
    return validate(write(project, {**BASE, **files})).problems


def problems_with(project: Path, **fields: str) -> tuple[Problem, ...]:
    """Return the problems of the base with these fields in the entries with these ids."""
    texts = {Place.entry(id).path: text for id, text in fields.items()}
    stranger = asking("Who maintains it?", "authors of it", "names of its team")
    records = {path: with_fields(BASE.get(path, stranger), text) for path, text in texts.items()}
    return problems_of(project, records)


def read(text: str, path: str = EXAMPLE) -> tuple[Record | None, tuple[Problem, ...]]:
    """Read one record from its text."""
    return judge_text(Place.of_path(path), text, NO_CHECKS, None)


def card(text: str, id: str = "example") -> EntryCard:
    """Return the card of an entry that has no problem."""
    record, problems = read(text, Place.entry(id).path)
    assert record is not None, problems
    return record.card
