"""Problems with the fields of a record that its model finds."""

from __future__ import annotations

from schema.problems import Code

_TAG = "# kb/tags/hardware/gpu.yaml\n"
_FACET = "# kb/tags/hardware/index.yaml\n"
_SOURCE = "sources: [{url: https://a.b/c, supports: All.}]\n"

MISSING_FIELD = Code(
    "missing-field",
    "A required field is missing.",
    "Add the field.",
    bad="# kb/tags/hardware/gpu.yaml, the whole file\n¦label: GPU\n",
    good="# kb/tags/hardware/gpu.yaml, the whole file\nlabel: GPU\ndescription: Graphics cards.\n",
    more=(("sources:\n  - ¦url: https://a.b/c\n", _SOURCE),),
)
UNKNOWN_FIELD = Code(
    "unknown-field",
    "There is no field with this name.",
    "Correct the name, or remove the field. The reference page on records lists all fields.",
    bad="¦sumary: Yes.\n",
    good="summary: Yes.\n",
    more=(
        ("¦sumary:\n", "summary: x\n"),
        ("sources: [{url: https://a.b/c, supports: All., ¦title: x}]\n", _SOURCE),
    ),
)
EMPTY_FIELD = Code(
    "empty-field",
    "A field has a name but no value.",
    "Fill it in, or remove the line if the field is optional.",
    bad="¦related:\n",
    good="related: []\n",
    more=(
        ("related: [other, ¦null]\n", "related: [other, another]\n"),
        ("tags: {¦hardware: }\n", "tags: {hardware: [gpu]}\n"),
        ('answer: ¦"  "\n', 'answer: " a"\n'),
    ),
)
WRONG_TYPE = Code(
    "wrong-type",
    "A value has the wrong type: a number instead of text, for example, or text instead of a list.",
    "Write the type that the message names. Put a number that is meant as text in quotes.",
    bad="related: ¦other\n",
    good="related: [other]\n",
    more=(
        ("# kb/entries/example.yaml, the whole file\n¦- question\n", "related: []\n"),
        ("summary: ¦2.5\n", 'summary: "2.5"\n'),
        ("summary: ¦true\n", 'summary: "true"\n'),
        ("status: ¦[published]\n", "status: published\n"),
        ("tags: ¦[gpu]\n", "tags: {hardware: [gpu]}\n"),
        ("tags: {hardware: ¦gpu}\n", "tags: {hardware: [gpu]}\n"),
        ("sources: [¦https://a.b/c]\n", _SOURCE),
        ("phrasings: [x, ¦save_checkpoint: only]\n", 'phrasings: [x, "save_checkpoint: only"]\n'),
        (f'{_TAG}order: ¦"1"\n', f"{_TAG}order: 1\n"),
        (f"{_TAG}order: ¦010\n", f"{_TAG}order: 10\n"),
        (f"{_TAG}order: ¦{'9' * 5000}\n", f"{_TAG}order: 999\n"),
        (f"{_TAG}order: ¦1.0\n", f"{_TAG}order: 1\n"),
    ),
)
TOO_LONG = Code(
    "too-long",
    "A text has too many characters, or a list too many items.",
    "Shorten it.",
    bad=f"{_TAG}label: ¦Processors for neural networks that follow the DaVinci architecture\n",
    good=f"{_TAG}label: DaVinci processors\n",
    more=(
        (f"summary: ¦{'x' * 301}\n", f"summary: {'x' * 300}\n"),
        (f"answer: |\n  ¦{'x' * 50_001}\n", f"answer: {'x' * 50_000}\n"),
        (
            f"errors: ¦[{', '.join(f'message {n}' for n in range(51))}]\n",
            f"errors: [{', '.join(f'message {n}' for n in range(50))}]\n",
        ),
    ),
)
TOO_SHORT = Code(
    "too-short",
    "A text has too few characters, or a list too few items.",
    "Write more, or remove it.",
    bad="phrasings: ¦[can I use an NVIDIA card]\n",
    good="phrasings: [can I use an NVIDIA card, training on graphics cards]\n",
    more=(
        ("errors: [¦'Error:']\n", "errors: ['Error ab1']\n"),
        ("answer: ¦|\nsummary: x\n", "answer: |\n  x\nsummary: x\n"),
        ("tags: ¦{}\n", "tags: {hardware: [gpu]}\n"),
    ),
)
UNKNOWN_CHOICE = Code(
    "unknown-choice",
    "A value is not one of those that the field allows.",
    "Choose one of the allowed values.",
    bad="status: ¦publish\n",
    good="status: published\n",
    more=((f"{_FACET}color: ¦orage\n", f"{_FACET}color: orange\n"),),
)
INVALID_VALUE = Code(
    "invalid-value",
    "A value is outside the limits of its field.",
    "Keep to the limit that the message names.",
    bad=f"{_TAG}order: ¦0\n",
    good=f"{_TAG}order: 1\n",
    more=((f"{_TAG}order: ¦1000\n", f"{_TAG}order: 999\n"),),
)
NOT_ONE_LINE = Code(
    "not-one-line",
    "A text that must be one line has a line break, or a space at either end.",
    "Write one line. To wrap a long text, start it with `>-`.",
    bad="summary: |\n  ¦Yes,\n  it does.\n",
    good="summary: >-\n  Yes,\n  it does.\n",
    more=(
        ('summary: ¦" x"\n', "summary:  x \n"),
        ("errors: [¦'two\n\n  lines']\n", "errors: ['two lines']\n"),
        ("summary: ¦>+\n  x\n\n", "summary: >-\n  x\n\n"),
    ),
)
NOT_A_QUESTION = Code(
    "not-a-question",
    "A question neither ends with a question mark nor quotes an error message.",
    "End the question with `?`, or put the error message that it quotes in `backticks`.",
    bad="question: ¦It runs on GPUs\n",
    good="question: Does it run on GPUs?\n",
    more=(
        ("question: ¦Error 5\n", "question: The error `5`\n"),
        ("question: ¦“Does it?”\n", "question: Does it, *then?*\n"),
    ),
)
DUPLICATE_ITEM = Code(
    "duplicate-item",
    "A list has the same item twice.",
    "Keep one.",
    bad="related: [other, ¦other]\n",
    good="related: [other, another]\n",
    more=(
        (
            "sources:\n- {url: https://a.b/, supports: x}\n- ¦{supports: x, url: https://a.b/}\n",
            "sources:\n- {url: https://a.b/, supports: x}\n- {url: https://a.b/, supports: y}\n",
        ),
    ),
)
BAD_ID = Code(
    "bad-id",
    "A file name, or a value that names a record, is not a valid id.",
    "An id is lowercase words joined by `-`, at most 80 characters; not a number, and not a "
    "word such as `con` or `null`.",
    bad="related: [¦Run_On_GPU]\n",
    good="former_ids: [run-on-gpu]\n",
    more=(
        ('related: [¦"other\\n"]\n', "related: [other]\n"),
        ("tags: {hardware: [gpu], ¦Hard Ware: [gpu]}\n", "tags: {hardware: [gpu]}\n"),
        (
            "# kb/tags/A/index.yaml, the whole file\n¦label: A\ndescription: A.\n",
            "# kb/tags/a/index.yaml, the whole file\nlabel: A\ndescription: A.\n",
        ),
    ),
)
BAD_DATE = Code(
    "bad-date",
    "A date is not in the calendar, or not written as year-month-day.",
    "Write it like `2026-11-22`.",
    bad="reviewed_on: ¦22.11.2026\n",
    good="reviewed_on: 2026-11-22\n",
    more=(
        ("reviewed_on: ¦2026-02-30\n", 'reviewed_on: "2026-02-28"\n'),
        ("reviewed_on: ¦20261122\n", "reviewed_on: 2026-11-21\n"),
    ),
)
BAD_VERSION = Code(
    "bad-version",
    "A value is not a version specifier.",
    "Write `>=2.3`, `>=2.0,<2.6` or `==2.7.*`, in quotes.",
    bad="applies_to: ¦2.3 and later\n",
    good='applies_to: ">=2.3"\n',
    more=(
        ("applies_to: ¦','\n", 'applies_to: "==2.7.*"\n'),
        ("applies_to: ¦'===<img'\n", 'applies_to: ">= 2.0 , <3"\n'),
    ),
)
BAD_URL = Code(
    "bad-url",
    "A value is not a complete https address.",
    "Write the whole address, starting with `https://`, without a user name, spaces or quotes. "
    "Nobody else can open a local address such as `http://localhost`.",
    bad="sources: [{supports: All., url: ¦http://a.b/}]\n",
    good="sources: [{supports: All., url: https://a.b/}]\n",
    more=tuple(
        (
            f"sources: [{{supports: x, url: ¦'{bad}'}}]\n",
            f"sources: [{{supports: x, url: '{good}'}}]\n",
        )
        for bad, good in (
            ("https://", "https://a"),
            ("https://a@b/", "https://b/@a"),
            ("https://[::1", "https://a/[b]"),
            ("https:///path", "https://a.b:8080/path?q=1#f"),
            ("https://a.b/ c", "https://a.b/%20c"),
            ("https://a.b\\@c", "https://a.b?c"),
            ("javascript:alert(1)//https://a.b", "https://a.b/文档"),
        )
    ),
)
BAD_ORIGIN = Code(
    "bad-origin",
    "An origin is not a page of the source FAQ and the number of a question on it.",
    "Write it like `feature_advice-04`.",
    bad="origin: [¦feature_advice]\n",
    good="origin: [feature_advice-04]\n",
)
STATUS_FIELD = Code(
    "status-field",
    "The field `superseded_by` or `reason` doesn't match the status.",
    "A superseded entry needs `superseded_by`, a withdrawn one `reason`; no other entry has them.",
    bad="status: ¦withdrawn\n",
    good="status: withdrawn\nreason: Gone.\n",
    more=(
        ("status: ¦superseded\n", "status: superseded\nsuperseded_by: other\n"),
        ("reason: ¦Gone.\n", "status: published\n"),
        ("status: draft\nsuperseded_by: ¦other\n", "status: draft\n"),
    ),
)
UNPROVEN_CLAIM = Code(
    "unproven-claim",
    "A claim has neither a check nor a source, or both.",
    "Write `check: …` with a function in `checks/<id>.py`, or `source: …` with one of the entry's "
    "sources.",
    bad="claims: [¦{claim: It runs on GPUs.}]\n",
    good=f"{_SOURCE}claims: [{{claim: It runs on GPUs., source: https://a.b/c}}]\n",
    more=((f"{_SOURCE}claims: [{{claim: x, check: y, source: ¦https://a.b/c}}]\n", _SOURCE),),
)
UNKNOWN_CHECK = Code(
    "unknown-check",
    "A claim or an answer names a check that doesn't exist, or the checks cannot be read.",
    "Correct the name, or write the check. An answer can show a check only if a claim names it.",
    bad="claims: [{claim: It runs on GPUs., check: ¦it_runs}]\n",
    good=f"{_SOURCE}claims: [{{claim: It runs on GPUs., source: https://a.b/c}}]\n",
    more=(("claims: [{claim: It runs on GPUs., check: ¦it-runs}]\n", "related: []\n"),),
)
