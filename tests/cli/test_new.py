"""The command `kb new`."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cli import command
from tests.cli.conftest import Kb, Terminal
from tests.schema.base import BASE, ENTRY, FACET, TAG, write

QUESTION = "How do I export a model to disk?"
FILE = "kb/entries/export-model-disk.yaml"
RECORDS = {
    "kb/tags/hardware/index.yaml": FACET,
    "kb/tags/hardware/gpu.yaml": TAG + "aliases: [graphics card, chip]\n",
    "kb/tags/hardware/ascend.yaml": TAG.replace("GPU", "Ascend") + "aliases: [chip]\n",
    "kb/entries/example.yaml": ENTRY + "former_ids: [gone]\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write(tmp_path, RECORDS))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path


@pytest.fixture
def unchanged(project: Path) -> Iterator[None]:
    """Assert that the test adds and deletes no file."""
    before = sorted((project / "kb").rglob("*"))
    yield
    assert sorted((project / "kb").rglob("*")) == before


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(lines)))


def test_missing_fields_are_left_to_do(project: Path, kb: Kb) -> None:
    code, out, _ = kb("new", "--question", QUESTION, "--tag", "hardware/ascend")
    assert code == command.OK
    text = (project / FILE).read_text("utf-8")
    assert text.count("# To do:") == 5
    assert "\nanswer: |\n  Write the answer here.\n" in text
    assert "hardware: [ascend]" in text
    assert out.startswith(f"Wrote {FILE}.\n\nLeft to do:\n")
    assert out.endswith(f"run 'kb validate {FILE}'.\n")


def test_a_whole_entry_is_valid(project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = 'Call it: # "so"\n\n```yaml\na: |\n\tb\n```\n'
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    code, out, _ = kb("new", "--question", QUESTION, "--phrasing", "save a net: now # later",
        "--phrasing", "'quoted' and \"quoted\"", "--summary", "Call `export`: it writes. # Yes",
        "--answer", "-", "--tag", "hardware/gpu", "--status", "published", "--id", "mine",
    )  # fmt: skip
    assert (code, "left to do" in out) == (command.OK, False)
    entry = yaml.safe_load((project / "kb/entries/mine.yaml").read_text("utf-8"))
    assert entry["phrasings"] == ["save a net: now # later", "'quoted' and \"quoted\""]
    assert entry["summary"] == "Call `export`: it writes. # Yes"
    assert entry["answer"] == answer


@pytest.mark.usefixtures("unchanged")
def test_without_a_terminal_the_question_is_needed(kb: Kb) -> None:
    code, out, err = kb("new")
    assert (code, out, "--question" in err) == (command.MISUSE, "", True)
    assert kb("new", "--question", QUESTION, "--answer", "-")[0] == command.MISUSE
    code, out, _ = kb("new", "--question", QUESTION, "--dry-run")
    assert (code, out.startswith(f"# {FILE}\n")) == (command.OK, True)


@pytest.mark.usefixtures("unchanged")
def test_a_duplicate_question_is_reported(kb: Kb) -> None:
    same = ("--question", "Can I use an nvidia card?")
    code, _, err = kb("new", *same)
    assert code == command.PROBLEMS
    assert "'example' asks the same: Does it run on GPUs?" in err
    assert kb("new", *same, "--yes", "--dry-run")[0] == command.OK


@pytest.mark.parametrize("id", ["../x", "a/b", "A", "", "a" * 81, "x\n", ".", "example", "gone"])
@pytest.mark.usefixtures("unchanged")
def test_no_id_reaches_beyond_the_folder_or_is_taken_twice(kb: Kb, id: str) -> None:
    assert kb("new", "--question", QUESTION, "--id", id)[0] == command.MISUSE


def test_no_file_is_overwritten(project: Path, kb: Kb) -> None:
    write(project, {FILE: "question: 5\n"})
    code, out, _ = kb("new", "--question", QUESTION)
    assert (code, "export-model-disk-2" in out) == (command.OK, True)
    (project / "kb/entries/link.yaml").symlink_to(project / "nowhere")
    assert kb("new", "--question", QUESTION, "--yes", "--id", "link")[0] == command.MISUSE
    assert (project / FILE).read_text("utf-8") == "question: 5\n"
    assert not (project / "nowhere").exists()


def test_nothing_is_written_into_a_linked_folder(project: Path, tmp_path: Path, kb: Kb) -> None:
    outside = tmp_path / "outside"
    (project / "kb/entries").rename(outside)
    (project / "kb/entries").symlink_to(outside)
    before = sorted(outside.iterdir())
    code, _, err = kb("new", "--question", QUESTION, "--yes", "--id", "x")
    assert (code, "'kb/entries' is a link" in err) == (command.MISUSE, True)
    assert sorted(outside.iterdir()) == before


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--question", "no mark", "--question: A question ends with '?'"),
        ("--question", "Is it \udcff?", "--question: Delete the byte 0xff, which is not UTF-8"),
        ("--phrasing", "a\u202eb", "--phrasing: Delete the invisible character U+202E."),
        ("--source", "http://a.b", "--source: 'http://a.b' isn't an https address."),
        ("--tag", "hardware/gpuu", "There is no tag 'hardware/gpuu'. Did you mean 'hardware/gpu'"),
        ("--tag", "ascnd", "There is no tag 'ascnd'. Did you mean 'ascend'"),
        ("--tag", "Chip", "The tag 'Chip' is ambiguous. Enter one of these: hardware/"),
        ("--answer", "nowhere.md", "--answer 'nowhere.md' cannot be read: no "),
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_a_wrong_option_is_reported(option: str, value: str, reason: str, kb: Kb) -> None:
    code, out, err = kb("new", "--question", QUESTION, option, value)
    assert (code, out) == (command.MISUSE, "")
    assert err.startswith(f"kb: {reason}")


def test_a_dialogue_asks_again(project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(
        monkeypatch, "export models", QUESTION, "save it", "\x1bsave", "write it out", "",
        "Call export.", "?", "toaster", "graphics card, Ascend", "http://x.y",
        "https://example.com", "", "", "../x", "", "y",
    )  # fmt: skip
    code, out, _ = kb("new")
    assert code == command.OK
    for part in ("A question ends with '?'", "U+001B", "no tag 'toaster'", "an https address"):
        assert part in out
    assert "  hardware/ascend  Ascend\n  hardware/gpu     GPU\n" in out
    text = (project / FILE).read_text("utf-8")
    assert "hardware: [gpu, ascend]" in text
    assert "# To do: Say in one line what the page shows.\n" in text


@pytest.mark.usefixtures("unchanged")
def test_entries_that_answer_it_are_shown_first(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "Does it run on graphics cards?", "y")
    code, out, err = kb("new")
    assert code == command.PROBLEMS
    assert out.index("Does it run on GPUs?") < out.index("Does one of them answer it already?")
    assert "Nothing was written" in err


@pytest.mark.parametrize("lines", [0, 1, 2, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("end", ["", "\x03"])
@pytest.mark.usefixtures("unchanged")
def test_an_interrupted_dialogue_leaves_nothing_behind(
    kb: Kb, monkeypatch: pytest.MonkeyPatch, lines: int, end: str
) -> None:
    typed(monkeypatch, *[QUESTION, "one", "two", "", "Sum.", "gpu", "", "", "", ""][:lines], end)
    code, _, err = kb("new")
    assert code == command.MISUSE
    assert err.endswith("kb: Stopped; nothing was written.\n")


def test_repeated_values_are_written_once(project: Path, kb: Kb) -> None:
    twice = [*("--phrasing", "save it") * 2, *("--source", "https://a.b/c") * 2]
    _, out, _ = kb("new", "--question", QUESTION, "--dry-run", *twice)
    assert (out.count("save it"), out.count("https://a.b/c")) == (1, 1)


def test_the_command_works_here(project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "kb/entries")
    _, out, _ = kb("new", "--question", QUESTION)
    assert out.startswith("Wrote export-model-disk.yaml.\n")
    assert out.endswith("run 'kb validate export-model-disk.yaml'.\n")
    assert kb("validate", "export-model-disk.yaml")[0] == command.PROBLEMS


@pytest.mark.parametrize("arguments", [["new", "--question", QUESTION], ["search", "x"]])
def test_a_tag_can_be_named_without_its_facet(project: Path, kb: Kb, arguments: list[str]) -> None:
    assert kb(*arguments, "--tag", "Graphics Card")[0] != command.MISUSE


def test_other_languages_have_their_own_names(
    tmp_path: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, BASE))
    lines = ["它的官网主页地址在哪里？", "n", "一", "二", "", "", "?", "昇腾", "", "mine", "y"]
    typed(monkeypatch, *lines)
    code, out, _ = kb("new", "--language", "zh-cn")
    assert code == command.OK
    assert "  - 它的主页在哪里？\n" in out
    assert "  hardware/ascend  昇腾\n  hardware/gpu     GPU\n" in out
    assert "hardware: [ascend]" in (tmp_path / "kb/entries/mine.yaml").read_text("utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, _, err = kb("new", "--question", "哪里有主页？", "--id", "more")
    assert (code, err[:26]) == (command.PROBLEMS, "kb: 'third' asks the same:")


def test_tables_are_known(tmp_path: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    table = "columns:\n  a: {en: A}\nrows:\n  - values: {a: b}\n    source: https://a.b/c\n"
    monkeypatch.chdir(write(tmp_path, {**RECORDS, "kb/compatibility/cann.yaml": table}))
    answer = tmp_path / "answer.md"
    answer.write_text("```{table} cann\n```\n", "utf-8")
    _, out, _ = kb("new", "--question", QUESTION, "--answer", str(answer))
    assert "no table" not in out
