"""Checks of the claims of the entry `course-notebooks`."""

import subprocess
from pathlib import Path

import mindspore as ms

from checks import mutant

_LINES = ["if [ $# != 1 ]", "then", "  echo 'Usage: bash train.sh DATA'", "fi", "echo start", ""]


@mutant('r"s/\\r$//"', 'r"s/x$//"')
def windows_line_ends_break_a_shell_script():
    script = Path("train.sh")
    script.write_bytes("\r\n".join(_LINES).encode())
    before = subprocess.run(["bash", script], capture_output=True, text=True, check=False)
    subprocess.run(["sed", "-i", r"s/\r$//", script], check=True)
    after = subprocess.run(["bash", script, "data"], capture_output=True, text=True, check=False)
    assert "syntax error: unexpected end of file" in before.stderr
    assert after.stdout == "start\n"


@mutant('"_stub_tensor"', '"tensor"')
def the_module_for_mindnlp_0_4_is_gone():
    assert not hasattr(ms.common, "_stub_tensor")
