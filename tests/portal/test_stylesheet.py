"""Every page has one stylesheet, made of the files in styles/."""

import re
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
    assert text.startswith(stylesheet.compact(stylesheet.parts()[0].read_text()))
    assert all(stylesheet.compact(part.read_text()) in text for part in stylesheet.parts())


def test_what_is_for_paper_comes_last_and_is_for_paper_only() -> None:
    before, paper = found().split("@media print{@page", 1)
    assert stylesheet.parts()[-1].stem == "print"
    assert "@page" not in before
    assert paper.endswith("}}")


def test_it_is_sent_without_comments_and_needless_space() -> None:
    selectors = "/* why */\n.a :is(.b,\n  .c) { margin: 0 auto;\n  color: red; }\n"
    assert stylesheet.compact(selectors) == ".a :is(.b,.c){margin:0 auto;color:red}"
    condition = "@media (min-width: 40rem) {\n  .d > .e { top: 0; }\n}\n"
    assert stylesheet.compact(condition) == "@media (min-width:40rem){.d>.e{top:0}}"


def test_a_name_is_sent_without_its_quotes_and_anything_else_keeps_them() -> None:
    assert stylesheet.compact('[a="new-value"] { content: ""; }') == '[a=new-value]{content:""}'
    assert stylesheet.compact('[a="1"], [a="b c"] { top: 0; }') == '[a="1"],[a="b c"]{top:0}'


def test_no_string_holds_what_is_taken_out() -> None:
    strings = [string for part in stylesheet.parts() for string in re.findall(r'"[^"]*"', part.read_text())]
    assert not [string for string in strings if re.search(r"[{};,>]|/\*|\w: ", string)]


def test_a_changed_file_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found()
    monkeypatch.setattr(stylesheet, "text", lambda: "p { color: red }")
    assert found() == "p { color: red }"
