"""Checks of the claims of the entry `automatic-parallelism`."""

import contextlib
import io
import os
import re

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from mindspore.nn.utils import no_init_parameters
from mindspore.parallel.auto_parallel import AutoParallel

from checks import mutant


@mutant('"recursive_programming"', '"auto_parallel"')
@mutant('"dynamic_programming"', '"semi_auto"')
def auto_parallel_has_three_modes():
    ms.set_context(mode=ms.GRAPH_MODE)
    with no_init_parameters():
        net = nn.SequentialCell(nn.Dense(784, 512), nn.ReLU(), nn.Dense(512, 10))
        optimizer = nn.SGD(net.trainable_params(), learning_rate=0.01)
    net = nn.WithLossCell(net, nn.CrossEntropyLoss())
    parallel = AutoParallel(net, parallel_mode="recursive_programming")
    parallel.save_param_strategy_file("./strategy.ckpt")
    ms.Model(parallel, optimizer=optimizer)

    # Proof: the other two modes are accepted, and an older one is not.
    assert isinstance(parallel, nn.Cell)
    AutoParallel(net, parallel_mode="sharding_propagation")
    AutoParallel(net, parallel_mode="semi_auto")
    error = re.escape(
        "the argument 'parallel_mode' must be one of ['semi_auto', 'sharding_propagation',"
        " 'recursive_programming'], but got the value : dynamic_programming ."
    )
    with pytest.raises(ValueError, match=error):
        AutoParallel(net, parallel_mode="dynamic_programming")


@mutant('search_mode="dynamic_programming"', 'search_mode="semi_auto"')
@mutant('search_mode="exhaustive"', 'search_mode="sharding_propagation"')
@mutant("# Proof", 'ms.set_auto_parallel_context(search_mode="sharding_propagation")\n\n# Proof')
def the_context_still_accepts_dynamic_programming():
    default = ms.get_auto_parallel_context("search_mode")
    ms.set_auto_parallel_context(search_mode="dynamic_programming")

    # Proof: the value is kept, and an unknown one raises an error.
    assert default == "recursive_programming"
    assert ms.get_auto_parallel_context("search_mode") == "dynamic_programming"
    error = (
        "The context configuration parameter 'auto_parallel_search_mode' only support "
        "'recursive_programming', 'dynamic_programming' and 'sharding_propagation', "
        "but got the value: exhaustive."
    )
    with pytest.raises(ValueError, match=re.escape(error)):
        ms.set_auto_parallel_context(search_mode="exhaustive")


@mutant('RANK_SIZE="2"', 'RANK_SIZE="1"')
@mutant("mode=ms.GRAPH_MODE", "mode=ms.PYNATIVE_MODE")
def a_cpu_does_not_support_auto_parallel():
    # This is how `msrun` tells a process that it is the first of two.
    os.environ.update(RANK_SIZE="2", RANK_ID="0")
    ms.set_device("CPU")
    ms.set_context(mode=ms.GRAPH_MODE)
    x = ms.Tensor(np.ones((4, 8), np.float32))

    error = (
        "Invalid communication backend: CPU for semi_auto_parallel/auto_parallel mode, "
        "currently only support Ascend/GPU backend."
    )
    for mode in ("recursive_programming", "sharding_propagation", "semi_auto"):
        parallel = AutoParallel(nn.Dense(8, 2), parallel_mode=mode)
        with pytest.raises(RuntimeError, match=re.escape(error)):
            parallel(x)


@mutant('"auto_parallel"', '"data_parallel"')
@mutant('"semi_auto_parallel"', '"hybrid_parallel"')
def a_cpu_does_not_support_the_parallel_modes_of_the_context():
    ms.set_device("CPU")
    ms.set_context(mode=ms.GRAPH_MODE)
    x = ms.Tensor(np.ones((4, 8), np.float32))

    for mode in ("auto_parallel", "semi_auto_parallel"):
        ms.set_auto_parallel_context(parallel_mode=mode, device_num=2)
        with pytest.raises(RuntimeError, match="Invalid communication backend: CPU"):
            nn.Dense(8, 2)(x)


@mutant("mode=ms.PYNATIVE_MODE", "mode=ms.GRAPH_MODE")
@mutant("parallel = AutoParallel(net", "parallel = AutoParallel(nn.Dense(8, 2)")
def pynative_mode_splits_nothing():
    # This is how `msrun` tells a process that it is the first of two.
    os.environ.update(RANK_SIZE="2", RANK_ID="0")
    ms.set_device("CPU")
    ms.set_context(mode=ms.PYNATIVE_MODE)
    net = nn.Dense(8, 2)
    parallel = AutoParallel(net, parallel_mode="recursive_programming")

    # Proof: what raises an error in Graph mode runs here, and gives the whole result.
    x = ms.Tensor(np.linspace(-1, 1, 32, dtype=np.float32).reshape(4, 8))
    assert np.allclose(parallel(x).asnumpy(), net(x).asnumpy(), atol=1e-6)


@mutant("AutoParallel.__doc__", "AutoParallel.__module__")
def the_reference_describes_the_modes():
    documented = " ".join(AutoParallel.__doc__.split())
    assert 'Default: ``"semi_auto"``' in documented
    assert (
        "semi_auto: Achieves data and model parallelism by setting parallel strategies"
        in documented
    )
    assert "Infers sharding strategies for non-annotated operators" in documented
    assert "recursive_programming: Full automatic parallelization mode" in documented


@mutant("AutoParallel.__doc__", "AutoParallel.__module__")
def ascend_is_the_only_platform():
    documented = " ".join(AutoParallel.__doc__.split())
    _, _, platforms = documented.partition("Supported Platforms: ")
    assert platforms.startswith("``Ascend`` Examples:")


@mutant("set_auto_parallel_context.__doc__", "get_auto_parallel_context.__doc__")
def the_context_will_be_removed():
    documented = " ".join(ms.set_auto_parallel_context.__doc__.split())
    assert "this api will be deprecated and removed in future versions" in documented
    assert "mindspore.parallel.auto_parallel.AutoParallel` instead" in documented


@mutant("callbacks=[ms.train.LossMonitor()]", "callbacks=[]")
def loss_monitor_prints_every_step():
    rows = [(np.ones(8, np.float32), np.array(0, np.int32))] * 4
    dataset = ds.GeneratorDataset(rows, ["x", "y"]).batch(2)
    net = nn.Dense(8, 2)
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.01)
    model = ms.Model(nn.WithLossCell(net, nn.CrossEntropyLoss()), optimizer=optimizer)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        model.train(1, dataset, callbacks=[ms.train.LossMonitor()])
    lines = printed.getvalue().splitlines()
    assert [line.partition(", ")[0] for line in lines] == ["epoch: 1 step: 1", "epoch: 1 step: 2"]
    assert all("loss is " in line for line in lines)
