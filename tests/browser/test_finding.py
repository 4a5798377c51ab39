"""Words: which entry comes first, what is marked in it, and what is said when nothing fits."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect

from schema.markdown.inline import Piece
from tests.browser.conftest import EVERYWHERE, Visits
from tests.browser.data import Label, Written, data_files, many_entries, read_files
from tests.browser.finder import FAILED, RANKED_CHUNK, Finder, replace_data, sentence
from tests.browser.model import Data, counts, matches, tags_of
from tests.pages import ROOT
from tests.schema.base import validate

NEAREST = "No question matches well. These come nearest:"

# What readers type, by what is hard about it, and the entry that answers it.
QUERIES = {
    "a whole question": (
        "Do I have to buy Huawei hardware to run MindSpore?",
        "run-on-gpu-and-cpu",
    ),
    "with a comma": (
        "I have a ckpt from a TensorFlow project, will MindSpore open it?",
        "read-tensorflow-ckpt",
    ),
    "a few words": ("max onnx size", "export-size-limit"),
    "other words than in the question": (
        "random number generation hangs",
        "model-encryption-stuck",
    ),
    "typos": ("gradeint cliping", "truncated-gradient"),
    "a letter missing": ("tensorfow chekpoint", "read-tensorflow-ckpt"),
    "the beginning of a word": ("taic", "native-python-like-taichi"),
    "a plural": ("encrypted models freezing", "model-encryption-stuck"),
    "another ending": ("quantized models", "cloud-edge-device"),
    "two words for one": ("Model Arts online training", "mindspore-and-modelarts"),
    "an alias of a tag": ("field programmable gate array", "add-hardware-backend"),
    "in snake case": ("save_checkpoint", "load-other-framework-weights"),
    "in camel case": ("SaveCheckpoint", "load-other-framework-weights"),
    "in plain words": ("save checkpoint", "load-other-framework-weights"),
    "Chinese and English": ("npu 和 ascend 什么关系", "ascend-and-npu"),
    "Chinese and a number": ("mindspore 导出 onnx 2GB 限制", "export-size-limit"),
    "capitals": ("INT8 QUANTIZATION AVAILABLE", "cloud-edge-device"),
}

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
TAGS = [Label("format/onnx", "ONNX", ("Open Neural Network Exchange",)), Label("device/npu", "NPU")]
REPOSITORY = "https://git.example/owner/name"


# Resolves after all that drawing a query waits for.
WAIT_FOR_CARDS = """async (text) => {
  const { entries } = await FaqSearch.find(text);
  await FaqStore.cardsOf(entries.slice(0, 10));
  await new Promise((resolve) => { setTimeout(resolve); });
}"""


@pytest.fixture(scope="module")
def small() -> dict[str, str]:
    return data_files(SMALL, TAGS, REPOSITORY)


def open_with(visit: Visits, files: dict[str, str], address: str = "search.html") -> Finder:
    page = visit.blank()
    replace_data(page, files)
    page.goto(visit.base + address)
    return Finder(page)


def uri_of(id: str) -> str:
    return f"kb/entries/{id}.html"


def marks(finder: Finder, id: str) -> list[str]:
    """What is marked in the row of an entry."""
    row = finder.rows.filter(has=finder.page.locator(f'a[href$="/{id}.html"]'))
    expect(row).to_have_count(1)
    return row.locator("mark").all_text_contents()


# Which entries ---------------------------------------------------------------------------


@EVERYWHERE
def test_what_readers_type_finds_its_answer(visit: Visits, data: Data) -> None:
    finder = Finder(visit.open("search.html"))
    catalogue = validate(ROOT).catalogue
    # Whoever renames or withdraws an entry need not know of these queries.
    wanted = {kind: catalogue.renamed.get(id, id) for kind, (_, id) in QUERIES.items()}
    wanted = {kind: id for kind, id in wanted.items() if catalogue.entries[id].listed}
    assert wanted
    # Nor need whoever adds a word to another entry, which may then come before a wanted one.
    found = {kind: finder.found(data, QUERIES[kind][0])[:3] for kind in wanted}
    lost = {kind: found[kind] for kind, id in wanted.items() if uri_of(id) not in found[kind]}
    assert not lost
    behind = {kind: found[kind][0] for kind, id in wanted.items() if uri_of(id) != found[kind][0]}
    assert len(behind) <= len(wanted) / 5, behind


def test_answers_are_shown_with_what_they_are_filed_under(visit: Visits, data: Data) -> None:
    finder = Finder(visit.open("search.html"))
    for kind in ("a whole question", "a few words", "Chinese and English"):
        text, _ = QUERIES[kind]
        finder.words.fill(text)
        found = finder.found(data, text)
        finder.expect(questions=found[:RANKED_CHUNK], counts=counts(data, among=found))
        status = sentence(len(found), data["listed"]) if finder.is_sure(text) else NEAREST
        expect(finder.status).to_have_text(status)
        [entry] = [entry for entry in data["entries"] if entry["uri"] == found[0]]
        first = finder.rows.first
        expect(first.locator(".faq-row-question")).to_have_text(entry["question"])
        expect(first.locator(".faq-row-summary")).to_have_text(entry["summary"])
        labels = [tags_of(data)[key]["label"] for key in entry["tags"]]
        assert sorted(first.locator(".faq-badge").all_text_contents()) == sorted(labels)
        expect(first.locator("mark").first).to_be_visible()


def test_facets_and_words_apply_together(visit: Visits, small: dict[str, str]) -> None:
    data = read_files(small)
    finder = open_with(visit, small)
    text = "export convert save 模型 call"
    finder.words.fill(text)
    found = finder.found(data, text)
    assert len(found) == 4
    chosen: list[str] = []
    for key in ("format/onnx", "device/gpu", "format/mindir", "device/cpu"):
        chosen.append(key)
        finder.choose(key)
        left = matches(data, chosen, found)
        finder.expect(questions=left, counts=counts(data, chosen, found))
    sizes = [len(matches(data, chosen[:number], found)) for number in range(1, 5)]
    assert sizes == [2, 1, 2, 4]


def test_a_superseded_entry_ranks_below_its_successor(visit: Visits, small: dict[str, str]) -> None:
    finder = open_with(visit, small)
    # Every word is in the old one, and hardly any in the new one.
    finder.words.fill("convert a trained network for other tools")
    expect(finder.rows.nth(1).locator(".faq-row-status")).to_have_text("Superseded")
    uris = [uri_of("new"), uri_of("old")]
    assert finder.seen()["questions"][:2] == uris
    expect(finder.rows.first.locator(".faq-row-status")).to_have_count(0)
    # Lists do not show it.
    finder.words.fill("")
    finder.expect(questions=[entry["uri"] for entry in read_files(small)["entries"][:4]])
    assert uris[1] not in finder.seen()["questions"]


def test_no_more_questions_match_than_there_are(visit: Visits) -> None:
    two = [
        Written("new", "How is a model exported?"),
        Written("old", "Is a model exported?", successor="new"),
    ]
    finder = open_with(visit, data_files(two))
    finder.words.fill("model exported")
    expect(finder.rows).to_have_count(2)
    expect(finder.status).to_have_text("2 of 2 questions")


def test_a_pasted_error_finds_its_entry(visit: Visits, small: dict[str, str]) -> None:
    finder = open_with(visit, small)
    log = f"[ERROR] 2026-11-22 10:20:30 converting a trained network\nTraceback\n{ERROR}\n"
    finder.words.fill(log)
    fragment = finder.rows.first.locator(".faq-row-fragment")
    expect(fragment).to_have_text("Matches your error: rtMemcpyAsync failed, ret=507899")
    assert finder.seen()["questions"][0] == uri_of("memory")
    expect(finder.rows.locator(".faq-row-fragment")).to_have_count(1)
    expect(finder.words).to_have_attribute("data-paste", "")


# What is marked --------------------------------------------------------------------------


MARKED = [
    ("exporting models", "new", ["model", "exported"]),
    ("how is the model exported", "new", ["model", "exported"]),
    ("exprted", "new", ["exported"]),
    ("SaveCheckpoint", "save", ["save_checkpoint", "saved"]),
    ("weights, files", "save", ["file", "weights"]),
    ("C++ weights", "save", ["weights", "C++"]),
    ("isn't saved", "save", ["save_checkpoint", "isn’t", "saved"]),
    ("模型导出", "chinese", ["模型导出", "导出", "模型"]),
    ("onnx 格式", "chinese", ["ONNX", "格式"]),
]


def test_words_that_matched_are_marked(visit: Visits, small: dict[str, str]) -> None:
    finder = open_with(visit, small)
    for text, id, marked in MARKED:
        finder.words.fill(text)
        expect(finder.clear).to_be_visible()
        assert marks(finder, id) == marked
        finder.words.fill("")
        expect(finder.clear).to_be_hidden()
        assert finder.page.locator("mark").count() == 0


# What is said ----------------------------------------------------------------------------


def test_what_comes_nearest_is_called_so(visit: Visits, data: Data) -> None:
    finder = Finder(visit.open("index.html"))
    finder.words.fill("how do i cook rice on a stove with mindspore")
    expect(finder.status).to_have_text(NEAREST)
    assert finder.rows.count() > 0
    link = finder.ask.get_by_role("link", name="Ask a new question")
    # Without a repository the page about contributing tells how.
    expect(link).to_have_attribute("href", "./docs/contribute.html")
    finder.words.fill("export to onnx")
    expect(finder.status).to_have_text(
        sentence(len(finder.found(data, "export to onnx")), data["listed"])
    )
    expect(finder.ask).to_be_visible()
    finder.words.fill("")
    expect(finder.ask).to_be_hidden()


def test_a_new_question_says_what_was_asked(visit: Visits, small: dict[str, str]) -> None:
    finder = open_with(visit, small)
    finder.choose("format/onnx", "device/npu")
    text = 'What & why?\n# "100%" of 模型 <b>+1</b>'
    finder.words.fill(text)
    link = finder.ask.get_by_role("link", name="Ask a new question")
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
            '    # "100%" of 模型 <b>+1</b>\n\nFilters:\n- Format: ONNX\n- Device: NPU\n'
        ],
    }


def test_a_long_question_still_fits_in_an_address(visit: Visits, small: dict[str, str]) -> None:
    finder = open_with(visit, small)
    finder.words.fill("model 模型 " * 1000)
    link = finder.ask.get_by_role("link", name="Ask a new question")
    expect(link).to_be_visible()
    query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert len(query["title"][0]) == 120
    assert len(query["question"][0]) == 2000 + len("I searched for:\n\n    \n")


# Loading ---------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["index", "cards", "postings"])
def test_without_the_data_the_page_still_lists_questions(
    visit: Visits, data: Data, file: str
) -> None:
    visit.expected += [rf"failed: .*/{file}", rf"error: {file}.* of the finder"]
    visit.expected += [r"console error: Failed to load resource"]
    page = visit.blank()
    page.route(re.compile(rf"/{file}\b[^/]*\.js"), lambda route: route.abort())
    page.goto(f"{visit.base}index.html?q=onnx")
    expect(page.get_by_role("status")).to_have_text(FAILED)
    expect(page.locator(".faq-row")).to_have_count(data["listed"])
    expect(page.locator(".faq-row a").first).to_be_visible()


@pytest.mark.parametrize("file", ["faq-finder", "faq-stemmer"])
@pytest.mark.parametrize("share", [0, 0.5], ids=["empty", "truncated"])
def test_a_damaged_script_is_reported(visit: Visits, file: str, share: float) -> None:
    def cut(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(body=text[: int(len(text) * share)], content_type="text/javascript")

    visit.expected += [rf"error: {file}.bundle.js could not be loaded"]
    visit.expected += [r"error: .*(?:Unexpected|Invalid|missing)"] if share else []
    page = visit.blank()
    page.route(f"**/{file}*", cut)
    page.goto(f"{visit.base}index.html?q=numpy")
    expect(page.get_by_role("status")).to_have_text(FAILED)


def test_rows_that_could_not_be_loaded_are_reported(visit: Visits) -> None:
    visit.expected += [r"failed: .*/cards-1\d", r"error: cards-1\d.* of the finder"]
    visit.expected += [r"console error: Failed to load resource"]
    page = visit.blank()
    replace_data(page, data_files(many_entries(2000)))
    later = re.compile(r"/cards-1\d-")
    page.route(later, lambda route: route.abort())
    page.goto(f"{visit.base}index.html?facet=tag-0")
    finder = Finder(page)
    finder.more.click()
    expect(finder.status).to_have_text(FAILED)
    page.unroute(later)
    finder.more.click()
    expect(finder.status).not_to_have_text(FAILED)


@EVERYWHERE
def test_data_that_failed_is_asked_for_again(visit: Visits, data: Data) -> None:
    visit.expected += [r"failed: .*/postings-", r"error: postings-.* of the finder"]
    visit.expected += [r"console error: Failed to load resource"]
    page = visit.blank()
    page.route("**/postings-*.js", lambda route: route.abort())
    page.goto(f"{visit.base}index.html")
    finder = Finder(page)
    finder.words.fill("onnx")
    expect(finder.status).to_have_text(FAILED)
    expect(finder.rows).to_have_count(data["listed"])
    page.unroute("**/postings-*.js")
    finder.words.fill("onnx size")
    finder.expect(questions=finder.found(data, "onnx size")[:RANKED_CHUNK])
    expect(finder.status).not_to_have_text(FAILED)


def test_late_results_do_not_replace_newer_ones(visit: Visits) -> None:
    files = data_files(many_entries(2000))
    data = read_files(files)
    page = visit.blank()
    replace_data(page, files)
    page.goto(f"{visit.base}index.html")
    finder = Finder(page)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.fallback()
        else:
            held.append(route)

    page.route("**/postings-*.js", hold_the_first)
    with page.expect_request("**/postings-*.js"):
        finder.words.fill("00777")
    finder.words.fill("word_5")
    found = finder.found(data, "word_5")
    finder.expect(questions=found[:RANKED_CHUNK])
    held[0].fallback()
    late = finder.found(data, "00777")
    assert late[0] == uri_of("e777") != found[0]
    page.evaluate(WAIT_FOR_CARDS, "00777")
    assert finder.seen()["questions"] == found[:RANKED_CHUNK]
    expect(finder.status).to_have_text(sentence(len(found), 2000))
