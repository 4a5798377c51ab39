"""Problems with the fields of a record that its model finds."""

from schema.problems import Code

_TAG = "# kb/tags/hardware/gpu.yaml\n"
_SOURCE = "sources: [{url: https://a.b/c, supports: All.}]\n"

MISSING_FIELD = Code(
    "missing-field",
    "A required field is missing.",
    "Add the field.",
    bad="# kb/tags/hardware/gpu.yaml, the whole file\n¦label: GPU\n",
    good="# kb/tags/hardware/gpu.yaml, the whole file\nlabel: GPU\ndescription: Graphics cards.\n",
)
UNKNOWN_FIELD = Code(
    "unknown-field",
    "There is no field with this name.",
    "Correct the name, or remove the field. The reference page on records lists all fields.",
    bad="¦sumary: Yes.\n",
    good="summary: Yes.\n",
)
EMPTY_FIELD = Code(
    "empty-field",
    "A field has a name but no value.",
    "Fill it in, or remove the line if the field is optional.",
    bad="¦related:\n",
    good="related: []\n",
)
WRONG_TYPE = Code(
    "wrong-type",
    "A value has the wrong type: a number instead of text, for example, or text instead of a list.",
    "Write the type that the message names. Put a number that is meant as text in quotes.",
    bad="related: ¦other\n",
    good="related: [other]\n",
)
TOO_LONG = Code(
    "too-long",
    "A text has too many characters, or a list too many items.",
    "Shorten it.",
    bad=f"{_TAG}label: ¦Processors for neural networks that follow the DaVinci architecture\n",
    good=f"{_TAG}label: DaVinci processors\n",
)
TOO_SHORT = Code(
    "too-short",
    "A text has too few characters, or a list too few items.",
    "Write more, or remove it.",
    bad="phrasings: ¦[can I use an NVIDIA card]\n",
    good="phrasings: [can I use an NVIDIA card, training on graphics cards]\n",
)
UNKNOWN_CHOICE = Code(
    "unknown-choice",
    "A value is not one of those that the field allows.",
    "Choose one of the allowed values.",
    bad="status: ¦publish\n",
    good="status: published\n",
)
INVALID_VALUE = Code(
    "invalid-value",
    "A value doesn't have the form of its field, or is outside its limits.",
    "Keep to the form or the limit that the message names.",
    bad=f"{_TAG}order: ¦0\n",
    good=f"{_TAG}order: 1\n",
)
NOT_ONE_LINE = Code(
    "not-one-line",
    "A text that must be one line has a line break, or a space at either end.",
    "Write one line. To wrap a long text, start it with `>-`.",
    bad="summary: |\n  ¦Yes,\n  it does.\n",
    good="summary: >-\n  Yes,\n  it does.\n",
)
NOT_A_QUESTION = Code(
    "not-a-question",
    "A question neither ends with a question mark nor quotes an error message.",
    "End the question with `?`, or put the error message that it quotes in `backticks`.",
    bad="question: ¦It runs on GPUs\n",
    good="question: Does it run on GPUs?\n",
)
DUPLICATE_ITEM = Code(
    "duplicate-item",
    "A list has the same item twice, or an answer shows the same table or check twice.",
    "Keep one.",
    bad="related: [other, ¦other]\n",
    good="related: [other, another]\n",
)
BAD_ID = Code(
    "bad-id",
    "A file name, or a value that names a record, is not a valid id.",
    "An id is lowercase words joined by `-`, at most 80 characters; not a number, and not a "
    "word such as `con` or `null`.",
    bad="related: [¦Run_On_GPU]\n",
    good="former_ids: [run-on-gpu]\n",
)
BAD_DATE = Code(
    "bad-date",
    "A date is not in the calendar, or not written as year-month-day.",
    "Write it like `2026-11-22`.",
    bad="reviewed_on: ¦22.11.2026\n",
    good="reviewed_on: 2026-11-22\n",
)
BAD_VERSION = Code(
    "bad-version",
    "A value is not a version specifier.",
    "Write `>=2.3`, `>=2.0,<2.6` or `==2.7.*`, in quotes.",
    bad="applies_to: ¦2.3 and later\n",
    good='applies_to: ">=2.3"\n',
)
BAD_URL = Code(
    "bad-url",
    "A value is not a complete https address.",
    "Write the whole address of a public page, starting with `https://`, without a user name, "
    "spaces or quotes.",
    bad="sources: [{supports: All., url: ¦http://a.b/}]\n",
    good="sources: [{supports: All., url: https://a.b/}]\n",
)
STATUS_FIELD = Code(
    "status-field",
    "The field `superseded_by` or `reason` doesn't match the status.",
    "A superseded entry needs `superseded_by`, a withdrawn one `reason`; no other entry has them.",
    bad="status: ¦withdrawn\n",
    good="status: withdrawn\nreason: Gone.\n",
)
UNSUPPORTED_CLAIM = Code(
    "unsupported-claim",
    "A claim has neither a check nor a source, or both.",
    "Write `check: …` with a function in `checks/<id>.py`, or `source: …` with one of the entry's "
    "sources.",
    bad="claims: [¦{claim: It runs on GPUs.}]\n",
    good=f"{_SOURCE}claims: [{{claim: It runs on GPUs., source: https://a.b/c}}]\n",
)
UNKNOWN_CHECK = Code(
    "unknown-check",
    "A claim or an answer names a check that doesn't exist, or the checks cannot be read.",
    "Correct the name, or write the check. An answer can show a check only if a claim names it.",
    bad="claims: [{claim: It runs on GPUs., check: ¦it_runs}]\n",
    good=f"{_SOURCE}claims: [{{claim: It runs on GPUs., source: https://a.b/c}}]\n",
)
