"""Reading a page: its text, its links, what stands where."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.pages.document import Document

Read = Callable[[str], Document]


@pytest.fixture
def read(client: Client, seed: None) -> Read:
    """The page at an address, which must answer 200."""

    def page(address: str) -> Document:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return Document.parse(response.content.decode())

    return page
