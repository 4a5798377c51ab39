"""What of an error message is volatile, and what the rule says of fragments that are."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.catalogue import Catalogue
from schema.messages import HOLE, border, normalise, significant
from schema.rules import errors
from tests.growth import assert_linear
from tests.schema.base import POLICY, SUPERSEDED, problems_with
from tests.schema.test_catalogue import entry_card

PREFIX = "[ERROR] ME(12345:140212,MainProcess):2021-01-01-10:00:00.123.456 [mindspore/x.py:12] "

NORMAL = {
    # Prefixes of log lines
    f"{PREFIX}Device target [GPU] is wrong": "device target [gpu] is wrong",
    "[CRITICAL] GE(1,python):2021-01-01-10:00:00.1.2 [engine.cc:12]3456 Run:bad": "run:bad",
    "[WARNING] DEVICE(3,7f8a2c7fe740,python):2024-05-01-10:00:00.1.4 [a.cc:88] Go] x": "go] x",
    "2021-01-01T10:00:00.123456Z ERROR Bad": "error bad",
    "2021/01/01 10:00:00,123+08:00 Bad": "bad",
    "[2021-01-01 10:00:00] Bad": "bad",
    "Tue Jan  5 10:00:00 2021 kernel: oom": "kernel: oom",
    "at 10:00:00 5120 bytes": "at 5120 bytes",
    "\x1b[0;31mERROR\x1b[0m: bad [31mthing[0m": "error: bad thing",
    "shape(1,2) and conv(12,same) [0:10] [16m]": "shape(1,2) and conv(12,same) [0:10] [16m]",
    # Paths
    'File "/home/a b/x.py", line 12, in run': f"file '{HOLE}', line {HOLE}, in run",
    "C:\\Users\\张三\\x.py(1)": f"{HOLE}(1)",
    "open '/a/b.ckpt', ./run.sh, ../x": f"open '{HOLE}', {HOLE}, {HOLE}",
    "\\\\host\\share\\x mindspore/ops/add.py:12:3: bad": f"{HOLE} {HOLE}: bad",
    "打开/home/模型/a.ckpt 失败": f"打开{HOLE} 失败",
    "train.py:12: bad, see https://a.b/c?d=e#f": f"{HOLE}: bad, see {HOLE}",
    "Default/network/conv1/Conv2D-op1 Default/Add-op12": f"{HOLE} default/add-op{HOLE}",
    "I/O 8/16 float16/float32 </s> 1 / 2": "i/o 8/16 float16/float32 </s> 1 / 2",
    "/lib64/libm.so.6: version `GLIBC_2.27' not found": "libm.so.6: version 'glibc_2.27' not found",
    "C:\\x\\cudart64_10.dll lib/_c.so:": "cudart64_10.dll _c.so:",
    "/logs/2021-01-01/x.log": HOLE,
    # Numbers
    "line 12 line: 7 outline 7": f"line {HOLE} line: {HOLE} outline 7",
    "pid 12, pid=3 (tid: 4)": f"pid {HOLE}, pid={HOLE} (tid: {HOLE})",
    "process 12345 process 8": f"process {HOLE} process 8",
    "192.168.1.2 127.0.0.1:80 10.1.0.2:8118 8.0.5.39": f"{HOLE} {HOLE} {HOLE} 8.0.5.39",
    "<T at 0x1b3f2a0> 0x7f8a2c001234 0x7150050": f"<t at {HOLE}> {HOLE} 0x7150050",
    "te_add_3f786850e387 123e4567-e89b-12d3-a456-426614174000": f"te_add_{HOLE} {HOLE}",
    "size 34359738368, loss 0.693147180, 1234567ms": f"size {HOLE}, loss 0.{HOLE}, {HOLE}ms",
    "EI0006 507011 dimension 4, 2GB, 18.04": "ei0006 507011 dimension 4, 2gb, 18.04",
    # Signs
    '“a” `b\' «c» "d"': "'a' 'b' 'c' 'd'",
    " a\r\n\tb\u00a0\u3000c\u200b\ufeffd ": "a b cd",
    "İSTANBUL Straße ÉA \u212a": "İstanbul straße Éa \u212a",
}


@pytest.mark.parametrize(("text", "normal"), NORMAL.items())
def test_normal_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


def occurs(fragment: str, text: str) -> bool:
    """Return whether a fragment is in a text, both normalised, and not as a part of a word."""
    at = text.find(fragment) if fragment else -1
    while at >= 0 and not (border(text, at) and border(text, at + len(fragment))):
        at = text.find(fragment, at + 1)
    return at >= 0


TRACEBACK = """\
Traceback (most recent call last):
  File "/home/someone/train.py", line 83, in <module>
    model.train(10, dataset)
  File "/usr/local/lib/python3.7/site-packages/mindspore/train/model.py", line 774, in train
    sink_size=sink_size)
