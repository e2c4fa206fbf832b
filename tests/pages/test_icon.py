"""The icon stands in each page, for as a file it would be a request of every first view."""

from urllib.parse import unquote

from django.conf import settings

from tests.pages.conftest import Read


def test_the_icon_of_a_page_is_that_of_the_admin(read: Read) -> None:
    (icon,) = [link for link in read("/about/").all("link") if link.get("rel") == "icon"]
    drawn = unquote(icon.get("href")).removeprefix("data:image/svg+xml,")
    assert drawn.replace("'", '"') == (settings.BASE_DIR / "static/icon.svg").read_text().strip()
