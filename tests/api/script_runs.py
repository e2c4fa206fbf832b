"""Runs the scripts of the page about the API as a researcher would: from a file, in a folder of their own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.api.example_scripts import LANGUAGES, scripts

PROGRAMS = {"py": [], "R": ["Rscript"], "sh": ["bash", "curl", "jq"]}
PACKAGES = "curl jq r-base-core r-cran-jsonlite r-cran-httr2"
INTERPRETERS = {"py": [sys.executable], "R": ["Rscript", "--vanilla"], "sh": ["bash"]}

every_language = pytest.mark.parametrize("ending", list(LANGUAGES), ids=list(LANGUAGES.values()))


@dataclass(frozen=True)
class Run:
    """`told` is what the script wrote to both of its outputs, `folder` where it left its files."""

    status: int
    told: str
    folder: Path


def run(task: str, ending: str, site: str, folder: Path, **environment: str) -> Run:
    """Without its program the test is skipped, and fails where CI=true."""
    _require(ending)
    (script,) = [each for each in scripts(task, site) if each.ending == ending]
    file = folder / f"{task}.{ending}"
    file.write_text(script.code, encoding="utf-8")
    # what it sends must not pass by a proxy that this machine may have
    given = {**os.environ, "LC_ALL": "C.UTF-8", "no_proxy": "*", **environment}
    done = subprocess.run(
        [*INTERPRETERS[ending], file.name],
        cwd=folder,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return Run(done.returncode, done.stdout, folder)


def run_well(task: str, ending: str, site: str, folder: Path, **environment: str) -> Run:
    done = run(task, ending, site, folder, **environment)
    assert done.status == 0, f"{done.told}\nOn Debian it needs: apt-get install {PACKAGES}"
    return done


def _require(ending: str) -> None:
    for program in PROGRAMS[ending]:
        if not shutil.which(program):
            missing = f"No {program} found; on Debian: apt-get install {PACKAGES}."
            if os.environ.get("CI") == "true":
                pytest.fail(missing)
            pytest.skip(missing)
