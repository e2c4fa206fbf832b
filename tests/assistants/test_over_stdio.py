"""An assistant talks to `manage.py mcp` over standard input and output."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator
from mcp import Client

from knowledge.search.terms import TermDirectory
from tests.api.real_server import PROJECT, environment
from tests.assistants.conftest import SITE, answer, errors

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("seed")]
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("search", {"q": "growing semicircle", "technique": ["eis"]}),
    ("get_record", {"id": "t-an-01-r1"}),
    ("compare_resistance", {"ids": ["RES-01", "RES-02"]}),
]


def test_three_tools_say_what_they_take_and_answer(talk: Callable[..., Any]) -> None:
    async def conversation(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in talk(conversation)}
    assert set(tools) == {name for name, _ in CALLS}
    for tool in tools.values():
        assert tool.description and tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
    facets = {facet.slug for facet in TermDirectory.load().facets}
    assert facets | {"q", "kind", "evidence"} <= set(tools["search"].input_schema["properties"])
    assert "nzsp" in tools["search"].input_schema["properties"]["material"]["description"]


def test_answers_are_as_the_tools_describe_them_and_lead_to_the_portal(talk: Callable[..., Any]) -> None:
    async def conversation(client: Client) -> Any:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        return [(tools[name].output_schema, await client.call_tool(name, given)) for name, given in CALLS]

    for schema, result in talk(conversation):
        found = answer(result)
        Draft202012Validator(schema).validate(found)
        assert found["revision"] > 0 and f"revision {found['revision']}" in found["how_to_cite"]
        assert f"{SITE}/" in str(found)


def test_nothing_but_the_protocol_is_written() -> None:
    command = [sys.executable, "manage.py", "mcp"]
    done = subprocess.run(command, cwd=PROJECT, env=environment(), input="", capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_site_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="begins with http"):
        call_command("mcp", "--site", "portal.example")


def test_every_fault_is_told_at_once_and_the_session_goes_on(talk: Callable[..., Any]) -> None:
    async def conversation(client: Client) -> Any:
        wrong = {"kind": ["rumour"], "interface": ["moon"], "colour": "red", "page": 0, "q": ["a", "b"]}
        return await client.call_tool("search", wrong), await client.call_tool(*CALLS[1])

    refused, next_one = talk(conversation)
    found = errors(refused)
    assert set(found) == {"kind", "interface", "colour", "page", "q"}
    assert "anode" in found["interface"]["allowed"] and "issue" in found["kind"]["allowed"]
    assert "q" in found["colour"]["allowed"] and found["interface"]["value"] == "moon"
    assert answer(next_one)["record"]["id"] == "T-AN-01-R1"
