"""The data folder holds one secret for all processes, and says so when it cannot."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import data_folder


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERPHASE_DATA", str(tmp_path / "new"))
    secret = data_folder.secret_key()
    assert len(secret) >= 50
    assert data_folder.secret_key() == secret
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_an_unusable_folder_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("INTERPHASE_DATA", str(tmp_path / "file"))
    with pytest.raises(ImproperlyConfigured, match="set INTERPHASE_DATA to a folder"):
        data_folder.secret_key()
