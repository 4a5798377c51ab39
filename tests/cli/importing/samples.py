"""FAQs in the styles in which they are written."""

MARKED_HEADINGS = """\
# Fishing FAQ

[![Source](https://img.example/badge.svg)](https://example.org/faq.md)

## Q: How do I catch a trout with `bait=worm`?

A: Use a worm. See [the guide](https://example.org/guide) for more.

```python
# a comment, no heading
cast("worm")
```

<br/>

## Q: Which lakes are open?

A: Two of them:

1. The small lake.

    ```text
    open all year
    ```

2. The large lake<br>in summer only.

| Lake | Open |
| --- | --- |
| small | always |

<br/>
"""

SECTIONED = """\
# Boats

## On the water

### Q1: Can I row?

A：Yes.

### Q: It leaks, what now?

Bail it out.

#### In a storm

Row home first.

## In the harbour

### Q: Where is the berth?

A: At the pier.
"""

FONT = """\
# FAQ

<font size=3>**Q: Does the net tear on `rocks`?**</font>

A: It does, on <PORT> side too.
<br/>

<font size=3>**Q: How long is the line?*</font>

A:Ten metres.

<br/>
"""

TROUBLE = """\
# Troubleshooting

## Overview

Look at the log first.

## The Motor Fails

1. The tank is empty. The log says:

    ```text
    [motor.cc:**] no fuel
    ```

    - Analysis: nothing left to burn.
    - Solution: fill the tank.

## Steering Issues

### The Rudder Sticks

Grease it.
"""

BULLETS = """\
## Frequent Questions

Feel free to add some.

### Setup

- "KeyError: hook not found"

  Register the hook first.

- "no module named reel"

  1. Remove the old reel
  2. Install it again

### Use

- "line is too short"

  Buy a longer one.
"""

BOLD = """\
Some words before.

**Is the ice thick enough?**

Drill a hole and look.

**When does the season end?**

In autumn.
"""

PLAIN = """\
Q: Is it far?
A: No.
Q: Is it steep?
A: A bit.
And slippery.
"""

DETAILS = """\
# FAQ

<details>
<summary>May I fish at night?</summary>

With a lamp.

</details>

<details><summary>May I swim?</summary>

Better not.

</details>
"""

QUESTION_HEADINGS = """\
---
title: Questions
---

# Frequently asked

```{contents}
:local:
```

## Why worms? I prefer bread

Fish disagree.

## Is it safe ?

See [rules](rules.md#top) and <http://example.org/a>.

## How to clean a fish

Like this:

    knife down
"""

REST = """\
Lake FAQ
########

.. contents:: Questions
    :local:

------

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

=====  ======
Depth  Color
=====  ======
1 m    green
=====  ======

.. mystery:: box
   :size: 3

   Unknown content.

.. _Lake Map: https://example.org/map
"""

STYLES = {
    "marked.md": (MARKED_HEADINGS, 2),
    "sectioned.md": (SECTIONED, 3),
    "font.md": (FONT, 2),
    "trouble.md": (TROUBLE, 3),
    "bullets.md": (BULLETS, 3),
    "bold.md": (BOLD, 2),
    "plain.md": (PLAIN, 2),
    "details.md": (DETAILS, 2),
    "questions.md": (QUESTION_HEADINGS, 3),
    "lake.rst": (REST, 2),
}
"""Text and number of questions by file name."""
