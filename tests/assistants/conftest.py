"""A real assistant's end of the line: the client of the SDK, and manage.py mcp in a process of its own."""

import json
import sys
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from tests.api.real_server import PROJECT, environment

SITE = "https://portal.example"
Talk = Callable[[Client], Any]


@pytest.fixture
def talk(db: None) -> Callable[[Talk], Any]:
    """Runs a conversation in one session; what the test wrote is not committed and not seen."""
    parameters = StdioServerParameters(
        command=sys.executable, args=["manage.py", "mcp", "--site", SITE], cwd=PROJECT, env=environment()
    )

    def run(conversation: Talk) -> Any:
        async def held() -> Any:
            async with Client(stdio_client(parameters)) as client:
                return await conversation(client)

        return anyio.run(held)

    return run


def answer(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content[0].text
    found: dict[str, Any] = result.structured_content
    assert json.loads(result.content[0].text) == found
    return found


def errors(result: Any) -> dict[str, Any]:
    """The arguments at fault, each with its detail and what is allowed."""
    assert result.is_error
    return {each["argument"]: each for each in json.loads(result.content[0].text)["errors"]}
