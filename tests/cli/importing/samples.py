"""FAQs in the styles in which they are written."""

MARKED_HEADINGS = """\
# Fishing FAQ

[![Source](https://img.example/badge.svg)](https://example.org/faq.md)

## Q: How do I catch a trout with `bait=worm`?

A: Use a worm. See [the guide](https://example.org/guide) for more.

```python
# a comment, no heading
```

<br/>

## On the water

### Q1: Which lakes are open?

A：Two of them:

1. The small lake.

    ```text
    open all year
    ```

2. The large lake<br>in summer only.

#### In a storm

| Lake | Open |
| --- | --- |
| small | always |
"""

REST = """\
Lake FAQ
########

.. contents:: Questions
    :local:

General
=======

1. Where do I find the ``rules``?
---------------------------------

Look at `the board <https://example.org/board>`__ or `Lake Map`_, and see :ref:`maps`::

    cat rules.txt

.. _rain:

2. It rains.
------------

.. note::
    Take a *coat*. It is in ``{locker}``.

.. mystery:: box
   :size: 3

   Unknown content.

.. _Lake Map: https://example.org/map
"""

STYLES = {
    "marked.md": (MARKED_HEADINGS, 2),
    "font.md": (
        "# FAQ\n\n<font size=3>**Q: Does the net tear on `rocks`?**</font>\n\n"
        "A: It does, on <PORT> side too.\n<br/>\n\n"
        "<font size=3>**Q: How long is the line?*</font>\n\nA:Ten metres.\n",
        2,
    ),
    "headings.md": (
        "# Troubleshooting\n\n## Overview\n\nLook at the log first.\n\n## Steering Issues\n\n"
        "### The Rudder Sticks\n\nGrease it.\n",
        2,
    ),
    "asking.md": (
        "---\ntitle: Questions\n---\n\n# Frequently asked\n\n```{contents}\n:local:\n```\n\n"
        "## Why worms? I prefer bread\n\nFish disagree.\n\n## Is it safe ?\n\n"
        "See [rules](rules.md#top).\n\n## How to clean a fish\n\nLike this:\n\n    knife down\n",
        3,
    ),
    "underlined.md": ("FAQ\n===\n\nIs it far?\n----------\n\nNo: a\nmile\n---\n", 1),
    "html.md": ("# FAQ\n\n<h2>Is it far?</h2>\n\nNo.\n\n## Contents\n\n- [a](#b)\n", 1),
    "only.md": ("# Is it far?\n\n**No.**\n", 1),
    "items.md": (
        "## Questions\n\nFeel free to add some.\n\n### Setup\n\n"
        '- "KeyError: hook not found"\n\n  Register the hook first.\n\n'
        '- "no module named reel"\n\n  1. Remove the old reel\n  2. Install it again\n\n'
        '### Use\n\n- "line is too short"\n\n  Buy a longer one.\n',
        3,
    ),
    "marked-items.md": ("- Q: Is it far?\n\n  A: No.\n- Q2: Is it steep?\n\n  A bit.\n", 2),
    "plain.md": ("Q: Is it far?\nA: No.\nQ: Is it steep?\nA: A bit.\nAnd slippery.\n", 2),
    "bold.md": (
        "Some words before.\n\n**Is the ice thick enough?**\n\nDrill a hole and look.\n\n"
        "**When does the season end?**\n\nIn autumn.\n",
        2,
    ),
    "any-bold.md": ("**Ice**\n\nDrill.\n\n**Season**\n\nAutumn.\n", 2),
    "details.md": (
        "# FAQ\n\n<details>\n<summary>May I fish at night?</summary>\n\nWith a lamp.\n\n"
        "</details>\n\n<details><summary>May I swim?</summary>\n\nBetter not.\n\n</details>\n",
        2,
    ),
    "lake.rst": (REST, 2),
}
"""Text and number of questions by file name."""
