"""A release is told from another by what it is made of."""

from pathlib import Path

import pytest
from pytest_django import Settings

from portal import release


@pytest.fixture
def base(tmp_path: Path, settings: Settings) -> Path:
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    for name in ("templates/page.html", "knowledge/code.py", "static/staticfiles.json", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("as it is")
    return tmp_path


def test_the_same_files_have_the_same_stamp(base: Path) -> None:
    assert release.stamp() == release.stamp()


@pytest.mark.parametrize(
    "name", ["templates/page.html", "knowledge/code.py", "static/staticfiles.json", "pyproject.toml"]
)
def test_another_template_script_style_or_dependency_has_another(base: Path, name: str) -> None:
    before = release.stamp()
    (base / name).write_text("as it will be")
    assert release.stamp() != before
