"""Take the records of a pull request, and nothing of it that runs.

Run through ``make adopt``, in a clone of the branch that the pull request goes to. The code that
judges the records and builds the site is then the code of that branch, which reviewers have
accepted; the pull request contributes only data. A pull request that changes anything else is left
alone: it may need its own code, so its checks run that.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

RECORD = re.compile(
    r"kb/(entries|compatibility|tags/[\w-]+|translations/[\w-]+(/tags/[\w-]+)?)/[\w-]+\.yaml"
    r"|kb/[a-z-]+\.schema\.json",
    re.ASCII,
)
"""Paths of records and of the JSON Schemas that follow from them.

Everything else is code, also below `kb/`: pages and hidden files that no rule judges, and settings,
which change what the rules require.
"""

GONE = "000000"
FILE_MODES = frozenset({"100644", "100755", GONE})
"""Git's modes of a file, an executable file, and a deleted one."""


class Refused(Exception):
    """The records cannot be taken; the message says why and what to do."""


class Change(NamedTuple):
    """What a pull request makes of a path: a mode, a blob and a status, as git names them."""

    mode: str
    blob: str
    status: str


def changes(clone: Path) -> tuple[str, Mapping[str, Change]]:
    """Return the commit that a pull request was merged with, and what it changes, by path.

    The clone has checked out the merge. Raise Refused if that is no merge or its parents were not
    fetched, and if a path below `kb/` becomes a link, or a submodule, which leaves no trace on the
    disk. Source of the format: the manual of git-diff-tree.
    """
    commits = os.fsdecode(_git(clone, "rev-list", "--parents", "--max-count=1", "HEAD")).split()
    if len(commits) != 3:
        raise Refused(
            f"The clone in '{clone}' has no merge commit with both its parents. "
            "Check out the merge of the pull request with 'fetch-depth: 2'."
        )
    options = ("-r", "-z", "--raw", "--no-renames")
    output = os.fsdecode(_git(clone, "diff-tree", *options, commits[1], commits[0]))
    parts = output.split("\0")[:-1]
    changed = {
        path: Change(*(raw.split(" ")[at] for at in (1, 3, 4)))
        for raw, path in zip(parts[::2], parts[1::2], strict=True)
    }
    for path, change in changed.items():
        if f"{path}/".startswith("kb/") and change.mode not in FILE_MODES:
            raise Refused(f"{path!r} is a link or a submodule. Replace it with a file.")
    return commits[1], changed


def adopt(clone: Path, project: Path, commit: str, changed: Mapping[str, Change]) -> None:
    """Check out the commit that the pull request was merged with, and write the changed files.

    The branch may have moved on since, and newer code would judge older records. Files keep their
    contents, but no permissions. Raise Refused if the commit does not belong to the branch: then
    reviewers may not have accepted its code.
    """
    try:
        _git(project, "merge-base", "--is-ancestor", commit, "HEAD")
        _git(project, "checkout", "--quiet", "--detach", commit)
    except Refused as error:
        raise Refused(
            f"The pull request was merged with {commit}, which cannot be checked out as a part of "
            f"this branch. Fetch its whole history. {error}".strip()
        ) from None
    for path, change in changed.items():
        target = project / path
        if change.mode == GONE:
            target.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(clone, "cat-file", "blob", change.blob))


def summary(changed: Mapping[str, Change]) -> str:
    """Return the changed records as Markdown. Their paths contain nothing that needs escaping."""
    words = {"A": "Added", "D": "Deleted"}
    lines = (
        f"- {words.get(change.status, 'Changed')}: `{path}`\n"
        for path, change in sorted(changed.items())
    )
    title = f"## Records: {len(changed):,} files"
    return f"{title}\n\n{''.join(lines)}\nThe site is in the artifact `site`.\n"


def _git(folder: Path, *arguments: str) -> bytes:
    """Return the output of a command of Git. Raise Refused with its message if it fails."""
    done = subprocess.run(["git", "-C", folder, *arguments], check=False, capture_output=True)
    if done.returncode:
        raise Refused(done.stderr.decode(errors="replace").strip())
    return done.stdout


def _append(variable: str, text: str) -> None:
    """Append text to the file that a variable of the workflow names, if it is set."""
    with Path(os.environ.get(variable, os.devnull)).open("a", encoding="utf-8") as stream:
        stream.write(text)


def main(arguments: Sequence[str]) -> int:
    """Take the records if nothing else changes, and print which it was.

    A workflow gets the step output `code`, `true` or `false`, and a job summary of the records.
    """
    parser = argparse.ArgumentParser(prog="adopt", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("clone", type=Path, help="the clone of the pull request's merge commit")
    clone = parser.parse_args(arguments).clone
    try:
        commit, changed = changes(clone)
        if all(map(RECORD.fullmatch, changed)):
            adopt(clone, Path(), commit, changed)
            print(f"Took {len(changed)} files. No code of the pull request runs here.")
            _append("GITHUB_OUTPUT", "code=false\n")
            _append("GITHUB_STEP_SUMMARY", summary(changed))
        else:
            print("More than records changes: the checks run the code of the pull request.")
            _append("GITHUB_OUTPUT", "code=true\n")
    except Refused as error:
        print(f"adopt: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
