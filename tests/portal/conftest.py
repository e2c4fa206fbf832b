"""An embedded server of one's own for every test that asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.embedded import EmbeddedServer


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A cold one: nothing of it exists yet. Whatever runs at the end is stopped."""
    one = EmbeddedServer(tmp_path / "data")
    yield one
    one.clean_up()