RuntimeError: mindspore/ccsrc/runtime/device/ascend/ascend_session.cc:1240 Execute] Exec graph
failed, graph id: 3, error code is 507018 (device 0, address 0x7f8a2c001234).
EI0006: Getting socket times out. Remote Rank ID: 7
"""


PIECES = [
    *"/\\.-~_:@%()[]<>{}'`“,=exzKİé模\U0001f600\n \u00a0\u3000\u200b\ufeff\x1b",
    HOLE, "//", "b.py", ".so", ".so.6", "lib", "12", "507011", "1234567", "..", "-op",
    "[error]", "[INFO] ", "me(12:34,main)", "GE(1,python)", "2021-01-01", "2021/01/01 10:00:00",
    "10:00:00", ".123", "Z", "jan 5 10:00:00", "Jan ", "5 ", "mon ", "line ", "at ",
    "0x12345678", "0x1", "pid ", "pid=", "deadbeefcafe", "abcdef", "file '", "', line ",
    "\x1b[0m", "[31m", "[3", "1m", "192.168.1.1", "1.2.3.4", ":80", "http://", "https:",
    "process ", "thread 123", "[x.cc:12]", "[x.cc", "C:\\", "m",
    "123e4567-e89b-12d3-a456-426614174000", "Error: ",
]  # fmt: skip
"""What the patterns are about, whole and in parts."""

texts = st.lists(st.sampled_from(PIECES), max_size=10).map("".join) | st.text(max_size=30)


@settings(max_examples=150)
@given(texts)
def test_a_normal_form_is_its_own(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


FRAGMENTS = [
    "Device target [GPU] is not supported",
    "EI0006: Getting socket times out. Remote Rank ID: 7",
    "/lib64/libm.so.6: version `GLIBC_2.27' not found",
    "Failed to open '/home/me/a.ckpt', errno 2 at 0x7f8a2c001234 of process 12345",
    "[x.cc:12] LoadTask] failed with 507011",
    "12 devices were found, but line 3 needs 4",
    "Default/network/conv1/Conv2D-op1 failed",
    "on Jan 5 10:00:00 2021 the node 10.1.0.2:8118 left",
]
BEFORE = [
    PREFIX, "/usr/lib/x.py:12: ", "C:\\Users\\me\\x.py ", "line 12: ", 'File "/a b/x.py", line 7\n',
    "2021-01-01 10:00:00,123 - ERROR - ", "Jan  5 10:00:00 host ", "\x1b[0;31m", "https://a.b/c ",
    "E0101 10:00:00.123456 12345 x.cc:12] ", "/opt/lib/libx.so: ", "192.168.1.2:80 ", "[ERROR] ",
]  # fmt: skip
BLANKS = [" ", "\n", "\r\n    ", "\t", "  ", "\u00a0\n"]


@given(st.data(), st.sampled_from(FRAGMENTS))
def test_a_fragment_matches_however_it_is_wrapped(data: st.DataObject, fragment: str) -> None:
    blanks = st.sampled_from(BLANKS)
    wrapped = "".join(data.draw(blanks) if sign == " " else sign for sign in fragment)
    before = "".join(data.draw(st.lists(st.sampled_from(BEFORE), max_size=3)))
    text = f"{before}{wrapped}{data.draw(blanks)}{data.draw(st.sampled_from(['', *BEFORE]))}"
    assert occurs(normalise(fragment), normalise(text))


_PIECES = (
    *PIECES, "1", "a", "a/", "/a", "a.", ".a", "1.", "1:", ".so.1", "/.a..", "at 0x", "[e",
    "[a.b:1", "me(1:", "me(1,", "file 'a", ".py:", ".py:1", "\x1b[0", "a b/", "12345678-1234-",
    "2021-01-01-", "/模", "[a", "'",
)  # fmt: skip


def hostile(size: int) -> list[str]:
    """Return texts of a size that slow patterns would read again and again."""
    half = size // 2
    return [
        *(piece * (size // len(piece)) for piece in _PIECES),
        "[" + "a." * half,
        "a" * half + "/" + "b" * half,
        "/a.so" + ".1" * half + "!",
        "\x1b[" + "0" * size,
        "file '" + "0" * size,
        "x/.a" + "." * size + "é",
        "a.b:" + "1" * half + "." * half + "x",
        "a/" * half + ".",
    ]


@pytest.mark.parametrize("number", range(len(hostile(9))), ids=lambda n: ascii(hostile(30)[n][:12]))
def test_a_hostile_text_takes_linear_time(number: int) -> None:
    assert_linear(normalise, lambda size: hostile(size)[number], 10_000)


ERRORS = "errors: [Task failed]\n"


@pytest.mark.parametrize(
    ("example", "other", "places"),
    [
        ("errors:\n- Device 0 failed\n- '/a/b.py:12: failed 12345678'\n", "", ["vague example:14"]),
        ("errors: [a b c d e]\n", "errors: [a b c d e]\n", ["vague example:12", "vague other:12"]),
        ("errors: [Task failed, The task failed]\n", "", []),
        ("errors: ['code EI0006']\n", "errors: ['code EI00061']\n", []),
        (
            "errors: ['/a/b.py:1: Task failed']\n",
            "errors: ['C:\\x.py: task failed']\n",
            ["ambiguous example:12", "ambiguous other:12"],
        ),
        (
            ERRORS,
            "errors:\n- another one\n- 'X: task  FAILED (12)'\n",
            ["ambiguous example:12", "ambiguous other:14"],
        ),
        (ERRORS, f"status: withdrawn\nreason: x\n{ERRORS}", []),
    ],
)
def test_vague_and_ambiguous_fragments_are_reported_in_both_entries(
    example: str, other: str, places: list[str], tmp_path: Path
) -> None:
    problems = problems_with(tmp_path, example=example, other=other)
    assert places == [
        f"{p.code.removesuffix('-fragment')} {Path(p.path).stem}:{p.line}" for p in problems
    ]


def test_an_entry_and_those_that_it_supersedes_share_fragments(tmp_path: Path) -> None:
    fields = {
        "example": f"{SUPERSEDED}another\n{ERRORS}",
        "other": f"{SUPERSEDED}another\n{ERRORS}",
        "another": ERRORS,
    }
    assert problems_with(tmp_path / "kin", **fields) == ()
    problems = problems_with(tmp_path / "all", **fields, stranger=ERRORS)
    assert [Path(p.path).stem for p in problems] == ["another", "example", "other", "stranger"]
    assert all("'stranger'" in problem.message for problem in problems[:3])


def catalogue(fragments: list[list[str]]) -> Catalogue:
    """Return a catalogue with an entry for each list of fragments."""
    return Catalogue.of(
        entry_card(f"e{number:05}", errors=tuple(some)) for number, some in enumerate(fragments)
    )


_words = st.lists(st.sampled_from(["alphabet", "alpha", "bet", "x", "(", "/a/b", "E1"]), min_size=1)
_fragments = st.lists(
    _words.map(" ".join).filter(lambda text: len(text) >= 8), unique=True, max_size=3
)


@given(st.lists(_fragments, max_size=6))
def test_the_rule_agrees_with_comparing_all_with_all(fragments: list[list[str]]) -> None:
    expected = {
        (number, place)
        for number, some in enumerate(fragments)
        for place, fragment in enumerate(some)
        if significant(normalise(fragment)) >= errors.LEAST
        and any(
            significant(normalise(other)) >= errors.LEAST
            and occurs(normalise(fragment), normalise(other))
            for others in (*fragments[:number], *fragments[number + 1 :])
            for other in others
        )
    }
    found = {
        (int(one.id[1:]), finding.field[1])
        for one, finding in errors.check_catalogue(catalogue(fragments), frozenset(), POLICY)
        if finding.code.name == "ambiguous-fragment"
    }
    assert expected <= found
    assert bool(expected) == bool(found)


@pytest.mark.parametrize("shared", [True, False])
def test_entries_take_linear_time(shared: bool) -> None:
    def many(count: int) -> Catalogue:
        message = "RuntimeError: Operator failed on the device target"
        ends = [f"kind {0 if shared else n}" for n in range(3 * count)]
        return catalogue([[f"{message} {end}" for end in ends[n::count]] for n in range(count)])

    def judge(many: Catalogue) -> None:
        findings = list(errors.check_catalogue(many, frozenset(), POLICY))
        assert bool(findings) is shared

    assert_linear(judge, many, 500)
