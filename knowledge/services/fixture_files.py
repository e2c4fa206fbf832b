"""Fixture files: YAML in, one entry per record out, and back.

A section is a file (`references.yaml`) or a folder (`issues/T-AN-01.yaml`); a file holds one record as a
mapping, or several as a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

import yaml

from knowledge.services.import_faults import Fault


@dataclass(frozen=True)
class Entry:
    """One record as it is written. `place` is its place in the file, counted from 1."""

    file: str
    section: str
    place: int
    data: dict[Any, Any]


class _Loader(yaml.SafeLoader):
    """YAML 1.2 core schema: `no` and `2025-12-01` stay text, 0.05 stays exact, a field is given once."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"the field {name} is given twice", problem_mark=key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        return int(self.construct_scalar(node))

    def construct_decimal(self, node: yaml.ScalarNode) -> Decimal:
        return Decimal(self.construct_scalar(node))


_NUMBER_STARTS = list("-+.0123456789")
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), _NUMBER_STARTS)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))([eE][-+]?[0-9]{1,3})?$"),
    _NUMBER_STARTS,
)

_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_decimal)


class _StrangersLoader(_Loader):
    """For what anybody brings."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        # an alias of an alias of an alias unfolds without end, and is never needed here
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                problem="aliases (*name) are not allowed", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


class _Dumper(yaml.SafeDumper):
    """What `_Loader` reads back as it was: only what that takes for something else is put into quotes."""

    yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand further in than what they belong to."""
        super().increase_indent(flow, False)

    def represent_decimal(self, value: Decimal) -> yaml.ScalarNode:
        # a decimal point, or it would be read as a whole number
        text = f"{value:f}"
        return self.represent_scalar(
            "tag:yaml.org,2002:float" if "." in text else "tag:yaml.org,2002:int", text
        )


_Dumper.add_representer(Decimal, _Dumper.represent_decimal)


def dump(content: Any) -> str:
    """A record or a list of records as the text of a fixture file."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def entries(folder: Path, sections: list[str], faults: list[Fault]) -> list[Entry]:
    """Every record in the folder, files in alphabetical order. What cannot be read is added to `faults`."""
    files = [path for path in sorted(folder.rglob("*.y*ml")) if path.is_file()]
    if not files:
        faults.append(Fault(str(folder), "", "", "there is no fixture file (*.yaml) in this folder"))
    return [entry for path in files for entry in _entries_of(path, folder, sections, faults)]


def _entries_of(path: Path, folder: Path, sections: list[str], faults: list[Fault]) -> Iterator[Entry]:
    file = path.relative_to(folder)
    try:
        content = path.read_bytes()
    except OSError as error:
        faults.append(Fault(str(file), "", "", f"cannot be read: {error}"))
        return
    yield from entries_in(file, content, sections, faults, is_trusted=True)


def entries_in(
    file: PurePath, content: bytes, sections: list[str], faults: list[Fault], *, is_trusted: bool = False
) -> Iterator[Entry]:
    """The records of one file, whose place in the folder says what they are. For `faults` see above."""
    loader = _Loader if is_trusted else _StrangersLoader
    section = file.parts[0].removesuffix(".yaml")
    if section not in sections or file.suffix != ".yaml":
        allowed = ", ".join(f"{name}.yaml or {name}/….yaml" for name in sections)
        faults.append(Fault(str(file), "", "", f"is not a place for fixtures; allowed are {allowed}"))
        return
    try:
        read = yaml.load(content.decode("utf-8-sig"), loader)  # noqa: S506 (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        where = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        faults.append(Fault(str(file), where, "", f"is not valid YAML: {error.problem}"))
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(str(file), f"line {line}", "", "is not UTF-8 text; save the file as UTF-8"))
        return
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        faults.append(Fault(str(file), "", "", f"cannot be read: {error}"))
        return
    for place, data in enumerate(read if isinstance(read, list) else [read], start=1):
        if isinstance(data, dict):
            yield Entry(str(file), section, place, data)
        else:
            reason = "must be a record (fields with values) or a list of records"
            faults.append(Fault(str(file), f"no. {place}", "", reason))
