"""Checks of the claims of the entry `compile-time`."""

import os
import subprocess
import sys
import time
from pathlib import Path

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("@ms.jit\n", "")
def only_the_first_call_compiles():
    net = nn.SequentialCell([nn.Dense(8, 8) for _ in range(30)])
    x = ms.Tensor(np.ones((1, 8)), ms.float32)
    net(x)  # the device starts, nothing is compiled

    @ms.jit
    def compiled(x):
        return net(x)

    seconds = []
    for _ in range(2):
        start = time.time()
        compiled(x).asnumpy()
        seconds.append(time.time() - start)
    print("the first call is at least ten times slower:", seconds[0] > 10 * seconds[1])

    # Proof: the second call doesn't compile.
    assert seconds[0] > 10 * seconds[1]


@mutant("for _ in range(400)", "for _ in range(2)")
def a_while_loop_compiles_faster():
    x = ms.Tensor([1.0])
    (x + x).asnumpy()  # the device starts

    @ms.jit
    def unrolled(x):
        y = x - x
        for _ in range(400):
            y = y + x
        return y

    @ms.jit
    def looped(x, n):
        y = x - x
        while n > 0:
            y = y + x
            n = n - 1
        return y

    seconds = []
    for function, inputs in [(looped, (x, ms.Tensor(400))), (unrolled, (x,))]:
        start = time.time()
        assert function(*inputs).asnumpy() == [400.0]
        seconds.append(time.time() - start)
    assert seconds[1] > 3 * seconds[0]


_PROGRAM = """
import mindspore as ms, numpy as np
from mindspore import nn

class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.fc = nn.Dense(2, 2)

    @ms.jit
    def construct(self, x):
        return self.fc(x)

Net()(ms.Tensor(np.ones((1, 2)), ms.float32)).asnumpy()
"""


@mutant('"MS_COMPILER_CACHE_ENABLE": "1"', '"MS_COMPILER_CACHE_ENABLE": "0"')
def the_second_run_uses_the_cache():
    Path("net.py").write_text(_PROGRAM)
    environment = {**os.environ, "MS_COMPILER_CACHE_ENABLE": "1", "GLOG_v": "2"}
    environment["MS_COMPILER_CACHE_PATH"] = str(Path("graph_cache").absolute())
    logs = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "net.py"], env=environment, capture_output=True, text=True, check=True
        )
        logs.append(done.stdout + done.stderr)
    message = "Use the compilation cache and execute the backend actions only"
    assert message not in logs[0]
    assert message in logs[1]
    assert list(Path("graph_cache/rank_0/graph_cache").glob("*.mindir"))


_NETWORK = """
import sys
import mindspore as ms
from mindspore import nn

net = nn.SequentialCell(nn.Dense(4, 8, "ones", "zeros"), nn.Dense(8, 2, "ones", "zeros"))
if sys.argv[1] == "graph":
    ms.set_context(mode=ms.GRAPH_MODE)
    function = net
else:
    @ms.jit
    def function(x):
        return net(x)

print("output", function(ms.Tensor([[1.0, 1.0, 1.0, 1.0]])).asnumpy().tolist())
"""


@mutant('_outputs("jit")', '_outputs("graph")')
def the_cache_loses_the_weights_of_jit_functions():
    def _outputs(kind):
        Path("network.py").write_text(_NETWORK)
        environment = {**os.environ, "MS_COMPILER_CACHE_ENABLE": "1"}
        environment["MS_COMPILER_CACHE_PATH"] = str(Path(f"cache_{kind}").absolute())
        command = [sys.executable, "network.py", kind]
        for _ in range(2):
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=True
            )
            yield next(line for line in done.stdout.splitlines() if line.startswith("output"))

    right = "output [[32.0, 32.0]]"
    assert list(_outputs("graph")) == [right, right]
    first, second = _outputs("jit")
    assert first == right != second


_TRAINING = """
import sys
import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn

ms.set_context(mode=ms.GRAPH_MODE)

class Step(nn.Cell):
    def __init__(self, network, optimizer):
        super().__init__()
        self.network, self.optimizer = network, optimizer
        self.gradients = ms.value_and_grad(network, None, optimizer.parameters)

    def construct(self, x, y):
        loss, gradients = self.gradients(x, y)
        self.optimizer(gradients)
        return loss

net, criterion = nn.Dense(4, 1, "ones", "zeros"), nn.MSELoss()
network = nn.WithLossCell(net, criterion)
optimizer = nn.SGD(net.trainable_params(), 0.01)
x, y = np.ones((4, 4), np.float32), np.zeros((4, 1), np.float32)
if sys.argv[1] == "model":
    model = ms.Model(net, criterion, optimizer)
    model.train(3, ds.NumpySlicesDataset((x, y), shuffle=False).batch(4))
elif sys.argv[1] == "cell":
    step = Step(network, optimizer)
    for _ in range(3):
        step(ms.Tensor(x), ms.Tensor(y))
else:
    gradients_of = ms.value_and_grad(network, None, optimizer.parameters)
    for _ in range(3):
        _, gradients = gradients_of(ms.Tensor(x), ms.Tensor(y))
        optimizer(gradients)

print("output", net.weight.asnumpy().round(4).tolist())
"""


@mutant('_weights("loop")', '_weights("cell")')
def the_cache_loses_the_weights_of_gradient_functions():
    def _weights(kind):
        Path("training.py").write_text(_TRAINING)
        environment = {**os.environ, "MS_COMPILER_CACHE_ENABLE": "1"}
        environment["MS_COMPILER_CACHE_PATH"] = str(Path(f"training_{kind}").absolute())
        command = [sys.executable, "training.py", kind]
        for _ in range(2):
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=True
            )
            yield next(line for line in done.stdout.splitlines() if line.startswith("output"))

    first, second = _weights("model")
    assert first == second
    assert list(_weights("cell")) == [first, first]
    loop, again = _weights("loop")
    assert loop == first != again


@mutant('"MS_COMPILER_CACHE_ENABLE": "1"', '"MS_COMPILER_CACHE_ENABLE": "0"')
def the_cache_confuses_jit_functions():
    Path("functions.py").write_text(
        "import sys\n"
        "import mindspore as ms\n"
        "@ms.jit\ndef double(x):\n    return x * 2\n"
        "@ms.jit\ndef square(x):\n    return x * x\n"
        'print("output", globals()[sys.argv[1]](ms.Tensor([5.0])).asnumpy().tolist())\n'
    )
    environment = {**os.environ, "MS_COMPILER_CACHE_ENABLE": "1"}
    environment["MS_COMPILER_CACHE_PATH"] = str(Path("cache_functions").absolute())
    for name in ("double", "square"):
        command = [sys.executable, "functions.py", name]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert "output [10.0]" in done.stdout.splitlines()
