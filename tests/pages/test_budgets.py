"""What a reader has to load: measured compressed, as it is sent."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client

from portal import stylesheet
from tests.pages.test_every_page import CEILINGS

KB = 1024
HTML_KB = 12
HTML_OF_AN_ISSUE_KB = 15
STYLESHEET_KB = 14
FIRST_SCRIPTS_KB = 5
# what every page loads; the others come when they are needed
FIRST_SCRIPTS = ("theme.js", "interphase.js")


def compressed(content: bytes) -> int:
    """In bytes."""
    return len(gzip.compress(content, mtime=0))


@pytest.mark.parametrize("address", CEILINGS)
def test_a_page_is_small(address: str, client: Client, seed: None) -> None:
    most = HTML_OF_AN_ISSUE_KB if re.match("/issues/.", address) else HTML_KB
    assert compressed(client.get(address).content) <= most * KB


def test_the_stylesheet_is_small() -> None:
    sizes = {
        part.stem: compressed(stylesheet.compact(part.read_text()).encode()) for part in stylesheet.parts()
    }
    assert compressed(stylesheet.text().encode()) <= STYLESHEET_KB * KB, sizes


def test_the_scripts_of_every_page_are_small() -> None:
    scripts = [settings.BASE_DIR / "static/js" / name for name in FIRST_SCRIPTS]
    assert sum(compressed(script.read_bytes()) for script in scripts) <= FIRST_SCRIPTS_KB * KB


def test_the_scripts_of_every_page_wait_for_no_other_script() -> None:
    """An import that is not called with a path would be loaded before the first of them runs."""
    for name in FIRST_SCRIPTS:
        assert not re.search(
            r"(?m)^\s*(import|export) .*from", (settings.BASE_DIR / "static/js" / name).read_text()
        )


def test_no_template_has_inline_style_or_script() -> None:
    inline = re.compile(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+=")
    found = [
        path.name for path in settings.BASE_DIR.glob("templates/**/*.html") if inline.search(path.read_text())
    ]
    assert found == []
