"""The account's pages in a browser: with and without scripts, and a security key under the strict policy."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.access.test_second_factor import code
from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.test_every_page_in_a_browser import TOO_WIDE, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "a long password"
PAGES = (
    "/account/second-factor/",
    "/account/second-factor/app/",
    "/account/second-factor/keys/",
    "/account/second-factor/keys/add/",
    "/account/password/",
    "/account/tokens/",
    "/account/institution/",
    "/account/sign-out/",
    "/admin/knowledge/auditentry/",
)


@pytest.fixture
def account(site: str) -> User:
    return User.objects.create_superuser("robin", "robin@lab.example", PASSWORD)


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("User name").fill("robin")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


@contextmanager
def signed_in(visitor: Visitor, address: str, javascript: bool = True) -> Iterator[Page]:
    with visitor.at(f"/account/sign-in/?next={address}", javascript=javascript) as page:
        sign_in(page)
        yield page


def test_its_pages_break_no_rule_of_accessibility(visitor: Visitor, account: User) -> None:
    found = []
    with signed_in(visitor, "/account/second-factor/app/") as page:
        pages = [page.url]
        confirm(page)
        for address in PAGES:
            page.goto(address)
            pages.append(page.url)
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)
                # the tables of Django's own pages may be wider than a phone
                assert "/admin/" in address or not page.evaluate(TOO_WIDE), address
                found += [
                    (address, size["width"], rule) for rule in violations(page) if "/admin/" not in address
                ]
    assert found == []
    assert all(address in url for address, url in zip(PAGES, pages[1:], strict=True))


def test_a_refused_sign_in_says_so_and_breaks_none_either(visitor: Visitor, account: User) -> None:
    with visitor.at("/account/sign-in/") as page:
        sign_in(page, "wrong")
        expect(page).to_have_title(re.compile("^Error: "))
        expect(page.get_by_role("alert")).to_be_focused()
        assert list(violations(page)) == []
        page.get_by_role("link", name="Forgotten your password?").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("A new password")
        assert list(violations(page)) == []


def test_an_app_is_enrolled_and_asked_for_without_scripts(visitor: Visitor, account: User) -> None:
    with signed_in(visitor, "/account/second-factor/app/", javascript=False) as page:
        confirm(page)
        expect(page.get_by_role("img", name="QR code")).to_be_visible()
        secret = page.get_by_label("Authenticator secret").input_value()
        page.get_by_label("Authenticator code").fill(code(secret))
        page.get_by_role("button", name="Activate").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Recovery Codes")
    with signed_in(visitor, "/account/second-factor/", javascript=False) as page:
        page.get_by_label("Code").fill(code(secret))
        page.get_by_role("button", name="Sign In", exact=True).click()
        expect(page.get_by_text("app is active")).to_be_visible()


def test_a_security_key_is_added_and_opens_the_account(visitor: Visitor, account: User) -> None:
    """A key of the browser's own; the scripts run under the policy of every page."""
    with signed_in(visitor, "/account/second-factor/keys/add/") as page:
        plug_in_a_key(page)
        confirm(page)
        page.get_by_label("Name").fill("Key of the glovebox")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Recovery Codes")
        assert Authenticator.objects.filter(type="webauthn").count() == 1
        page.goto("/account/sign-out/")
        page.get_by_role("main").get_by_role("button", name="Sign out").click()
        page.goto("/account/sign-in/?next=/account/second-factor/keys/")
        sign_in(page)
        assert list(violations(page)) == []
        page.get_by_role("button", name="Use a security key").click()
        expect(page.get_by_text("Key of the glovebox")).to_be_visible()
        assert list(violations(page)) == []


def plug_in_a_key(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
