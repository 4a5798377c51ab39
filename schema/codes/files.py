"""Problems with files: names, places, sizes, encodings."""

from schema.problems import Code

_ENTRY = """\
question: Who maintains it?
phrasings: [authors of it, names of its team]
summary: Volunteers.
answer: Volunteers.
tags: {hardware: [gpu]}
status: published
reviewed_on: 2026-11-22
"""

_TAG = """\
label: 显卡
description: 图形处理器。
translates: {label: "b4627bfb", description: "447fce56"}
"""

UNEXPECTED_FILE = Code(
    "unexpected-file",
    "A file or link is not where a record belongs.",
    "Move or rename it. Records are `kb/settings.yaml`, `kb/glossary.yaml`, "
    "`kb/compatibility/<id>.yaml`, `kb/entries/<id>.yaml`, `kb/tags/<facet>/<tag>.yaml` and "
    "`kb/tags/<facet>/index.yaml`. Translations of the last three have the same path below "
    "`kb/translations/<language>/`, without `entries/`.",
    bad=f"# kb/entries/run-on-gpu.yml, the whole file\n¦{_ENTRY}",
    good=f"# kb/entries/run-on-gpu.yaml, the whole file\n{_ENTRY}",
)
ORPHAN_TRANSLATION = Code(
    "orphan-translation",
    "A translation has the name of a record that doesn't exist.",
    "Give it the file name of the record that it translates, or delete it.",
    bad=f"# kb/translations/zh-cn/tags/hardware/fpga.yaml, the whole file\n¦{_TAG}",
    good=f"# kb/translations/zh-cn/tags/hardware/gpu.yaml, the whole file\n{_TAG}",
)
UNREADABLE_FILE = Code(
    "unreadable-file",
    "A file or folder cannot be read: it is a link or a device, or its permissions forbid it.",
    "Replace it with a regular file that everybody may read. To give an entry a second address, "
    "use `former_ids`.",
)
FILE_TOO_LARGE = Code(
    "file-too-large",
    "A file is larger than a record may be.",
    "Shorten the answer, or split the entry into several questions.",
)
NOT_UTF_8 = Code(
    "not-utf-8",
    "A file is not UTF-8 text. The position is that of the first wrong byte.",
    "Save the file as UTF-8.",
)
TOO_MANY_PROBLEMS = Code(
    "too-many-problems",
    "A file has more problems than are shown. Only the first 100 are.",
    "Fix the problems above, then run `kb validate` again.",
)
