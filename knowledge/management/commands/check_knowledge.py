"""manage.py check_knowledge: what is missing in the knowledge, and what must never be in it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.services import checking
from knowledge.services.checking import Finding, Severity


class Command(BaseCommand):
    help = "List what is missing or wrong, with identifiers; fails only on what must never be."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = checking.check()
        for finding in findings:
            self.stdout.write(_told(finding))
        errors = sum(len(found.identifiers) for found in findings if found.severity is Severity.ERROR)
        if errors:
            raise CommandError(f"{errors} of these must never be.")
        self.stdout.write("Nothing that must never be.")


def _told(finding: Finding) -> str:
    heading = f"{finding.severity.value}: {finding.name} ({len(finding.identifiers)})"
    return "\n".join((heading, *(f"  {identifier}" for identifier in finding.identifiers)))
