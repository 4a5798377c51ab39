"""Checks of the claims of the entry `set-context-deprecated`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant, needs


def _log_of(program, **variables):
    """Run the program in a new process and return what MindSpore logs."""
    env = {**os.environ, "GLOG_v": "2", "GLOG_logtostderr": "1", **variables}
    command = [sys.executable, "-c", f"import mindspore as ms\n{program}"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stderr


@mutant("ms.set_deterministic(True)", "ms.set_deterministic(False)")
def the_new_calls_set_the_options():
    ms.set_device("CPU")  # device_target, device_id
    ms.set_deterministic(True)  # deterministic="ON"
    ms.set_recursion_limit(2000)  # max_call_depth=2000
    ms.runtime.launch_blocking()  # pynative_synchronize=True
    ms.runtime.dispatch_threads_num(2)  # inter_op_parallel_num=2
    ms.device_context.cpu.op_tuning.threads_num(2)  # runtime_num_threads=2

    print(ms.get_context("device_target"), ms.get_context("deterministic"))

    # Proof: the options have these values.
    assert ms.get_context("device_target") == "CPU"
    assert ms.get_context("deterministic") == "ON"


@mutant('deterministic="ON"', "mode=0")
@mutant("'ms.set_context(mode=1", "'ms.set_context(device_id=0")
def the_warning_names_the_new_call():
    replacements = {
        'device_target="CPU"': "api mindspore.set_device()",
        "device_id=0": "api mindspore.set_device()",
        'deterministic="ON"': "api mindspore.set_deterministic()",
        "max_call_depth=2000": "api mindspore.set_recursion_limit()",
        'max_device_memory="2GB"': "api mindspore.runtime.set_memory()",
        'mempool_block_size="1GB"': "api mindspore.runtime.set_memory()",
        'memory_optimize_level="O1"': "api mindspore.runtime.set_memory()",
        "pynative_synchronize=True": "api mindspore.runtime.launch_blocking()",
        "inter_op_parallel_num=2": "api mindspore.runtime.dispatch_threads_num()",
        "runtime_num_threads=2": "api mindspore.device_context.cpu.op_tuning.threads_num()",
        "op_timeout=9": "api mindspore.device_context.ascend.op_debug.execute_timeout()",
        "save_graphs=0": "env MS_DEV_SAVE_GRAPHS",
        'save_graphs_path="ir"': "env MS_DEV_SAVE_GRAPHS_PATH",
        "enable_compile_cache=False": "env MS_COMPILER_CACHE_ENABLE",
    }
    log = _log_of("\n".join(f"ms.set_context({option})" for option in replacements))
    for option, new in replacements.items():
        name = option.partition("=")[0]
        assert (
            f"the parameter '{name}' will be deprecated and removed in a future version. "
            f"Please use the {new} instead."
        ) in log

    # Proof: `mode` and the settings of `jit_config` log no warning.
    config = 'ms.set_context(mode=1, jit_config={"jit_level": "O0"})'
    assert "will be deprecated" not in _log_of(config)


@mutant('"exception_dump"', '"save_graphs"')
@mutant("set_context(graph_memory_max_size", "set_context(max_call_depth")
def removed_and_unknown_options_raise():
    removed = "the parameter 'exception_dump' has been removed since MindSpore 2.6 version."
    with pytest.raises(ValueError, match=re.escape(removed)):
        ms.set_context(**{"exception_dump": 2})
    unknown = "the keyword argument graph_memory_max_size is not recognized!"
    with pytest.raises(ValueError, match=re.escape(unknown)):
        ms.set_context(graph_memory_max_size=1000)


@needs("mindspore>=2.10")
@mutant('"precompile_only", "grad_for_scalar"', '"check_bprop"')
def two_options_were_removed_in_2_10():
    for name in ("precompile_only", "grad_for_scalar"):
        text = f"the parameter '{name}' has been removed since MindSpore 2.10 version."
        with pytest.raises(ValueError, match=re.escape(text)):
            ms.set_context(**{name: True})
    with pytest.raises(ValueError, match="keyword argument memory_offload is not recognized!"):
        ms.set_context(memory_offload="ON")


@mutant('MS_DEV_SAVE_GRAPHS="1"', 'MS_DEV_SAVE_GRAPHS="0"')
def the_variable_saves_the_graphs():
    program = "ms.jit(ms.ops.square)(ms.Tensor([2.0]))"
    _log_of(program, MS_DEV_SAVE_GRAPHS="1", MS_DEV_SAVE_GRAPHS_PATH="graphs")
    assert list(Path("graphs").rglob("*.ir"))
