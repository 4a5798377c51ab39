"""Words: which entry comes first, what is marked in it, and what is said when nothing fits."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from faq.finder.data import CARDS
from playwright.sync_api import Route, expect

from schema.cards import TagKey
from schema.markdown.inline import Piece
from tests.browser.conftest import NO_MOUSE, Visits
from tests.browser.data import Written, data_files, many_entries, tag_card
from tests.browser.finder import CHUNK, FAILED, FOUND, NEAREST, Finder, hold
from tests.browser.model import Data

ERROR = "RuntimeError: Call rt api rtMemcpyAsync failed, ret=507899."

SMALL = [
    Written(
        "new",
        "How is a model exported?",
        summary="With a call of two arguments, as in `C++`.",
        body="The ONNX file is written next to the model.",
        tags=("format/onnx", "device/gpu"),
    ),
    Written(
        "old",
        "What do I call to convert a trained network for other tools?",
        summary="Convert the trained network by a call.",
        body="Convert convert convert.",
        tags=("format/mindir", "device/cpu"),
        successor="new",
    ),
    Written(
        "save",
        (Piece("text", "What does "), Piece("code", "save_checkpoint"), Piece("text", " do?")),
        summary="It isn’t more than a file: weights (all of them) are saved in C++.",
        tags=("format/mindir", "device/gpu"),
    ),
    Written(
        "chinese",
        "如何把训练好的模型导出到ONNX格式？",
        summary="请使用导出接口，模型会被保存。",
        tags=("format/onnx", "device/cpu"),
    ),
    Written(
        "memory",
        "Why does copying to the device fail?",
        summary="The memory of the device is full.",
        tags=("device/npu",),
        errors=("rtMemcpyAsync failed, ret=507899",),
    ),
]
TAGS = [tag_card(TagKey("format", "onnx"), 0, "ONNX"), tag_card(TagKey("device", "npu"), 9, "NPU")]
REPOSITORY = "https://git.example/owner/name"


# Resolves after all that drawing an entry waits for.
WAIT_FOR_CARDS = """async (entry) => {
  await FaqStore.cardsOf([entry]);
  await new Promise((resolve) => { setTimeout(resolve); });
}"""


@pytest.fixture
def small(visit: Visits) -> Finder:
    """The finder with the data of `SMALL`."""
    return Finder(visit.open_with(data_files(SMALL, TAGS, REPOSITORY), "search.html"))


def uri_of(id: str) -> str:
    return f"kb/entries/{id}.html"


def marks(finder: Finder, id: str) -> list[str]:
    """What is marked in the row of an entry."""
    row = finder.rows.filter(has=finder.page.locator(f'a[href$="/{id}.html"]'))
    expect(row).to_have_count(1)
    return row.locator("mark").all_text_contents()


@pytest.mark.parametrize("use", ["tap", "scroll"])
def test_the_landing_page_loads_the_finder_with_its_first_use(visit: Visits, use: str) -> None:
    requests: list[str] = []
    page = visit.blank(**NO_MOUSE)
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{visit.base}index.html")
    page.wait_for_load_state("networkidle")
    assert not [url for url in requests if "finder" in url and ".js" in url]
    if use == "tap":
        page.get_by_role("textbox", name="Find a question").tap()
    else:
        page.mouse.wheel(0, 400)
    expect(page.locator("[data-faq-ready]")).to_be_attached()


def test_a_box_in_use_before_the_scripts_are_there_finds(visit: Visits) -> None:
    page = visit.blank()
    release = hold(page, "**/faq.bundle.js*")
    page.goto(f"{visit.base}index.html", wait_until="commit")
    box = page.locator(".faq-browse .faq-words")
    box.focus()
    release()
    page.wait_for_load_state()
    box.press_sequentially("onnx")
    expect(page.locator(".faq-row mark").first).to_be_visible()


def test_a_superseded_entry_ranks_below_its_successor(small: Finder) -> None:
    # Every word is in the old one, and hardly any in the new one.
    small.words.fill("convert a trained network for other tools")
    expect(small.rows.nth(1).locator(".faq-row-status")).to_have_text("Superseded")
    assert small.seen()["questions"][:2] == [uri_of("new"), uri_of("old")]
    expect(small.rows.first.locator(".faq-row-status")).to_have_count(0)
    # Lists do not show it.
    small.words.fill("")
    expect(small.rows).to_have_count(len(SMALL) - 1)
    assert uri_of("old") not in small.seen()["questions"]


def test_a_pasted_error_finds_its_entry(small: Finder) -> None:
    log = f"[ERROR] 2026-11-22 10:20:30 converting a trained network\nTraceback zzyzx\n{ERROR}\n"
    small.words.fill(log)
    fragment = small.rows.first.locator(".faq-row-fragment")
    expect(fragment).to_have_text("rtMemcpyAsync failed, ret=507899")
    # It comes alone, and nothing is marked in it.
    assert small.seen()["questions"] == [uri_of("memory")]
    expect(small.groups).to_have_text("Matches your error")
    expect(small.status).to_have_text("")
    expect(small.page.locator("mark")).to_have_count(0)
    expect(small.ask).to_be_hidden()
    expect(small.words).to_have_attribute("data-paste", "")
    small.more.click()
    expect(small.groups).to_have_text(["Matches your error", "May help"])
    expect(small.questions.nth(1)).to_be_focused()


def test_a_message_that_the_title_quotes_is_not_repeated(finder: Finder) -> None:
    finder.words.fill(
        "Traceback\nRuntimeError: Load op info form json config failed, version: Ascend310P3"
    )
    expect(finder.groups).to_have_text("Matches your error")
    expect(finder.questions).to_contain_text("Load op info form json config failed")
    expect(finder.page.locator(".faq-row-fragment")).to_have_count(0)


MARKED = [
    ("how is exporting models", "new", ["model exported"]),
    ("exprted", "new", ["exported"]),
    ("SaveCheckpoint", "save", ["save_checkpoint", "saved"]),
    ("weights, files", "save", ["file", "weights"]),
    ("C++ weights", "save", ["weights", "C++"]),
    ("isn't saved", "save", ["save_checkpoint", "saved"]),
    ("模型导出", "chinese", ["模型导出", "导出", "模型"]),
    ("onnx 格式", "chinese", ["ONNX", "格式"]),
    ("型导出", "chinese", ["型导出"]),
]


def test_words_that_matched_are_marked_and_a_corrected_one_is_told(small: Finder) -> None:
    for text, id, marked in MARKED:
        small.words.fill(text)
        expect(small.page.locator("mark").first).to_be_visible()
        assert marks(small, id) == marked
        small.words.fill("")
        expect(small.page.locator("mark")).to_have_count(0)
    small.words.fill("how was it exprted")
    expect(small.status).to_contain_text("Showing results for exported (you typed exprted).")


def test_a_guess_that_is_not_told_is_not_marked(finder: Finder) -> None:
    finder.words.fill("gpu suport")
    expect(finder.status).to_contain_text("Showing results for support (you typed suport).")
    marked = {mark.lower() for mark in finder.page.locator("mark").all_text_contents()}
    assert "gpu" in marked
    assert not any("export" in mark for mark in marked)


def test_results_come_in_groups_and_in_the_other_language(finder: Finder, data: Data) -> None:
    text = "clip gradients in pytorch"
    finder.words.fill(text)
    first, ranking = finder.first(data, text), finder.ranking(data, text)
    expect(finder.groups).to_have_text(["Best match", "May help"])
    assert finder.seen()["questions"] == first
    expect(finder.live).to_have_text(re.compile(r"Best match: \d May help: \d"))
    expect(finder.more).to_have_text(f"Show more ({len(ranking) - len(first)})")
    finder.more.click()
    finder.expect(questions=ranking[: len(first) + 10])
    finder.page.get_by_role("link", name="中文").click()
    expect(finder.page).to_have_url(re.compile(r"/zh-cn/.*\?q=clip\+gradients\+in\+pytorch$"))


def test_what_found_nothing_is_said(finder: Finder) -> None:
    finder.words.fill("cook noodles with pumpkin")
    expect(finder.status).to_have_text("Nothing here about noodles, pumpkin.")
    expect(finder.groups).to_have_text("Nearest questions")
    assert 0 < finder.rows.count() <= NEAREST
    # Without a repository the page about contributing tells how.
    expect(finder.ask).to_have_attribute("href", "./docs/contribute.html")
    docs = finder.page.get_by_role("link", name="Search the MindSpore docs for")
    expect(docs).to_have_attribute("href", re.compile("=cook.noodles.with.pumpkin"))
    finder.words.fill("zzyzx")
    expect(finder.status).to_have_text("Nothing here about zzyzx.")
    expect(finder.groups).to_have_text("Popular questions")
    expect(finder.ask).to_be_visible()
    finder.words.fill("")
    expect(finder.ask).to_be_hidden()


def test_a_row_is_one_link_whose_text_can_be_selected(finder: Finder) -> None:
    page, row = finder.page, finder.rows.first
    summary = row.locator(".faq-row-summary")
    expect(summary).to_have_css("display", "block")  # a box would lose the spaces around code
    assert row.locator("a").count() == 1
    box = summary.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 10)
    page.mouse.up()
    assert page.evaluate("getSelection().toString().length") > 5
    page.evaluate("getSelection().empty()")
    for place in (summary, row):
        with page.context.expect_page() as opened:
            place.click(modifiers=["ControlOrMeta"], position={"x": 5, "y": 5})
        opened.value.close()
    address = finder.questions.first.evaluate("link => link.href")
    summary.click(position={"x": 5, "y": 5})
    page.wait_for_url(address)


def test_a_new_question_says_what_was_asked(small: Finder) -> None:
    small.choose("format/onnx", "device/gpu")
    text = 'What & why?\n# "100%" of 模型 <b>+1</b>'
    small.words.fill(text)
    link = small.ask
    expect(link).to_be_visible()
    address = link.get_attribute("href") or ""
    assert address.isascii()
    assert not set(' "<>\n#').intersection(address)
    assert address.startswith(f"{REPOSITORY}/issues/new?")
    assert parse_qs(urlsplit(address).query) == {
        "template": ["ask-a-question.yml"],
        "title": ['What & why? # "100%" of 模型 <b>+1</b>'],
        "question": [
            "I searched for:\n\n    What & why?\n"
            '    # "100%" of 模型 <b>+1</b>\n\nFilters:\n- Format: ONNX\n- Device: Gpu\n'
        ],
    }
    small.words.fill("model 模型 " * 1000)
    expect(link).to_have_attribute("href", re.compile("title=model"))
    query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert len(query["title"][0]) == 120
    assert 1000 < len(query["question"][0]) < 2100


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("finder/index.js", "index.* of the finder"),
        ("faq-finder*", "faq-finder.bundle.js could not be loaded"),
    ],
)
def test_a_truncated_script_is_reported_and_the_page_still_lists_questions(
    visit: Visits, script: str, error: str
) -> None:
    def cut(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(body=text[: len(text) // 2], content_type="text/javascript")

    visit.expected += [
        f"error: {error}",
        r"error: .*(?:Unexpected|Unterminated|Invalid|[Mm]issing)",
    ]
    page = visit.blank()
    page.route(f"**/{script}", cut)
    page.goto(f"{visit.base}search.html?q=numpy")
    expect(page.get_by_role("alert")).to_have_text(FAILED)
    expect(page.locator(".faq-row")).to_have_count(CHUNK)
    expect(page.locator(".faq-row a").first).to_be_visible()


def test_rows_that_could_not_be_loaded_are_reported(visit: Visits) -> None:
    later = f"cards-{(CHUNK + 5) // CARDS}"
    visit.expected += [rf"failed: .*/{later}", rf"error: {later}.* of the finder"]
    visit.expected += [r"console error: Failed to load resource"]
    tags = ",".join(f"tag-{number}" for number in range(7))
    page = visit.open_with(data_files(many_entries(120)), f"index.html?facet={tags}")
    page.route(f"**/{later}-*.js", lambda route: route.abort())
    finder = Finder(page)
    finder.more.click()
    expect(finder.status).to_have_text(FAILED)
    expect(finder.rows).to_have_count(CHUNK)
    page.unroute(f"**/{later}-*.js")
    finder.more.click()
    expect(finder.rows).to_have_count(2 * CHUNK)
    expect(finder.live).to_have_text("Questions: 120 of 120")


def test_data_that_failed_is_asked_for_again(visit: Visits, data: Data) -> None:
    visit.expected += [r"failed: .*/postings-", r"error: postings-.* of the finder"]
    visit.expected += [r"console error: Failed to load resource"]
    page = visit.blank()
    page.route("**/postings-*.js", lambda route: route.abort())
    page.goto(f"{visit.base}search.html")
    finder = Finder(page)
    finder.words.fill("onnx")
    expect(finder.status).to_have_text(FAILED)
    expect(finder.rows).to_have_count(CHUNK)
    page.unroute("**/postings-*.js")
    finder.words.fill("onnx size")
    finder.expect(questions=finder.first(data, "onnx size"))
    expect(finder.status).not_to_have_text(FAILED)


def test_late_results_do_not_replace_newer_ones(visit: Visits) -> None:
    page = visit.open_with(data_files(many_entries(120)), "index.html")
    finder = Finder(page)
    cards = f"**/cards-{77 // CARDS}-*.js"
    release = hold(page, cards)
    with page.expect_request(cards):
        finder.words.fill("00077")
    finder.words.fill("00005")
    finder.expect(questions=[uri_of("e5")])
    release()
    page.evaluate(WAIT_FOR_CARDS, 77)
    assert finder.seen()["questions"] == [uri_of("e5")]


def test_a_row_that_is_pressed_when_new_results_come_opens(finder: Finder) -> None:
    page, link = finder.page, finder.questions.first
    address = link.evaluate("link => link.href")
    release = hold(page, "**/postings-*.js")
    with page.expect_request("**/postings-*.js"):
        finder.words.fill("onnx")
    link.hover()
    page.mouse.down()
    release()
    page.evaluate(FOUND, "onnx")
    page.evaluate(WAIT_FOR_CARDS, 0)
    page.mouse.up()
    expect(page).to_have_url(address)


def test_letters_of_an_input_method_are_no_query(finder: Finder) -> None:
    page = finder.page
    finder.words.focus()
    session = page.context.new_cdp_session(page)
    letters = {"text": "xian cun", "selectionStart": 8, "selectionEnd": 8}
    session.send("Input.imeSetComposition", letters)
    expect(finder.words).to_have_value("xian cun")
    page.evaluate("new Promise((done) => { setTimeout(done, 600); })")
    expect(finder.status).not_to_contain_text("Nothing here")
    assert "?" not in page.url
    session.send("Input.insertText", {"text": "显存"})
    expect(finder.questions.first).to_contain_text("memory")
