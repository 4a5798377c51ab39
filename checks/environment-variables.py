"""Checks of the claims of the entry `environment-variables`."""

import os
import subprocess
import sys
from pathlib import Path

from checks import mutant


def _run(**variables):
    """Compile a function in a new process."""
    # The cache needs a file, because it compares the program with that of the last run.
    Path("train.py").write_text("import mindspore as ms\nms.jit(ms.ops.square)(ms.Tensor([2.0]))")
    env = {**os.environ, **variables}
    subprocess.run([sys.executable, "train.py"], env=env, check=True, capture_output=True)


@mutant('("MS_", "GLOG_", "ASCEND_", "HCCL_")', '("MS_", "GLOG_", "HCCL_")')
def the_names_show_which_are_set():
    os.environ["ASCEND_RT_VISIBLE_DEVICES"] = "0"

    names = ("MS_", "GLOG_", "ASCEND_", "HCCL_")
    variables = {name: value for name, value in os.environ.items() if name.startswith(names)}
    for name in sorted(variables):
        print(name, variables[name])

    # Proof: the variable is shown.
    assert variables["ASCEND_RT_VISIBLE_DEVICES"] == "0"


@mutant('MS_DEV_SAVE_GRAPHS="1"', 'MS_DEV_SAVE_GRAPHS="0"')
@mutant('MS_COMPILER_CACHE_ENABLE="1"', 'MS_COMPILER_CACHE_ENABLE="0"')
def graphs_and_cache_are_written():
    _run(
        MS_DEV_SAVE_GRAPHS="1",
        MS_DEV_SAVE_GRAPHS_PATH="graphs",
        MS_COMPILER_CACHE_ENABLE="1",
        MS_COMPILER_CACHE_PATH="cache",
    )
    assert list(Path("graphs").rglob("*.ir"))
    assert list(Path("cache/rank_0/graph_cache").glob("*.mindir"))
