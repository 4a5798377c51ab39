"""Problems with the Markdown of an answer: what a record may not contain."""

from schema.codes.evidence import checked
from schema.problems import Code


def _answer(text: str) -> str:
    """Return the field of an answer."""
    return "answer: |\n" + "".join(f"  {line}".rstrip() + "\n" for line in text.split("\n"))


def _nested(depth: int, mark: str = "") -> str:
    """Return directives nested in each other, with a mark before the innermost."""
    fences = [":" * (10 - n) for n in range(depth)]
    opening = [f"{fence}{{note}}" for fence in fences]
    return "\n".join([*opening[:-1], mark + opening[-1], "x", *reversed(fences)])


HEADING_LEVEL = Code(
    "heading-level",
    "An answer has a level-1 heading, or one that skips a level. Level 1 is the question itself.",
    "Start headings with `##`. If this is code, put it in a fenced block.",
    bad=_answer("¦# On GPUs"),
    good=_answer("## On GPUs"),
)
RAW_HTML = Code(
    "raw-html",
    "An answer contains HTML.",
    "Use Markdown. Put a literal `<` in `backticks`.",
    bad=_answer("It runs on ¦<b>GPUs."),
    good=_answer("It runs on **GPUs**."),
)
IMAGE = Code(
    "image",
    "An answer has an image.",
    "Describe it in words or a table, or link to the page that has the image.",
    bad=_answer("¦![The supported hardware](https://a.b/c.png)"),
    good=_answer("See [the supported hardware](https://a.b/c)."),
)
LINK_SCHEME = Code(
    "link-scheme",
    "A link in an answer is not an https address with a plain ASCII host.",
    "Link to another entry with the role `faq:entry`, and to a page with its whole https address. "
    "Put any other address in `backticks`.",
    bad=_answer("See ¦[the other entry](other.html)."),
    good=_answer("See {faq:entry}`other`."),
)
UNKNOWN_ROLE = Code(
    "unknown-role",
    "An answer has a role that is not allowed.",
    "Use one of the roles in the reference, under 'Markdown in an answer'.",
    bad=_answer("See ¦{download}`the list <hardware.csv>`."),
    good=_answer("Press {kbd}`Ctrl` and see {faq:tag}`hardware/gpu`."),
)
UNKNOWN_DIRECTIVE = Code(
    "unknown-directive",
    "An answer has a directive that is not allowed.",
    "Use one of the directives in the reference, under 'Markdown in an answer'.",
    bad=_answer("¦:::{include} /etc/hostname\n:::"),
    good=_answer(":::{note}\nIt runs on GPUs.\n:::"),
)
UNKNOWN_OPTION = Code(
    "unknown-option",
    "A directive in an answer has an option. Directives have no options here, so a page would show "
    "it as text.",
    "Delete the line.",
    bad=_answer(":::{note}\n¦:class: wide\n\nIt runs on GPUs.\n:::"),
    good=_answer(":::{note}\nIt runs on GPUs.\n:::"),
)
EMPTY_BLOCK = Code(
    "empty-block",
    "A box, heading, link or title in an answer has no text.",
    "Write some words, or delete it.",
    bad=_answer("¦:::{note}\n:::"),
    good=_answer(":::{note}\nIt runs on GPUs.\n:::"),
)
NESTING = Code(
    "nesting",
    "Directives, lists or quotes in an answer are nested too deep. For directives the limit is 6.",
    "Remove some of the nesting.",
    bad=_answer(_nested(7, "¦")),
    good=_answer(_nested(6)),
)
FENCE_LANGUAGE = Code(
    "fence-language",
    "A code block in an answer names no language, or an unsupported one.",
    "Write the language after the fence: `console` for a session, `text` for any language that is "
    "not supported.",
    bad=_answer("¦```\nimport numpy\n```"),
    good=_answer("```python\nimport numpy\n```"),
)
UNCLOSED_FENCE = Code(
    "unclosed-fence",
    "A block in an answer is never closed, so everything after it becomes part of it.",
    "Close the block with the same marks on their own line.",
    bad=_answer("¦```python\nimport numpy\n\nIt runs on GPUs."),
    good=_answer("```python\nimport numpy\n```\n\nIt runs on GPUs."),
)
LOST_TEXT = Code(
    "lost-text",
    "A block or the row of a table in an answer has text that is never displayed.",
    "Delete the text in the block: the directive `check` shows the program of a check. In a "
    "`tab-set`, move it before the tabs or into one of them.",
    bad=checked(_answer("¦```{check} it_adds\nx\n```")),
    good=checked(_answer("```{check} it_adds\n\n```")),
)
