"""The values of a protocol as they are worked with: what the source gives, and what is left to the reader.

A protocol records a gap as a parameter whose text says so (`value_text: not stated`). A value in words with a
unit (`a few nm`) leaves a gap too: nobody can set "a few" on a machine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.models import Parameter, Protocol, Step

NOT_STATED = "not stated"
_DIGIT = re.compile(r"\d")
_SECONDS_PER = {"s": 1, "min": 60, "h": 3600}


@dataclass(frozen=True)
class OwnValue:
    """A value that whoever runs the step writes down; `key` is unique within the protocol's page."""

    key: str
    name: str
    unit: str
    is_gap: bool

    @property
    def seconds_per_unit(self) -> int | None:
        """Of a time, by which a timer can run; of anything else None."""
        return _SECONDS_PER.get(self.unit)


@dataclass(frozen=True)
class Value:
    """One parameter of a step: the value as given, the reader's own, or both."""

    given: Parameter | None
    own: OwnValue | None


def values_of(step: Step) -> list[Value]:
    """The parameters of a step in their order; reads no more than was prefetched."""
    return [_value(step, parameter) for parameter in step.parameters.all()]


def steps_of(protocol: Protocol) -> Iterator[tuple[Step, list[Value]]]:
    """Every step in reading order, with its values."""
    for stage in protocol.stages.all():
        for step in stage.steps.all():
            yield step, values_of(step)


def gaps_among(values: list[Value]) -> list[OwnValue]:
    """What the source does not give."""
    return [value.own for value in values if value.own and value.own.is_gap]


def _value(step: Step, parameter: Parameter) -> Value:
    key = f"{step.code}-{parameter.number}"
    if parameter.value_text.strip().casefold() == NOT_STATED:
        return Value(None, OwnValue(key, parameter.name, parameter.unit, is_gap=True))
    if _is_in_words(parameter):
        return Value(parameter, OwnValue(key, f"exact {parameter.name}", parameter.unit, is_gap=True))
    if _leaves_a_choice(parameter) or parameter.unit in _SECONDS_PER:
        return Value(parameter, OwnValue(key, parameter.name, parameter.unit, is_gap=False))
    return Value(parameter, None)


def _is_in_words(parameter: Parameter) -> bool:
    return bool(parameter.unit and parameter.value_low is None and not _DIGIT.search(parameter.value_text))


def _leaves_a_choice(parameter: Parameter) -> bool:
    """A range, a bound, a value that is only about right or only an example."""
    is_exact = parameter.qualifier == Parameter.Qualifier.EXACT
    return parameter.value_high is not None or not is_exact or bool(parameter.example_of)
