"""Records as people might write them: every style of YAML, comments everywhere, wrong values."""

import json

from hypothesis import strategies as st

from schema.models.entry import Entry
from schema.models.tag import Tag

_SIGNS = "#:-?,[]{}&*!|>'\"%@`~=<\\. \t0123456789_+xXeEnNoOyYsStT/éß“’中文?、 \ufe0f😀"

LINES = (
    st.text(_SIGNS, max_size=40)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=40)
    | st.lists(st.text("abcdé#:'\".-", min_size=1, max_size=14), max_size=40).map(" ".join)
    | st.sampled_from(["yes", "1.0", "null", "2026-11-22", "0o17", "1:30", "...", "---", "<<"])
    | st.sampled_from(["=", "~", "a:"])
    | st.sampled_from(["", "- a", "a: b", "a #b", " x", "x ", "a  b", "x" * 120])
    | st.just("https://host/" + "x" * 100)
)
TEXTS = (
    LINES
    | st.lists(LINES, max_size=5).map("\n".join)
    | st.lists(LINES, max_size=4).map(lambda lines: "\n".join(lines) + "\n")
)
COMMENTS = st.text(_SIGNS, max_size=20).map(lambda text: "#" + text.replace("\n", ""))

BESIDE = st.just("") | COMMENTS.map(lambda comment: f" {comment}")
STYLES = ("plain", "single", "double", "|", "|-", "|+", ">", ">-", "wrapped", "raw")

UNKNOWN = ("unknown", "yes", '"a: b"', "'#'", '"' + "k" * 300 + '"')
KEYS = st.sampled_from([*Entry.model_fields, *Tag.model_fields, *UNKNOWN])


def indented(text: str) -> str:
    return text.replace("\n", "\n  ")


@st.composite
def scalars(draw: st.DrawFn) -> str:
    """Return a value for use after `key: ` or `- `; whoever uses it indents further lines."""
    text, style, beside = draw(TEXTS), draw(st.sampled_from(STYLES)), draw(BESIDE)
    if style == "raw":
        return draw(st.sampled_from(["5", "1.50", "~", "", "true", "+3", "-.5", "None"])) + beside
    if style == "plain":
        return text + beside
    if style == "wrapped":
        return text.replace(" ", "\n") + beside
    if style == "single":
        return "'" + text.replace("'", "''").replace("\n", "\n\n") + "'" + beside
    if style == "double":
        return json.dumps(text, ensure_ascii=draw(st.booleans())) + beside
    return f"{style}{beside}\n{text}"


@st.composite
def flows(draw: st.DrawFn) -> str:
    """Return a list or a mapping in brackets, with comments in it."""
    gap = st.just(" ") | st.just("") | COMMENTS.map(" {}\n".format)
    words = st.sampled_from(["gpu", "a b", '"x, y"', "1", "'#'", "", "[]"])
    inner = ",".join(f"{draw(gap)}{word}{draw(gap)}" for word in draw(st.lists(words, max_size=4)))
    beside = draw(BESIDE)
    if draw(st.booleans()):
        return f"[{draw(gap)}{inner}]{beside}"
    return f"{{{draw(gap)}x: [{inner}]{draw(gap)}}}{beside}"


@st.composite
def blocks(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """Return a list or a mapping below its key."""
    comments = st.tuples(st.integers(0, 6), COMMENTS).map(lambda drawn: " " * drawn[0] + drawn[1])
    leads = draw(st.sampled_from([("-", "-", "-"), ("a:", "b:", "c:")]))
    lines = [draw(BESIDE)]
    for lead in leads[: draw(st.integers(1, 3))]:
        lines += draw(st.lists(comments, max_size=1))
        lines.append(f"{lead} {indented(draw(values))}")
    return "\n".join([*lines, *draw(st.lists(comments, max_size=2))])


VALUES = st.recursive(scalars() | flows(), blocks, max_leaves=6)


@st.composite
def records(draw: st.DrawFn) -> str:
    """Return the text of a record, which may be invalid YAML."""
    lines = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=6, unique=True)):
        lines += draw(st.lists(COMMENTS | st.just(""), max_size=2))
        lines.append(f"{key}: {draw(st.sampled_from([str, indented]))(draw(VALUES))}")
    lines += draw(st.lists(COMMENTS | st.just(""), max_size=2))
    end = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]))
    text = "\n".join(lines).replace("\n", end)
    start = draw(st.sampled_from(["", "", "---\n", "# first\n"]))
    return start + text + draw(st.sampled_from(["", end]))
