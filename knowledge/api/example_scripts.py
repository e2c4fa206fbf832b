"""The scripts that the page about the API shows, from the files of `examples/`, which tests run."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "examples"
# stands in the files for the address of the portal that shows them
PORTAL = "https://interphase.example"
TASKS = ("find_issues", "load_data", "cite", "mirror", "suggest")
# how a file name ends -> what its language is called
LANGUAGES = {"py": "Python", "R": "R", "sh": "curl"}


@dataclass(frozen=True)
class Script:
    """`id` is that of an element of the page, `ending` one of LANGUAGES."""

    id: str
    ending: str
    language: str
    code: str


def scripts(task: str, portal: str) -> list[Script]:
    """One in each language, for the portal at this address (with no slash at its end)."""
    return [
        Script(f"{task}-{ending}", ending, language, _text(f"{task}.{ending}").replace(PORTAL, portal))
        for ending, language in LANGUAGES.items()
    ]


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
