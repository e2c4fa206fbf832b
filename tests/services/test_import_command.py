"""manage.py import_knowledge: says what would happen, and does it when told to."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import Cause, ImportBatch, ResistanceRecord

pytestmark = pytest.mark.usefixtures("seed")

GOOD = "code,system_configuration,electrolyte,modification\nRES-900,Na,NZSP,A layer\n"


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("import_knowledge", *arguments, stdout=said)
    return said.getvalue()


def test_without_apply_it_only_says_what_would_happen(tmp_path: Path) -> None:
    (tmp_path / "resistance.csv").write_text(GOOD)
    said = run(str(tmp_path / "resistance.csv"))
    assert "resistance records: 1 new, 0 changed, 0 removed, 0 unchanged" in said
    assert "Nothing was changed; say --apply to import it." in said
    assert not ResistanceRecord.objects.filter(code="RES-900").exists()


def test_several_files_are_one_import(tmp_path: Path) -> None:
    (tmp_path / "resistance.csv").write_text(GOOD)
    (tmp_path / "causes.csv").write_text("code,issue,text\nT-AN-01-C90,T-AN-01,It melts.\n")
    run(*(str(path) for path in sorted(tmp_path.iterdir())), "--apply")
    assert ResistanceRecord.objects.filter(code="RES-900").exists()
    assert Cause.objects.filter(code="T-AN-01-C90").exists()
    assert ImportBatch.objects.get().file_name == "causes.csv, resistance.csv"


def test_every_mistake_is_listed(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("code,colour\nRES-900,red\n")
    with pytest.raises(CommandError) as failure:
        run(str(tmp_path / "data.csv"), "--table", "resistance", "--apply")
    message = str(failure.value)
    assert message.startswith("Nothing can be imported: 4 mistakes.")
    assert "data.csv: row 1: colour: unknown column" in message
    assert "data.csv: row 2: RES-900: electrolyte: is missing" in message


def test_a_file_or_a_user_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.csv cannot be read"):
        run(str(tmp_path / "none.csv"))
    (tmp_path / "resistance.csv").write_text(GOOD)
    with pytest.raises(CommandError, match="There is no user nobody"):
        run(str(tmp_path / "resistance.csv"), "--by", "nobody")
