"""Collected files have hashed names, and the scripts find each other by them."""

import re
from contextlib import closing
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import storage
from django.http import HttpResponseNotFound
from django.test import RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

from portal import static_storage

COMMENTS = re.compile(r"(?s:/\*.*?\*/)|(?m:^\s*//.*$)")
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")
own_scripts = pytest.mark.parametrize(
    "source", sorted((settings.BASE_DIR / "static/js").glob("*.js")), ids=lambda path: str(path.name)
)


def collected(source: Path) -> Path:
    """The copy under its hashed name."""
    # taken from its module only now: whoever looks at it sooner fixes the folder that it stands for
    files = storage.staticfiles_storage
    return Path(files.path("js/" + files.url(f"js/{source.name}").rpartition("/")[2]))


def imports(script: Path) -> list[str]:
    return IMPORT.findall(COMMENTS.sub("", script.read_text()))


@own_scripts
def test_a_collected_script_has_a_hashed_name_and_a_compressed_copy(source: Path) -> None:
    copy = collected(source)
    assert re.fullmatch(rf"{source.stem}\.[0-9a-f]{{12}}\.js", copy.name)
    assert copy.with_name(f"{copy.name}.gz").exists()


@own_scripts
def test_a_collected_script_imports_hashed_names(source: Path) -> None:
    imported = imports(collected(source))
    assert len(imported) == len(imports(source))
    for path in imported:
        assert re.fullmatch(r"\./\w+\.[0-9a-f]{12}\.js", path)
        assert (collected(source).parent / path).exists()


def test_what_a_comment_names_is_left_alone() -> None:
    """Or a comment that names a file that is not there would stop the collecting."""
    for pattern, _ in static_storage.IMPORTS:
        assert not re.search(
            pattern, '/* by `import("./a.js")`\n * from "./b.js"; import("./c.js") */\n// from "./d.js"'
        )


def test_the_search_box_finds_its_suggestions_under_their_hashed_name() -> None:
    script = collected(settings.BASE_DIR / "static/js/interphase.js").read_text()
    assert re.search(r'import\("\./suggestions\.[0-9a-f]{12}\.js"\)', script)


@own_scripts
def test_a_collected_script_has_a_copy_in_brotli(source: Path) -> None:
    copy = collected(source)
    packed = copy.with_name(f"{copy.name}.br").read_bytes()
    assert brotli.decompress(packed) == copy.read_bytes()
    assert len(packed) < len(copy.with_name(f"{copy.name}.gz").read_bytes())


@pytest.mark.django_db  # the end of a request looks after the connection
def test_a_browser_gets_that_copy() -> None:
    """As it is served: by WhiteNoise, to whoever takes Brotli."""
    script = collected(settings.BASE_DIR / "static/js/interphase.js")
    served = WhiteNoiseMiddleware(lambda request: HttpResponseNotFound())
    served.add_files(str(settings.STATIC_ROOT), prefix="/static/")
    request = RequestFactory().get(f"/static/js/{script.name}", headers={"accept-encoding": "gzip, br"})
    with closing(served(request)) as response:
        assert response["Content-Encoding"] == "br"
        assert brotli.decompress(response.getvalue()) == script.read_bytes()
