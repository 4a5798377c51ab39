"""Checks of the claims of the entry `test-parallel-without-npus`."""

import os
import socket
import subprocess
from pathlib import Path

import mindspore as ms
from mindspore.utils import dryrun

from checks import mutant, needs

_SUM = """
import mindspore as ms
from mindspore import ops
from mindspore.communication import get_rank, init

ms.set_device("CPU")
init()
print("sum:", ops.AllReduce()(ms.Tensor([1.0 + get_rank()])))
"""


@mutant('"--sim_rank_id=3"', '"--sim_rank_id=2"')
def a_dry_run_starts_one_process():
    Path("train.py").write_text("import os\nprint(os.environ['RANK_ID'], os.environ['RANK_SIZE'])")
    options = ["--worker_num=8", "--local_worker_num=8", "--sim_level=0", "--sim_rank_id=3"]
    subprocess.run(["msrun", *options, "--join=True", "train.py"], check=True)
    logs = [path.read_text() for path in Path().glob("*.log")]
    assert logs == ["3 8\n"]


@needs("mindspore>=2.10")
@mutant('"CPU"', '"Ascend"')
def a_dry_run_is_not_for_the_cpu():
    program = """
import mindspore as ms
from mindspore.communication import init

ms.set_device("CPU")
init()
"""
    Path("train.py").write_text(program)
    options = ["--worker_num=8", "--local_worker_num=8", "--sim_level=0", "--sim_rank_id=3"]
    subprocess.run(["msrun", *options, "--join=True", "train.py"], check=False)
    (log,) = Path().glob("*.log")
    assert "Dryrun is not supported on CPU device for a distributed job." in log.read_text()


@mutant("ops.AllReduce()(ms.Tensor([1.0 + get_rank()]))", "ms.Tensor([1.0 + get_rank()])")
def two_processes_add_their_tensors():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path("train.py").write_text(_SUM)
    options = ["--worker_num=2", "--local_worker_num=2", "--join=True", f"--master_port={port}"]
    subprocess.run(["msrun", *options, "train.py"], check=True)
    assert all("sum: [3.]" in Path(f"worker_{rank}.log").read_text() for rank in (0, 1))


@mutant('os.environ["MS_SIMULATION_LEVEL"] = "1"\n', "")
def mock_replaces_a_value_only_in_a_dry_run():
    loss = ms.Tensor(2.0)
    assert dryrun.mock(0.5, loss) is loss
    os.environ["MS_SIMULATION_LEVEL"] = "1"
    assert dryrun.mock(0.5, loss) is not loss
