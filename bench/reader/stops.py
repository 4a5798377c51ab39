"""Walk through a page with the Tab key, and find stops that a reader cannot see."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from playwright.sync_api import Page

MOST = 300

# What the focus changes must differ by as much as black and dark gray, in as many pixels as the
# outline of a small icon has. (A white box on #f8f9fb, as furo shows the focus, is not visible.)
LEAST_DIFFERENCE = 48
LEAST_PIXELS = 24

# Tags the focused element, so that the walk ends where it began.
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.dataset.stop) return null;
  element.dataset.stop = 'yes';
  const labels = [...(element.labels ?? [])].map((label) => label.innerText).join(' ');
  const name = element.ariaLabel || labels || element.innerText || element.title || '';
  const place = element.className || element.id || element.parentElement.className;
  return {
    name: name.trim().split('\\n')[0].trim().slice(0, 60),
    element: `${element.localName}.${place}`,
    isControl: element.localName !== 'a',
  };
}"""
BLUR = "() => { window.stop = document.activeElement; window.stop.blur(); }"
FOCUS = "() => window.stop.focus({ preventScroll: true, focusVisible: true })"
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"

COUNT = """async ([before, after, least]) => {
  const [one, other] = await Promise.all([before, after].map(async (data) => {
    const image = await createImageBitmap(await (await fetch(data)).blob());
    const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d');
    drawing.drawImage(image, 0, 0);
    return drawing.getImageData(0, 0, image.width, image.height).data;
  }));
  let changed = 0;
  for (let at = 0; at < one.length; at += 4) {
    const differs = (offset) => Math.abs(one[at + offset] - other[at + offset]) >= least;
    if (differs(0) || differs(1) || differs(2)) changed += 1;
  }
  return changed;
}"""


@dataclass(frozen=True)
class Stop:
    """What the focus stopped at."""

    name: str
    element: str
    is_control: bool
    is_visible: bool
    """Whether the screen shows that the focus is here, and not elsewhere or nowhere."""


def walk(page: Page) -> list[Stop]:
    """Press Tab from the start of an open page to its end; return all stops in order."""
    page.add_style_tag(content=STILL)
    canvas = page.context.new_page()
    page.bring_to_front()
    stops = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if not (found := page.evaluate(STOP)):
            break
        focused = _shot(page)
        page.evaluate(BLUR)
        changed = canvas.evaluate(COUNT, [_shot(page), focused, LEAST_DIFFERENCE])
        page.evaluate(FOCUS)
        is_visible = changed >= LEAST_PIXELS
        stops.append(Stop(found["name"], found["element"], found["isControl"], is_visible))
    canvas.close()
    return stops


def _shot(page: Page) -> str:
    image = page.screenshot(animations="allow", caret="hide")
    return "data:image/png;base64," + base64.b64encode(image).decode()
