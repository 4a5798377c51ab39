"""The share of an entry page's words that aren't the answer.

Counted is the text that a reader sees in the main column (furo's `.content`: the article and the
footer below it) of a page that was just opened at a width of 1280 pixels. A word is a run of
characters other than spaces with at least one letter or digit. What isn't drawn doesn't count: a
closed `<details>` except for its summary line, hidden elements, and text for screen readers, which
is 1 pixel large.

The answer is the title, the summary and the record's answer with its code and output. In the page,
these are the `h1` and the elements beside it, except for those with a class of ours (`faq-…`) that
isn't in `ANSWER`. All other words aren't the answer: navigation, tags, "Tested on", feedback links,
related questions, sources, claims.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page

ANSWER = ".faq-summary, .faq-answer, .faq-example, .faq-output, .faq-carded, .faq-lookup"

TEXTS = """(answer) => {
  const column = document.querySelector('.content');
  const unseen = [...column.querySelectorAll('*')].filter((element) => {
    const { height, width } = element.getBoundingClientRect();
    return Math.min(height, width) <= 1 && getComputedStyle(element).position === 'absolute';
  });
  for (const element of unseen) element.style.display = 'none';
  const isAnswer = (part) => part.localName === 'h1' || part.matches(answer)
    || ![...part.classList].some((name) => name.startsWith('faq-'));
  const parts = [...column.querySelector('article h1').parentElement.children].filter(isAnswer);
  return [column.innerText, parts.map((part) => part.innerText).join('\\n')];
}"""


def share_beside_the_answer(page: Page) -> float:
    """Return the share, from 0 to 1, of an open entry page."""
    everything, answer = (len(_words(text)) for text in page.evaluate(TEXTS, ANSWER))
    return 1 - answer / everything


def _words(text: str) -> list[str]:
    return re.findall(r"\S*[^\W_]\S*", text)
