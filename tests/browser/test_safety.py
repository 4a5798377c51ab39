"""Hostile data, hostile queries, and a strict content security policy."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from schema.cards import TagKey
from schema.markdown.inline import Piece
from tests.browser.conftest import EVERYWHERE, Visits
from tests.browser.data import Written, data_files, read_files, tag_card
from tests.browser.finder import Finder
from tests.browser.model import Data, Picks, tags_of
from tests.browser.test_dialog import PAGE, Dialog

ATTACKS = [
    "<img src=x onerror='hacked=1'>",
    "<script>hacked=1</script>",
    "\"><svg onload='hacked=1'>",
    "</ul><iframe src='javascript:hacked=1'></iframe>",
    "javascript:hacked=1",
    "&lt;b&gt; &amp; ${hacked=1} {{hacked}}",
    "</script><script>hacked=1</script>",
]
NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "__defineGetter__", "valueOf"]
STYLES = ("text", "code", "emphasis", "strong")
EVIL_FACET = "\"><b onclick='hacked=1'>"
LONG = 200_000


def attack(number: int, text: str) -> Written:
    """An entry in which every text is an attack."""
    return Written(
        text.replace("/", "-"),
        tuple(Piece(style, f"{number} {text}") for style in STYLES),  # type: ignore[arg-type]
        summary=f"{text} constructor toString __proto__",
        phrasings=(text, *NAMES),
        body=f"{text} hacked",
        tags=("__proto__/polluted", "constructor/toString", f"{EVIL_FACET}/{text}"),
        errors=(f"RuntimeError: {text} is not defined", "__proto__"),
    )


def hostile() -> dict[str, str]:
    entries = [attack(number, text) for number, text in enumerate([*ATTACKS, *NAMES])]
    tags = [tag_card(TagKey("__proto__", "polluted"), 0, ATTACKS[1], tuple(ATTACKS))]
    return data_files([*entries, Written("old", ATTACKS[0], successor="constructor")], tags)


def check_unharmed(page: Page) -> None:
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.evaluate("({}).polluted") is None
    for place in page.locator(".faq-browse, .faq-dialog").all():
        assert place.locator("img, script, svg, iframe, b, style").count() == 0
        names = "nodes => nodes.flatMap(n => n.getAttributeNames()).filter(a => a.startsWith('on'))"
        assert place.locator("*").evaluate_all(names) == []
        schemes = "links => links.map(a => a.protocol)"
        assert set(place.locator("a[href]").evaluate_all(schemes)) <= {"http:", "https:", "file:"}


@EVERYWHERE
def test_hostile_data_is_only_text(visit: Visits) -> None:
    files = hostile()
    data = read_files(files)
    page = visit.open_with(files, "index.html?q=hacked")
    finder = Finder(page)
    ranking = finder.ranking(data, "hacked")
    entries = {entry["uri"]: entry for entry in data["entries"]}
    assert len(ranking) > len(ATTACKS)
    finder.more.click()
    expect(finder.rows).to_have_count(len(ranking))
    for row, uri in zip(finder.rows.all(), ranking, strict=False):
        assert row.locator(".faq-row-question").text_content() == entries[uri]["question"]
        assert row.locator(".faq-row-summary").text_content() == entries[uri]["summary"]
    check_unharmed(page)
    keys = list(tags_of(data))
    assert len(keys) == len(ATTACKS) + len(NAMES) + 2
    page.locator(".faq-choice input").evaluate_all("boxes => boxes.forEach(box => box.click())")
    finder.expect(chips=keys, questions=finder.first(data, "hacked", *keys))
    check_unharmed(page)
    page.reload()
    finder = Finder(page)
    finder.expect(chosen=keys, words="hacked")
    # Names of the language are words like any others.
    for name in (*NAMES, "isPrototypeOf", "__lookupGetter__"):
        assert (f"kb/entries/{name}.html" in finder.ranking(data, name)) is (name in NAMES)
    check_unharmed(page)


def test_a_hostile_address_is_only_text(visit: Visits, data: Data) -> None:
    query = "q=zzyzx%3Cimg+src%3Dx+onerror%3Dqwertz%3D1%3E&hardware=%3Cscript%3E&__proto__=polluted"
    page = visit.open(f"index.html?{query}")
    finder = Finder(page)
    expect(finder.words).to_have_value("zzyzx<img src=x onerror=qwertz=1>")
    finder.choose(next(iter(tags_of(data))))
    finder.words.fill("<b>zzyzx</b>")
    expect(finder.page.locator(".faq-ways")).to_contain_text("“<b>zzyzx</b>”")
    check_unharmed(page)


def test_a_very_long_text(visit: Visits, finder: Finder, data: Data) -> None:
    ranking = finder.first(data, "onnx")
    for piece in ("a", "模", "1."):
        finder.words.evaluate(PASTE, [piece, LONG // len(piece)])
        finder.words.evaluate(PASTE, ["onnx", 1])
        finder.expect(questions=ranking, words="onnx")
    # The browser takes many seconds to lay out these; quadratic work would take hours.
    for piece in ("\n", "\ud83d", "\u0301", "a\n", "Error: /a/"):
        finder.page.evaluate(ALL_BUT_DISPLAY, [piece, LONG // len(piece)])
    finder.page.goto(f"{visit.base}search.html#q={'a' * LONG}")
    expect(Finder(finder.page).ask).to_be_visible()
    check_unharmed(finder.page)


PASTE = """(box, [piece, times]) => {
  box.value = piece.repeat(times);
  box.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste' }));
  box.dispatchEvent(new Event('change'));
}"""

# All that happens to a text but its display.
ALL_BUT_DISPLAY = """async ([piece, times]) => {
  const text = piece.repeat(times);
  const index = await FaqStore.open();
  const query = { text, chosen: new Set() };
  await FaqSearch.find(text);
  FaqWays.askAddress(index, query);
  FaqQuery.fromAddress(index, `?${FaqQuery.toParameters(index, query)}`, '');
}"""


INLINE = re.compile(
    r"<script>(?P<script>.*?)</script>|<style>(?P<style>.*?)</style>| style=\"(?P<attribute>.*?)\"",
    re.DOTALL,
)
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});"""


