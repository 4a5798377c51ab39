"""Checks of the claims of the entry `log-level`."""

import os
import subprocess
import sys
from pathlib import Path

from checks import mutant

LOG = """
from mindspore import log
log.warning("a warning")
log.error("an error")
"""


def _run(program, **variables):
    """Run the program in a new process and return it with its output."""
    names = ("GLOG_v", "GLOG_logtostderr", "GLOG_log_dir", "GLOG_stderrthreshold")
    env = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, env={**env, **variables}, capture_output=True, text=True, check=False
    )


@mutant('GLOG_v="3"', 'GLOG_v="2"')
def level_3_hides_warnings():
    default = _run(LOG).stderr
    assert "[WARNING]" in default
    assert "a warning" in default
    quiet = _run(LOG, GLOG_v="3").stderr
    assert "a warning" not in quiet
    assert "an error" in quiet


@mutant("import mindspore\\n", "import os\\n")
@mutant("_run(setting + LOG)", "_run(LOG)")
def the_level_is_read_at_the_import():
    setting = 'import os\nos.environ["GLOG_v"] = "3"\n'
    late = _run("import mindspore\n" + setting + LOG).stderr
    assert "a warning" in late
    early = _run(setting + LOG).stderr
    assert "a warning" not in early


@mutant('GLOG_v="1", GLOG_logtostderr="0"', 'GLOG_v="1", GLOG_logtostderr="1"')
def the_files_are_below_rank_0():
    screen = _run(LOG, GLOG_v="1", GLOG_logtostderr="0", GLOG_log_dir="logs").stderr
    folder = Path("logs/rank_0/logs")
    (python_log,) = folder.glob("mindspore.log.*")
    assert "an error" in python_log.read_text()
    assert list(folder.glob("mindspore.*.log.INFO.*"))
    assert "a warning" in screen
    assert "[INFO]" not in screen


@mutant('GLOG_v="7"', 'GLOG_v="1"')
@mutant('_run(LOG, GLOG_logtostderr="0")', '_run(LOG, GLOG_logtostderr="1")')
def wrong_values_stop_the_import():
    level = _run(LOG, GLOG_v="7").stderr
    assert "ValueError: Incorrect log level, please check the configuration of GLOG_v" in level
    folder = _run(LOG, GLOG_logtostderr="0").stderr
    assert (
        "ValueError: When GLOG_logtostderr is set to 0, the directory of saving log "
        "GLOG_log_dir must be set, but got it empty."
    ) in folder
