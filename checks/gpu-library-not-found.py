"""Checks of the claims of the entry `gpu-library-not-found`."""

from pathlib import Path

import mindspore as ms

from checks import mutant


@mutant("libmindspore_gpu.so.11.6", "libmindspore_ascend.so.2")
def the_plugin_needs_these_libraries():
    plugin = Path(ms.__file__).parent / "lib" / "plugin" / "libmindspore_gpu.so.11.6"
    content = plugin.read_bytes()
    for name in ("cudnn.so.8", "cublas.so.11", "cusolver.so.11", "cudart.so.11.0", "cuda.so.1"):
        assert b"lib" + name.encode() + b"\0" in content, name
