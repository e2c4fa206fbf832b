"""A client that openapi-python-client makes from the schema works against a running portal."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from access import tokens
from access.models import Scope
from knowledge.models import FAQ, Status, Suggestion
from tests.access.conftest import curator_user

__all__ = ["curator_user"]

pytestmark = pytest.mark.slow
# of the two streams of /export/ it knows no media type
CONFIGURATION = """
post_hooks: []
content_type_overrides:
  application/x-ndjson: application/octet-stream
  application/zip: application/octet-stream
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Imports a module of the client, which was made without a warning."""
    folder = tmp_path_factory.mktemp("generated")
    call_command("spectacular", "--file", str(folder / "schema.yaml"))
    (folder / "configuration.yaml").write_text(CONFIGURATION)
    generator = Path(sys.executable).with_name("openapi-python-client")
    options = ("--meta", "none", "--output-path", "interphase_client", "--fail-on-warning")
    files = ("--path", "schema.yaml", "--config", "configuration.yaml")
    command = [str(generator), "generate", *files, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield lambda name: importlib.import_module(f"interphase_client.{name}")


@pytest.fixture
def reading(made: Callable[[str], Any], live_server: LiveServer, seed: None) -> Iterator[Any]:
    """A client without a token, which raises at anything that the schema does not describe."""
    with made("client").Client(base_url=live_server.url, raise_on_unexpected_status=True) as client:
        yield client


@pytest.fixture
def curating(
    made: Callable[[str], Any], live_server: LiveServer, seed: None, curator_user: User
) -> Iterator[Any]:
    _, secret = tokens.create(curator_user, "generated", Scope.CURATE, 30)
    make = made("client").AuthenticatedClient
    with make(base_url=live_server.url, token=secret, raise_on_unexpected_status=True) as client:
        yield client


def test_it_walks_a_list_to_its_end(made: Callable[[str], Any], reading: Any) -> None:
    references = made("api.references.references_list")
    page = references.sync(client=reading, limit=40)
    codes = [each.id for each in page.results]
    while page.next_:
        cursor = page.next_.partition("cursor=")[2].partition("&")[0]
        page = references.sync(client=reading, limit=40, cursor=cursor)
        codes += [each.id for each in page.results]
    assert len(codes) == len(set(codes)) == 100


def test_it_reads_a_record_whole(made: Callable[[str], Any], reading: Any) -> None:
    issue = made("api.issues.issues_retrieve").sync("T-AN-01", client=reading)
    assert issue.title == "Short circuit or rapid failure in the first few cycles"
    assert [cause.id for cause in issue.causes] == ["T-AN-01-C1", "T-AN-01-C2", "T-AN-01-C3"]
    assert issue.remedies[0].addresses[0].cause == "T-AN-01-C1"


def test_it_searches_with_facets(made: Callable[[str], Any], reading: Any) -> None:
    kind = made("models.search_kind_item").SearchKindItem.RESISTANCE
    answer = made("api.search.search").sync(client=reading, q="interlayer", material=["gold"], kind=[kind])
    assert answer.count > 0 and answer.results[0].id == "RES-01"


def test_it_understands_a_refusal(made: Callable[[str], Any], reading: Any) -> None:
    problem = made("api.issues.issues_list").sync(client=reading, interface=["anod"], limit=50)
    assert (problem.status, problem.errors[0].parameter) == (400, "interface")
    assert "anode" in problem.errors[0].allowed


def test_it_suggests_with_a_token(made: Callable[[str], Any], curating: Any) -> None:
    wrong = made("models.wrong_suggestion").WrongSuggestion
    kind = made("models.wrong_suggestion_kind_enum").WrongSuggestionKindEnum.WRONG
    body = wrong(kind=kind, details="It is 110, not 101.", target="T-AN-01-R1")
    written = made("api.suggestions.suggestions_create").sync(client=curating, body=body)
    assert written.target == Suggestion.objects.get().target == "T-AN-01-R1"


def test_it_writes_and_changes_a_draft(made: Callable[[str], Any], curating: Any) -> None:
    draft = made("models.new_faq").NewFAQ(section="General", question="Does it spark?")
    answer = made("api.faqs.faqs_create").sync_detailed(client=curating, body=draft)
    assert answer.status_code == 201 and answer.parsed.status.value == Status.DRAFT
    change = made("api.faqs.faqs_partial_update")
    body = made("models.new_faq").NewFAQ(section="General", question="Does it glow?")
    changed = change.sync(answer.parsed.id, client=curating, body=body, if_match=answer.headers["ETag"])
    assert changed.question == FAQ.objects.get(code=answer.parsed.id).question == "Does it glow?"
    lost = change.sync(answer.parsed.id, client=curating, body=body, if_match=answer.headers["ETag"])
    assert lost.status == 412
