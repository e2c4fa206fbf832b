"""Importing references in the admin: paste, look, confirm; nothing typed is lost."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from knowledge.models import Reference

pytestmark = pytest.mark.usefixtures("seed")

IMPORT = "/admin/knowledge/reference/import/"
TEXT = """@article{a, title={Zirconquartz <b>one</b>}, doi={10.1000/zq1}}
@article{b, title={Zirconquartz two}, year={in press}}
@article{c, doi={10.3390/batteries9010008}, volume={10}}
"""


def sent(client: Client, **typed: Any) -> Any:
    return client.post(IMPORT, typed, follow=True)


def confirm(client: Client, page: Any, **chosen: Any) -> Any:
    tag = re.search(r'name="tag" value="(\w+)"', page.content.decode())
    assert tag
    return client.post(page.redirect_chain[-1][0], {"tag": tag[1], **chosen}, follow=True)


def test_the_list_of_references_leads_there(curator: Client) -> None:
    assert f'href="{IMPORT}"' in curator.get("/admin/knowledge/reference/").content.decode()


def test_a_dry_run_shows_new_known_and_faulty_ones_and_writes_nothing(curator: Client) -> None:
    before = Reference.objects.count()
    page = sent(curator, text=TEXT).content.decode()
    assert "Zirconquartz &lt;b&gt;one&lt;/b&gt;" in page
    assert "must be a year between 1800 and 2100" in page
    assert "REF-06</a>" in page
    assert 'name="fill_in"' not in page
    assert Reference.objects.count() == before


def test_confirmed_it_makes_drafts_and_says_which(curator: Client, user: User) -> None:
    result = confirm(curator, sent(curator, text=TEXT))
    made = Reference.objects.get(doi="10.1000/zq1")
    assert made.status == "draft"
    assert f"/admin/knowledge/reference/{made.pk}/change/" in result.content.decode()
    entry = LogEntry.objects.get(object_id=made.pk, user=user)
    assert entry.get_change_message() == "Imported from pasted text."


def test_pressing_twice_imports_once(curator: Client) -> None:
    page = sent(curator, text=TEXT)
    confirm(curator, page)
    again = confirm(curator, page)
    assert "This import is done already" in again.content.decode()
    assert Reference.objects.filter(doi="10.1000/zq1").count() == 1


def test_a_plan_that_is_no_longer_true_is_shown_anew(curator: Client) -> None:
    first, second = sent(curator, text=TEXT), sent(curator, text=TEXT)
    confirm(curator, first)
    page = confirm(curator, second).content.decode()
    assert "nothing was imported: look at it again" in page
    assert Reference.objects.filter(doi="10.1000/zq1").count() == 1


def test_what_is_left_out_is_left_out(curator: Client) -> None:
    result = confirm(curator, sent(curator, text=TEXT), leave_out="line 1").content.decode()
    assert "0 drafts made" in result


def test_a_file_is_named_and_can_be_corrected(curator: Client) -> None:
    file = SimpleUploadedFile("Müller.bib", TEXT.encode("utf-16"))
    page = sent(curator, file=file)
    assert "the file Müller.bib" in page.content.decode()
    key = page.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
    assert "Zirconquartz two" in curator.get(f"{IMPORT}?again={key}").content.decode()
    confirm(curator, page)
    assert Reference.objects.get(doi="10.1000/zq1").seen_in == "imported: the file Müller.bib"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste a text or choose a file."),
        ("Deysher 2024", "is none of the formats"),
        ("@article{keep me, title={broken", "cannot be read as BibTeX"),
        ("@article{keep me, title={a\0}}", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_read_stays_in_the_form_with_the_reason(text: str, said: str, curator: Client) -> None:
    page = sent(curator, text=text).content.decode()
    assert said in page
    assert text.replace("\0", "")[:12] in page


def test_a_file_that_is_too_large_is_refused(curator: Client) -> None:
    page = sent(curator, file=SimpleUploadedFile("a.bib", b" " * (5 * 2**20 + 1))).content.decode()
    assert "at most 5.0" in page


def test_it_needs_its_permission_and_is_nobody_elses(curator: Client, client: Client) -> None:
    key = sent(curator, text=TEXT).redirect_chain[-1][0]
    other = User.objects.create_superuser("other")
    client.force_login(other)
    assert "This import is done already" in client.get(key, follow=True).content.decode()
    client.force_login(User.objects.create_user("staff", is_staff=True))
    for address in (
        IMPORT,
        key,
        "/admin/knowledge/reference/duplicates/",
        "/admin/knowledge/reference/merge/",
    ):
        assert client.get(address).status_code == 403
