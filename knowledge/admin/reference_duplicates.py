"""Possible duplicates of references, and merging two into one after both were looked at side by side."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from knowledge.admin.reference_importing import PERMISSION
from knowledge.admin.typed import ModelAdmin
from knowledge.models import Citation, Reference
from knowledge.services import acting, audit, reference_matching, reference_merging
from knowledge.services.curation import NotAllowed

# what is shown side by side
_FIELDS = (
    *(
        "status",
        "title",
        "authors",
        "container_title",
        "volume",
        "issue_number",
        "pages",
        "year",
        "doi",
        "url",
    ),
    *("csl_type", "source_kind", "identification", "identification_note", "seen_as", "seen_in", "aliases"),
    *("title_as_given", "site_as_given", "same_work_as"),
)


@dataclass(frozen=True)
class Row:
    label: str
    duplicate: str
    kept: str

    @property
    def differs(self) -> bool:
        return self.duplicate != self.kept


class ReferenceDuplicates(ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("duplicates/", wrap(self.duplicates_view), name="knowledge_reference_duplicates"),
            path("merge/", wrap(self.merge_view), name="knowledge_reference_merge"),
            *super().get_urls(),
        ]

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        _check(request)
        pairs = reference_matching.duplicates()
        keys = {each.pk for pair in pairs for each in (pair.kept, pair.duplicate)}
        marks = Citation.objects.filter(reference__in=keys).order_by()
        counts = Counter(marks.values_list("reference", flat=True))
        context = {
            **self._page_of(request, "Possible duplicates of references"),
            "pairs": [(pair, counts[pair.kept.pk], counts[pair.duplicate.pk]) for pair in pairs],
        }
        return TemplateResponse(request, "admin/knowledge/reference/duplicates.html", context)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """`?duplicate=REF-19&kept=REF-05`: first a page that shows both, then a press."""
        _check(request)
        duplicate, kept = (self._named(request, name) for name in ("duplicate", "kept"))
        if duplicate is None or kept is None:
            return HttpResponseRedirect(reverse("admin:knowledge_reference_duplicates"))
        if request.method == "POST":
            try:
                return self._merged(request, duplicate, kept)
            except NotAllowed as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
        return self._merge_page(request, duplicate, kept)

    def _named(self, request: HttpRequest, name: str) -> Reference | None:
        code = request.GET.get(name, "").strip().upper().replace("\0", "")
        found = Reference.objects.select_related("same_work_as").filter(code=code).first()
        if found is None:
            said = f"There is no reference {code[:40] or '(nothing typed)'}; one looks like REF-06."
            self.message_user(request, said, messages.ERROR)
        return found

    @transaction.atomic
    def _merged(self, request: HttpRequest, duplicate: Reference, kept: Reference) -> HttpResponse:
        acting.act(request.user.get_username(), f"merged {duplicate.code} into {kept.code}")
        done = reference_merging.merge(duplicate, kept)
        audit.note(audit.Action.RETIRED, request.user, done.duplicate.code, merged_into=done.kept.code)
        self.log_change(request, done.kept, f"Merged {done.duplicate.code} into it.")
        self.log_change(request, done.duplicate, f"Merged into {done.kept.code} and retired.")
        moved = "1 citation" if done.moved == 1 else f"{done.moved} citations"
        said = f"{moved} moved, {done.duplicate.code} is retired."
        self.message_user(
            request, f"Merged {done.duplicate.code} into {done.kept.code}: {said}", messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:knowledge_reference_change", args=[done.kept.pk]))

    def _merge_page(self, request: HttpRequest, duplicate: Reference, kept: Reference) -> HttpResponse:
        context = {
            **self._page_of(request, f"Merge {duplicate.code} into {kept.code}"),
            "duplicate": duplicate,
            "kept": kept,
            "rows": [_row(name, duplicate, kept) for name in _FIELDS],
            "moves": reference_merging.moves(duplicate, kept),
            "candidates": duplicate.candidates.count(),
            "copies": Reference.objects.filter(same_work_as=duplicate).exclude(pk=kept.pk),
            "refusal": reference_merging.refusal(duplicate, kept),
        }
        return TemplateResponse(request, "admin/knowledge/reference/merge.html", context)

    def _page_of(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}


def _row(name: str, duplicate: Reference, kept: Reference) -> Row:
    label = str(getattr(Reference._meta.get_field(name), "verbose_name", name))
    return Row(label, _shown(duplicate, name), _shown(kept, name))


def _shown(reference: Reference, name: str) -> str:
    display = getattr(reference, f"get_{name}_display", None)
    if display:
        return str(display())
    value = getattr(reference, name)
    return value.code if isinstance(value, Reference) else reference_matching.shown(value)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
