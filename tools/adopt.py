"""Take the records of a pull request, and nothing of it that runs.

Run through ``make adopt``, in a clone of the branch that the pull request goes to. What judges the
records and builds the site is then the code of that branch, which reviewers have accepted; of the
pull request there is only data. A pull request that changes more than records is left alone: it
may need its own code, so its checks run it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

RECORDS = "kb"
"""The folder of the records."""

FILE_MODES = frozenset({"100644", "100755", "000000"})
"""What git calls a file, one that can be executed, and one that is gone."""


class Refused(Exception):
    """The records cannot be taken; says why and what to do."""


def merged_into(clone: Path) -> str:
    """Return the commit that a pull request was merged with, from a clone of the merge.

    It is the first parent. Raises Refused if the commit is no merge, or its parents were not
    fetched.
    """
    try:
        _git(clone, "rev-parse", "--quiet", "--verify", "HEAD^2")
        return _git(clone, "rev-parse", "--quiet", "--verify", "HEAD^1").strip()
    except subprocess.CalledProcessError:
        raise Refused(
            f"The clone in '{clone}' has no merge commit with both its parents. "
            "Check out the merge of the pull request with 'fetch-depth: 2'."
        ) from None


def changes(clone: Path) -> Mapping[str, str]:
    """Return what a pull request makes of each path that it changes, from a clone of the merge.

    It is a mode as git writes them. Source of the format: the manual of git-diff-tree.
    """
    told = _git(clone, "diff-tree", "-r", "-z", "--raw", "--no-renames", merged_into(clone), "HEAD")
    parts = told.split("\0")[:-1]
    return {path: about.split(" ")[1] for about, path in zip(parts[::2], parts[1::2], strict=True)}


def check_modes(changed: Mapping[str, str]) -> None:
    """Raise Refused if a path becomes a link, or a submodule, which leaves no trace on the disk."""
    for path, mode in changed.items():
        if mode not in FILE_MODES:
            raise Refused(f"{path!r} is a link or a submodule. Put a file in its place.")


def go_to(project: Path, commit: str) -> None:
    """Check out the commit that the pull request was merged with.

    The branch may have moved on since, and newer code would judge older records. Raises Refused if
    the commit does not belong to the branch: then its code is not known to be accepted.
    """
    try:
        _git(project, "merge-base", "--is-ancestor", commit, "HEAD")
        _git(project, "checkout", "--quiet", "--detach", commit)
    except subprocess.CalledProcessError as error:
        raise Refused(
            f"The pull request was merged with {commit}, which cannot be checked out as a part of "
            f"this branch. Fetch its whole history. {error.stderr.decode(errors='replace')}".strip()
        ) from None


def only_records(paths: Iterable[str]) -> bool:
    """Return whether all paths are records: in their folder and not hidden there."""
    return all(path.startswith(f"{RECORDS}/") and "/." not in path for path in paths)


def adopt(clone: Path, project: Path) -> int:
    """Put the records of a clone in place of those of the project; returns the number of files.

    Links are never followed: a link, or anything else that is no file, raises Refused before
    anything is written. Only contents are copied, no permissions.
    """
    source, target = clone / RECORDS, project / RECORDS
    files = [path.relative_to(source) for path in _files(source)]
    if not files:
        raise Refused(f"There is no file in '{source}'. A pull request cannot remove all records.")
    if target.is_symlink():
        raise Refused(f"'{target}' is a link. Put a folder in its place.")
    shutil.rmtree(target, ignore_errors=True)
    for file in files:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / file, target / file, follow_symlinks=False)
    return len(files)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; raises Refused at anything else."""
    if not stat.S_ISDIR(_kind(folder)):
        raise Refused(f"'{folder}' is no folder. Put the records in a folder '{RECORDS}/'.")
    for path in sorted(folder.iterdir()):
        kind = _kind(path)
        if stat.S_ISDIR(kind):
            yield from _files(path)
        elif stat.S_ISREG(kind):
            yield path
        else:
            raise Refused(f"{str(path)!r} is a link or no file at all. Put a file in its place.")


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", os.fspath(folder), *arguments]
    return os.fsdecode(subprocess.run(command, check=True, capture_output=True).stdout)


def _kind(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0


def main(arguments: Sequence[str]) -> int:
    """Take the records if nothing else changes, and say which it was.

    In a workflow the answer is the output `code` of the step: `true` or `false`.
    """
    parser = argparse.ArgumentParser(prog="adopt", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("clone", type=Path, help="the clone of the pull request's merge commit")
    clone = parser.parse_args(arguments).clone
    try:
        changed = changes(clone)
        others = not only_records(changed)
        if others:
            print(f"More than '{RECORDS}/' changes: the checks run the code of the pull request.")
        else:
            check_modes(changed)
            go_to(Path(), merged_into(clone))
            print(f"Adopted {adopt(clone, Path())} files. No code of the pull request runs here.")
    except Refused as error:
        print(f"adopt: {error}", file=sys.stderr)
        return 1
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as stream:
            stream.write(f"code={'true' if others else 'false'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
