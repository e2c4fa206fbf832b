"""Records for the corpus: unsaved models of one batch, each depending on nothing but its own number."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model

from knowledge.models import (
    FAQ,
    Cause,
    FAQPoint,
    Issue,
    Parameter,
    Pitfall,
    Protocol,
    Record,
    Reference,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    SourceDocument,
    Stage,
    Status,
    Step,
    Term,
)
from tests.benchmarks.language import Language, between

_T = TypeVar("_T")
# beyond every number that a curator has given
FIRST_NUMBER = 100_001
_FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
_AREAS = {
    "AN": "anode",
    "CA": "cathode",
    "EIS": "diagnostics (EIS)",
    "GB": "grain boundaries",
    "ASM": "assembly",
}
_SECTIONS = ("Anode interface", "Cathode interface", "General", "Measuring", "Assembly and pressure")
_JOURNALS = (
    "Journal of Power Sources",
    "Advanced Energy Materials",
    "Joule",
    "Electrochimica Acta",
    "Batteries",
)
# a position is a small integer in the database
_POSITIONS = 30_000
_ELECTROLYTES = ("NZSP", "β″-alumina", "Na3PS4", "Na3Zr2Si2PO12", "Na2.25Y0.25Zr0.75Cl6", "closo-hydroborate")


@dataclass
class Batch:
    """What is to be written, in the order in which it must be, and what hangs on it once it has keys."""

    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    terms: list[tuple[Record, list[Term]]] = field(default_factory=list)
    # claim -> how many references it cites
    citing: list[tuple[Model, int]] = field(default_factory=list)

    def add(self, row: Model) -> None:
        self.rows.setdefault(type(row), []).append(row)


class Author:
    """Writes records into a batch. `vocabulary` has the terms of each facet, the usual ones first."""

    def __init__(self, document: SourceDocument, vocabulary: dict[str, list[Term]], seed: int) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.seed = seed
        self.language = Language()
        self.rng = random.Random()  # noqa: S311  no secret
        self.batch = Batch()
        self._write: dict[int, Callable[[int], None]] = dict(enumerate(self._kinds_of_twenty()))

    def batch_of(self, numbers: range) -> Batch:
        """One record (with its claims) for each number, counted from 0."""
        self.batch = Batch()
        for number in numbers:
            self.rng.seed(self.seed << 40 | number)
            self._write[number % len(self._write)](number)
        return self.batch

    def _kinds_of_twenty(self) -> list[Callable[[int], None]]:
        """10 % issues, 25 % questions, 35 % data rows, 5 % protocols, 25 % references, well mixed."""
        r, q, d = self._reference, self._faq, self._resistance
        return [r, d, q, self._issue, d, r, q, d, d, self._protocol, r, d, q, self._issue, d, r, q, d, r, q]

    def _issue(self, number: int) -> None:
        area = self._one_of(tuple(_AREAS))
        code = f"T-{area}-{FIRST_NUMBER + number}"
        issue = Issue(
            code=code,
            title=self.language.line(self.rng, 120),
            summary=self._text(25),
            area=_AREAS[area],
            position=number % _POSITIONS,
            also_described_as=[self.language.line(self.rng, 80) for _ in range(self.rng.randrange(4))],
            diagnosis=[self.language.line(self.rng, 150)],
            **self._common(number),
        )
        self._record(issue)
        causes = [self._cause(issue, place, number) for place in range(1, self.rng.randint(2, 4))]
        for place in range(1, self.rng.randint(2, 4)):
            self._remedy(issue, place, number, causes)

    def _cause(self, issue: Issue, place: int, number: int) -> Cause:
        text = self._text(15)
        cause = Cause(
            code=f"{issue.code}-C{place}", issue=issue, text=text, position=place, **self._common(number)
        )
        self._record(cause, cites=self.rng.randrange(3))
        return cause

    def _remedy(self, issue: Issue, place: int, number: int, causes: list[Cause]) -> None:
        remedy = Remedy(
            code=f"{issue.code}-R{place}",
            issue=issue,
            text=self._text(20),
            examples=[self.language.line(self.rng, 80)],
            position=place,
            **self._common(number),
        )
        self._record(remedy, cites=self.rng.randrange(3))
        self.batch.add(RemedyAddressesCause(remedy=remedy, cause=self.rng.choice(causes)))

    def _faq(self, number: int) -> None:
        faq = FAQ(
            code=f"FAQ-{FIRST_NUMBER + number}",
            section=self._one_of(_SECTIONS),
            question=f"{self._one_of(('Why', 'How', 'When'))} {self.language.line(self.rng, 140).lower()}?",
            position=number % _POSITIONS,
            **self._common(number),
        )
        self._record(faq)
        for place in range(1, self.rng.randint(4, 6)):
            point = FAQPoint(faq=faq, number=place, text=self._text(30))
            self.batch.add(point)
            self.batch.citing.append((point, self.rng.randrange(2)))

    def _resistance(self, number: int) -> None:
        electrolyte = self._one_of(_ELECTROLYTES)
        initial = self._number(50, 10_000) if self.rng.random() < 0.7 else None
        current = self._number(0.05, 10) if self.rng.random() < 0.5 else None
        row = ResistanceRecord(
            code=f"RES-{FIRST_NUMBER + number}",
            system_configuration=f"Na / {electrolyte} / {self.language.words(self.rng, 3)}",
            electrolyte=electrolyte,
            electrode=self.language.words(self.rng, 2),
            modification=self.language.line(self.rng, 120),
            quantity="asr" if initial else "ccd" if current else "qualitative",
            initial_ohm_cm2=initial,
            final_ohm_cm2=initial
            and max(initial / self.rng.randint(2, 60), Decimal("0.01")).quantize(Decimal("0.01")),
            ccd_final_ma_cm2=current,
            temperature_c=self._one_of((Decimal(25), Decimal(60), Decimal(80), None)),
            stack_pressure_mpa=self._number(0.1, 50) if self.rng.random() < 0.3 else None,
            cell_type="symmetric",
            method=self.language.line(self.rng, 150),
            resistance_note=self._text(35),
            footnote=self._text(15),
            note=self._text(75),
            **self._common(number),
        )
        self._record(row, cites=1)

    def _protocol(self, number: int) -> None:
        protocol = Protocol(
            code=f"PROT-{FIRST_NUMBER + number}",
            title=self.language.line(self.rng, 120),
            purpose=self._text(25),
            **self._common(number),
        )
        self._record(protocol)
        for place in range(1, 4):
            stage = Stage(protocol=protocol, number=place, title=self.language.line(self.rng, 80))
            self.batch.add(stage)
            for step_place in range(1, 4):
                self._step(stage, step_place)
        self.batch.add(Pitfall(protocol=protocol, number=1, text=self._text(15)))

    def _step(self, stage: Stage, place: int) -> None:
        step = Step(stage=stage, number=place, text=self._text(14))
        self.batch.add(step)
        value, name = self._number(1, 1300), self.language.words(self.rng, 2)
        self.batch.add(
            Parameter(step=step, name=name, value_low=value, unit=self._one_of(("°C", "MPa", "h")))
        )

    def _reference(self, number: int) -> None:
        self._record(
            Reference(
                code=f"REF-{FIRST_NUMBER + number}",
                number=FIRST_NUMBER + number,
                title=self.language.line(self.rng, 180),
                authors=[self.language.name(self.rng) for _ in range(self.rng.randint(1, 6))],
                container_title=self._one_of(_JOURNALS),
                volume=str(self.rng.randint(1, 400)),
                year=self.rng.randint(1990, 2026),
                doi=f"10.9999/corpus.{FIRST_NUMBER + number}",
                identification="identified",
                identification_note=self._text(125),
                source_kind=self._one_of(("primary", "primary", "review", "article", "secondary")),
                **self._common(number),
            )
        )

    def _common(self, number: int) -> dict[str, Any]:
        written = _FIRST_DAY + timedelta(minutes=number)
        times = {"created_at": written, "updated_at": written, "published_at": written}
        return {"status": Status.PUBLISHED, "source_document": self.document, **times}

    def _record(self, record: Record, *, cites: int = 0) -> None:
        self.batch.add(record)
        self.batch.terms.append((record, self._terms()))
        if cites:
            self.batch.citing.append((record, cites))

    def _terms(self) -> list[Term]:
        """None to two of each facet; the first of a facet are much more frequent than the last."""
        chosen: list[Term] = []
        for terms in self.vocabulary.values():
            for _ in range(self.rng.randrange(3)):
                chosen.append(terms[int(len(terms) * self.rng.random() ** 2)])
        return list(dict.fromkeys(chosen))

    def _text(self, words: int) -> str:
        return self.language.text(self.rng, words)

    def _number(self, least: float, most: float) -> Decimal:
        return Decimal(between(self.rng, least, most))

    def _one_of(self, choices: tuple[_T, ...]) -> _T:
        return self.rng.choice(choices)
