"""Whatever is sent to an address that the schema describes is answered as the schema says.

schemathesis makes the requests from the schema, such as are allowed and such as are not; what the schema
cannot say stands in schemathesis_rules.py, what is checked in schemathesis.toml.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.real_server import RealServer, curator_token, real_server

__all__ = ["curator_token", "real_server"]

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[2]
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
SCHEMATHESIS = str(Path(sys.executable).with_name("st"))
LONGEST_S = 600


def test_whatever_is_sent_is_answered_as_the_schema_says(
    real_server: RealServer, curator_token: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [
            *(SCHEMATHESIS, "--config-file", str(CONFIGURATION), "run", "--no-color"),
            f"{real_server.site}/api/v1/schema/",
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "INTERPHASE_TOKEN": curator_token,
            "INTERPHASE_SITE": real_server.site,
        },
        # where it keeps what it has found
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tested: 36" in done.stdout
