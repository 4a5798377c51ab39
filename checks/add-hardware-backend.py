"""Checks of the claims of the entry `add-hardware-backend`."""

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import ops
from mindspore.graph import register_custom_backend

from checks import mutant, needs

_ECHO = """
#include "mindspore/include/custom_backend_api.h"

namespace mindspore::backend {
class Echo : public BackendBase {
 public:
  BackendGraphId Build(const FuncGraphPtr &,
                       const BackendJitConfig &) override { return 0; }

  RunningStatus Run(BackendGraphId, const VectorRef &inputs,
                    VectorRef *outputs) override {
    outputs->push_back(inputs[0]);
    return kRunningSuccess;
  }
};
constexpr auto kEcho = "echo";
MS_REGISTER_BACKEND(kEcho, Echo);
}  // namespace mindspore::backend
"""


def _compile_backend():
    """Compile the backend with the headers and libraries of the package."""
    home = Path(ms.__file__).parent
    include = home / "include"
    folders = [
        sysconfig.get_path("include"),
        include,
        include / "mindspore",
        include / "mindspore/core/include",
        include / "mindspore/ccsrc",
        include / "mindspore/ccsrc/include",
        include / "third_party",
        include / "third_party/pybind11",
    ]
    flags = ["-std=c++17", "-shared", "-fPIC", "-w", f"-L{home / 'lib'}"]
    flags += ["-D_GLIBCXX_USE_CXX11_ABI=0"]
    flags += [f"-I{folder}" for folder in folders]
    names = ("backend_manager", "core", "common")
    libraries = [f"-lmindspore_{name}" for name in names]
    Path("echo.cc").write_text(_ECHO)
    command = ["g++", *flags, "echo.cc", "-o", "libecho.so", *libraries]
    subprocess.run(command, check=True)


@needs("mindspore>=2.8")
@mutant('@ms.jit(backend="echo")', '@ms.jit(backend="ms_backend")')
@mutant("push_back(inputs[0])", "push_back(inputs[1])")
def a_custom_backend_runs_a_compiled_function():
    if not shutil.which("g++"):
        pytest.skip("needs g++")

    _compile_backend()
    register_custom_backend("echo", str(Path("libecho.so").resolve()))

    @ms.jit(backend="echo")
    def sine(x, y):
        return ops.sin(x + y)

    z = sine(ms.Tensor([1.0, 2.0]), ms.Tensor([3.0, 4.0]))
    print(z)

    # Proof: the backend, which returns its first input, has run the graph instead of MindSpore.
    assert z.asnumpy().tolist() == [1.0, 2.0]


_ADD = """
extern "C" int add(int count, void **tensors, int *, long **shapes, const char **, void *, void *) {
  float **values = reinterpret_cast<float **>(tensors);
  for (long i = 0; i < shapes[0][0]; ++i) values[2][i] = values[0][i] + values[1][i];
  return count == 3 ? 0 : 1;
}
"""


@mutant("values[0][i] + values[1][i]", "values[0][i] * values[1][i]")
def a_compiled_function_becomes_an_operator():
    if not shutil.which("g++"):
        pytest.skip("needs g++")

    Path("add.cc").write_text(_ADD)
    subprocess.run(["g++", "-shared", "-fPIC", "add.cc", "-o", "add.so"], check=True)
    op = ops.Custom("./add.so:add", lambda x, y: x, lambda x, y: x, func_type="aot")
    x, y = ms.Tensor([1.0, 2.0]), ms.Tensor([3.0, 5.0])

    # Proof: the C function computes the sum.
    assert op(x, y).asnumpy().tolist() == [4.0, 7.0]


@mutant("return np.sin(x)", "return np.tan(x)")
def a_python_function_becomes_an_operator():
    def sine_of(x):
        return np.sin(x)

    sine = ops.Custom(sine_of, lambda x: x, lambda x: x, func_type="pyfunc")
    y = sine(ms.Tensor([1.0, 2.0]))
    print(y)

    # Proof: NumPy computes the sine, also in a compiled function.
    assert np.allclose(y.asnumpy(), np.sin([1.0, 2.0]))

    @ms.jit
    def compiled(x):
        return sine(x)

    assert np.allclose(compiled(ms.Tensor([1.0, 2.0])).asnumpy(), np.sin([1.0, 2.0]))


@mutant('set_device("FPGA")', 'set_device("CPU")')
def there_are_three_device_targets():
    message = "The argument 'device_target' must be one of ['CPU', 'GPU', 'Ascend'], but got FPGA."
    with pytest.raises(ValueError, match=re.escape(message)):
        ms.set_device("FPGA")


@needs("mindspore>=2.8")
@mutant("register_custom_backend.__doc__", "register_custom_backend.__name__")
def custom_backends_need_linux():
    documented = " ".join(register_custom_backend.__doc__.split())
    assert "This interface only supports Linux systems" in documented


@needs("mindspore>=2.8")
@mutant("BackendBase {", "OtherBase {")
def a_backend_implements_build_and_run():
    (header,) = (Path(ms.__file__).parent / "include").rglob("backend_base.h")
    _, _, declared = header.read_text().partition("BackendBase {")
    declared, _, _ = declared.partition("};")
    methods = set(re.findall(r"virtual \w+ (\w+)\([^;]*\) = 0;", declared))
    assert methods == {"Build", "Run"}


@mutant("ops.Custom.__doc__", "ops.Sin.__doc__")
def the_reference_names_the_platforms_of_custom():
    documented = " ".join(ops.Custom.__doc__.split())
    assert "This is an experimental API" in documented
    assert '"aot": supports ["GPU", "CPU", "Ascend"]' in documented
    assert '"pyfunc": supports ["CPU"]' in documented
