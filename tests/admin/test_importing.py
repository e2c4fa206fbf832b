"""The pages of an import: a file is checked, what would happen is read, and what was checked is imported."""

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from knowledge.models import ImportBatch, ImportUpload, ResistanceRecord
from knowledge.services.tables.grid import MAX_BYTES

pytestmark = pytest.mark.usefixtures("seed")

IMPORT = "/admin/knowledge/importbatch/import/"
EXPORT = "/admin/knowledge/importbatch/export/"
LIST = "/admin/knowledge/importbatch/"
GOOD = b"code,system_configuration,electrolyte,modification\nRES-900,Na,NZSP,A <b>layer</b>\n"
BAD = b"code,system_configuration,electrolyte,modification,initial_ohm_cm2\nRES-900,Na,NZSP,,=1+1\n"


def check(client: Client, content: bytes, name: str = "resistance.csv", table: str = "") -> str:
    """The address of what the check found."""
    response = client.post(IMPORT, {"file": SimpleUploadedFile(name, content), "table": table})
    assert response.status_code == 302
    return str(response["Location"])


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_every_mistake_is_shown_and_there_is_no_button_to_import(curator: Client) -> None:
    shown = page(curator, check(curator, BAD))
    assert "Nothing can be imported: 2 mistakes." in shown
    assert "<td>modification</td><td></td><td>is missing</td>" in shown
    assert "<td>initial_ohm_cm2</td><td>=1+1</td>" in shown
    assert 'value="Import"' not in shown


def test_the_mistakes_are_there_as_csv_that_no_spreadsheet_calculates(curator: Client) -> None:
    response = curator.get(f"{check(curator, BAD)}mistakes.csv")
    assert response["Content-Disposition"] == 'attachment; filename="mistakes.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "file,row,record,column,value,reason"
    assert any("initial_ohm_cm2,'=1+1," in line for line in lines[1:])


def test_what_was_checked_is_imported_without_bringing_it_again(curator: Client) -> None:
    address = check(curator, GOOD)
    assert '<th scope="row">resistance records</th><td>1</td>' in page(curator, address)
    assert not ResistanceRecord.objects.filter(code="RES-900").exists()
    response = curator.post(address, {"sha256": digest(GOOD)}, follow=True)
    assert "Imported resistance.csv: resistance records: 1 new." in response.content.decode()
    assert ResistanceRecord.objects.get(code="RES-900").status == "draft"
    assert not ImportUpload.objects.exists()
    batch = ImportBatch.objects.get()
    assert (batch.by_name, batch.sha256) == ("curator", digest(GOOD))


def test_another_file_than_the_one_that_was_read_is_not_imported(curator: Client) -> None:
    address = check(curator, GOOD)
    response = curator.post(address, {"sha256": digest(BAD)}, follow=True)
    assert "is not the file that was checked" in response.content.decode()
    assert not ResistanceRecord.objects.filter(code="RES-900").exists()


def test_what_changed_since_the_check_is_shown_as_a_new_one(curator: Client) -> None:
    address = check(curator, GOOD)
    ResistanceRecord.objects.create(
        **{"code": "RES-900", "system_configuration": "K", "electrolyte": "x", "modification": "y"},
        status="published",
    )
    response = curator.post(address, {"sha256": digest(GOOD)}, follow=True)
    shown = response.content.decode()
    assert "The database changed since the check; nothing was imported." in shown
    assert "would change RES-900, which is published" in shown


def test_an_import_is_undone_on_its_page(curator: Client) -> None:
    curator.post(check(curator, GOOD), {"sha256": digest(GOOD)})
    batch = ImportBatch.objects.get()
    address = f"{LIST}{batch.number}/undo/"
    assert address in page(curator, LIST)
    assert "Undo this import" in page(curator, address)
    response = curator.post(address, follow=True)
    assert f"Undone: import {batch.number}." in response.content.decode()
    assert not ResistanceRecord.objects.filter(code="RES-900").exists()


def test_a_file_that_is_too_large_is_refused_at_its_field(curator: Client) -> None:
    large = SimpleUploadedFile("resistance.csv", b"0" * (MAX_BYTES + 1))
    response = curator.post(IMPORT, {"file": large})
    assert "The file is 10.0 MB; allowed are 10 MB." in response.content.decode()


def test_a_check_is_kept_for_its_curator_and_for_a_day(curator: Client, client: Client) -> None:
    address = check(curator, GOOD)
    other = Client()
    other.force_login(User.objects.create_superuser("other"))
    assert other.get(address).status_code == 404
    ImportUpload.objects.update(at=timezone.now() - timedelta(hours=25))
    assert curator.get(address).status_code == 404
    assert not ImportUpload.objects.exists()


@pytest.mark.parametrize(
    "address", [IMPORT, EXPORT, LIST, f"{IMPORT}x/", f"{IMPORT}x/mistakes.csv", f"{LIST}1/undo/"]
)
def test_staff_without_the_permission_are_refused(client: Client, address: str) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


def test_lists_of_records_lead_to_both_pages(curator: Client) -> None:
    for kind in ("resistancerecord", "issue", "reference"):
        shown = page(curator, f"/admin/knowledge/{kind}/")
        assert IMPORT in shown
        assert EXPORT in shown


def test_an_export_is_what_an_import_takes(curator: Client) -> None:
    chosen = {"sections": ["resistance"], "statuses": ["published"], "format": "xlsx"}
    response = curator.post(EXPORT, chosen)
    assert response["Content-Disposition"] == 'attachment; filename="interphase-knowledge.xlsx"'
    shown = page(curator, check(curator, response.content, "knowledge.xlsx"))
    assert "Everything in it stands in the database already." in shown


def test_an_export_of_nothing_is_refused(curator: Client) -> None:
    response = curator.post(EXPORT, {"format": "xlsx"})
    assert response.content.decode().count("Choose at least one.") == 2