def inline_pieces(text: str) -> set[tuple[str, str]]:
    """What of a page a policy has to allow by its hash, with its kind."""
    return {
        (kind, piece)
        for match in INLINE.finditer(text)
        for kind, piece in match.groupdict().items()
        if piece is not None
    }


@pytest.fixture(scope="module")
def pieces(our_site: Path) -> set[tuple[str, str]]:
    pages = [path.read_text("utf-8") for path in our_site.rglob("*.html")]
    return {piece for page in pages for piece in inline_pieces(page)}


def test_no_inline_piece_is_ours(our_site: Path, pieces: set[tuple[str, str]]) -> None:
    # The theme's choice of colors.
    assert [kind for kind, _ in pieces] == ["script"]
    assert not any("faq" in piece for _, piece in pieces)
    for path in our_site.rglob("*.html"):
        text = path.read_text("utf-8")
        redirect = 'http-equiv="refresh"' in text
        assert inline_pieces(text) == (set() if redirect else pieces), path
        assert not re.search(r"<[^>]* on[a-z]+=", text), path
        assert "javascript:" not in text, path


def allowances(texts: Iterable[str]) -> str:
    hashes = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{hash}'" for hash in hashes)


@pytest.fixture
def strict(visit: Visits, pieces: set[tuple[str, str]]) -> Page:
    """A page of a site under a policy that allows no inline piece but the theme's."""
    scripts = allowances(piece for _, piece in pieces)
    policy = f"default-src 'self'; img-src 'self' data:; script-src 'self' {scripts}"

    def answer(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page = visit.blank()
    page.route(re.compile(r"\.html"), answer)
    page.add_init_script(WATCH)
    return page


def test_a_strict_policy_holds(strict: Page, visit: Visits, data: Data, picks: Picks) -> None:
    strict.goto(f"{visit.base}search.html?q={picks.word}")
    finder = Finder(strict)
    finder.choose(picks.one)
    finder.expect(questions=finder.first(data, picks.word, picks.one))
    paste = "Traceback (most recent call last):\nRuntimeError: no onnx"
    finder.words.fill(paste)
    finder.expect(questions=finder.first(data, paste, picks.one))
    assert strict.evaluate("violations") == []
    strict.goto(visit.base + PAGE)
    expect(strict.get_by_role("button", name="Copy link")).to_be_visible()
    dialog = Dialog(strict).open()
    dialog.words.fill("onnx")
    expect(dialog.questions.first).to_be_visible()
    assert strict.evaluate("violations") == []
    # The policy is strict, or else this would prove nothing.
    visit.expected += ["Content Security Policy"]
    strict.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.head.append(script);
          document.body.setAttribute('style', 'color: red');
        }"""
    )
    assert strict.evaluate("typeof ran") == "undefined"
    violated = [text.split()[0] for text in strict.evaluate("violations")]
    assert violated == ["script-src-elem", "style-src-attr"]
