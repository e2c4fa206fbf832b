"""TeX of BibTeX files -> plain text: first what chemists write, which pylatexenc loses, then pylatexenc.

It would make `Na_3` of `$Na_3$` and nothing of `\\textsubscript`; so small signs and Greek are read here,
by the same tables by which `bibliography.tex` writes them.
"""

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text

from knowledge.services.bibliography.tex import GREEK, SIGNS
from knowledge.services.reference_reading.marked_up import small

# deeper braces are no bibliography; each level costs a call
DEEPEST = 40
_COMMANDS = {name: chars[0] for name, chars in (GREEK | SIGNS).items()} | {
    "times": "×",
    "sim": "~",
    "to": "→",
    "mathrm": "",
    "rm": "",
    "text": "",
    "mathit": "",
    "mathbf": "",
    "it": "",
}
_TEXT_SMALL = re.compile(r"\\text(sub|super)script\s*\{([^{}]*)\}")
_FORMULA = re.compile(r"\\ce\s*\{([^{}]*)\}")
_MATHS = re.compile(
    r"(?<!\\)\$\$?([^$]*)(?<!\\)\$\$?|\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}|\\\(((?:[^\\]|\\(?!\)))*)\\\)"
)
_SMALL = re.compile(r"([_^])(?:\{([^{}]*)\}|([^\\\s]))")
_COMMAND = re.compile(r"\\prime\s*\\prime|\\([A-Za-z]+) ?")
_LONE = re.compile(r"(?<!\\)([%$#&_])")
# pylatexenc knows the first two not, and makes an accent of the third
_SIGNS_BY_NAME = re.compile(r"\\text(less|greater|asciicircum)(?:\{\}|(?![A-Za-z]) ?)")
_SIGN_OF = {"less": "<", "greater": ">", "asciicircum": "^"}
_SPECIAL = frozenset("\\{}$~^_%-`'")


class TooDeep(Exception):
    """Braces within braces within braces, or braces that do not pair."""


def plain(tex: str) -> str:
    """What a reader sees. Raises TooDeep."""
    if _SPECIAL.isdisjoint(tex):
        return tex
    _check_depth(tex)
    text = _TEXT_SMALL.sub(lambda match: small(match[2], is_below=match[1] == "sub"), tex)
    text = _SIGNS_BY_NAME.sub(lambda match: _SIGN_OF[match[1]], text)
    text = _MATHS.sub(_maths, _FORMULA.sub(r"\1", text))
    if _SPECIAL.isdisjoint(text):
        return text
    return str(_reader().latex_to_text(_LONE.sub(r"\\\1", text)))


def verbatim(tex: str) -> str:
    """An address or a DOI: only what must be masked there is unmasked."""
    return re.sub(r"\\([%&_#~$^{}])|\{\\textunderscore\}|[{}]", lambda match: match[1] or "", tex).strip()


def _check_depth(tex: str) -> None:
    depth = deepest = 0
    for char in tex:
        if char == "{":
            depth += 1
            deepest = max(depth, deepest)
        elif char == "}":
            depth -= 1
    if deepest > DEEPEST:
        raise TooDeep(f"has braces {deepest:,} deep; at most {DEEPEST} are allowed")


def _maths(match: re.Match[str]) -> str:
    inner = next(group for group in match.groups() if group is not None)
    if inner.strip() == "-":
        return "−"
    inner = _COMMAND.sub(_command, inner)
    inner = _SMALL.sub(lambda found: _set(found[2] or found[3] or "", found[1]), inner)
    return inner.replace("{", "").replace("}", "").replace("''", "″").replace("'", "′")


def _command(match: re.Match[str]) -> str:
    return _COMMANDS.get(match[1], match[0]) if match[1] else "″"


def _set(text: str, sign: str) -> str:
    # what is raised already stays so: ^\circ, ^{\prime\prime}
    return text if text in ("°", "′", "″") else small(text, is_below=sign == "_")


@cache
def _reader() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text", keep_comments=True, strict_latex_spaces=False)
