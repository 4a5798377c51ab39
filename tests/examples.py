"""The examples of the documentation as records of a small knowledge base."""

from __future__ import annotations

import re
from pathlib import Path

from schema.records import Place
from tests.pages import Fence
from tests.schema.base import ASCEND, ENTRY, EXAMPLE, FACET, SETTINGS, TAG, asking, validate

_BASE = (
    "kb/settings.yaml",
    EXAMPLE,
    "kb/entries/ascend-and-npu.yaml",
    "kb/entries/run-on-gpu-and-cpu.yaml",
    "kb/tags/hardware/index.yaml",
    "kb/tags/hardware/ascend.yaml",
    "kb/tags/hardware/gpu.yaml",
)

_FILE = re.compile(r"# (kb/\S+?\.yaml)(, the whole file)?\n")


def write_base(project: Path) -> None:
    """Write a small knowledge base without a problem."""
    for path in _BASE:
        _write(project, path, _template(path))


def add(project: Path, fence: Fence, path: str = EXAMPLE) -> None:
    """Write an example into the knowledge base.

    A `text` block names a file that is there, or a link. A `yaml` block holds fields of the
    record at `path`, or of those that its comments name; or, with `the whole file`, all of one.
    """
    if fence.language == "text":
        name, _, target = fence.text.strip().partition(" -> ")
        if target:
            (project / name).symlink_to(target)
        else:
            _write(project, name, _template(name))
        return
    first, *named = _FILE.split(fence.text)
    if first:
        _merge(project, path, first)
    for name, whole, fields in zip(named[::3], named[1::3], named[2::3], strict=True):
        if whole:
            _write(project, name, fields)
        else:
            _merge(project, name, fields)


def problems(project: Path) -> list[str]:
    """Return all problems of the knowledge base, as `kb validate` prints them."""
    return [str(problem) for problem in validate(project).problems]


def _template(path: str) -> str:
    """Return a record for a path: every entry asks something of its own."""
    place = Place.of_path(path)
    if place == Place.settings():
        return SETTINGS
    if place is not None and place.kind != "entry":
        tag = ASCEND if place.id == "ascend" else TAG
        return FACET if place.kind == "facet" else tag
    if path == EXAMPLE:
        return ENTRY
    name = Path(path).stem
    record = asking(f"What does `{name}` say?", f"tell me {name}", f"{name} in short")
    # Every tag has an entry.
    return record.replace("[gpu]", "[gpu, ascend]") if name.startswith("run-on") else record


def _write(project: Path, path: str, text: str) -> None:
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _merge(project: Path, path: str, fields: str) -> None:
    """Write a record made of the template with its fields replaced by those given."""
    record = fields.partition("\n---\n")[0]
    replaced = set(re.findall(r"^[a-z_]+(?=:)", record, re.MULTILINE))
    blocks = re.split(r"^(?=\S)", _template(path), flags=re.MULTILINE)
    kept = (block for block in blocks if block.partition(":")[0] not in replaced)
    _write(project, path, "".join(kept) + fields)
