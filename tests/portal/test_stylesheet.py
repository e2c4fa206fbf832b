"""Every page has one stylesheet, made of the files in styles/."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portal import data_folder, stylesheet


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_folder, "path", lambda: tmp_path)


def found() -> str:
    path = finders.find(stylesheet.NAME)
    assert isinstance(path, str)
    with open(path) as file:
        return file.read()


def test_it_holds_every_file_and_begins_with_the_tokens() -> None:
    text = found()
    assert text.startswith(stylesheet.parts()[0].read_text())
    assert all(part.read_text() in text for part in stylesheet.parts())


def test_what_is_for_paper_comes_last_and_is_for_paper_only() -> None:
    before, paper = found().split("@media print {\n@page", 1)
    assert stylesheet.parts()[-1].stem == "print"
    assert "@page" not in before
    assert paper.endswith("}\n")


def test_a_changed_file_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found()
    monkeypatch.setattr(stylesheet, "text", lambda: "p { color: red }")
    assert found() == "p { color: red }"
