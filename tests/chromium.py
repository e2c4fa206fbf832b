"""The Chromium that browser tests drive."""

import os
import shutil

import pytest


def path() -> str:
    """Where it is; without one the test is skipped, and fails where CI=true."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    missing = "No Chromium found; on Debian: apt-get install chromium."
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)
