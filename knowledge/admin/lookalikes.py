"""A warning while a title or a DOI is typed: the view that the script asks, the fields that it watches."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse

from knowledge.admin.typed import ModelAdmin
from knowledge.services import lookalikes


class WarnsOfLookalikes(ModelAdmin):
    """Of kinds that have a title (`lookalikes.TITLES`); without the script nothing is warned of."""

    class Media:
        js = (forms.Script("js/lookalikes.js", type="module"),)

    def get_urls(self) -> list[URLPattern]:
        name = f"knowledge_{self.opts.model_name}_lookalikes"
        view = self.admin_site.admin_view(self.lookalikes_view)
        own = [path("lookalikes/", view, name=name)] if self.model in lookalikes.TITLES else []
        return [*own, *super().get_urls()]

    def lookalikes_view(self, request: HttpRequest) -> JsonResponse:
        """`?title=` or `?doi=`, and `?but=` with the key of the record itself."""
        if not (self.has_view_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        but = request.GET.get("but", "")
        found = lookalikes.find(
            self.model,
            title=request.GET.get("title", ""),
            doi=request.GET.get("doi", ""),
            but=int(but) if but.isascii() and but.isdecimal() and len(but) < 19 else None,
        )
        return JsonResponse({"records": [self._told(each) for each in found]})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        watched = {lookalikes.TITLES.get(self.model): "title"}
        if "doi" in (self.fields or ()):
            watched["doi"] = "doi"
        if field is not None and db_field.name in watched and self.model in lookalikes.TITLES:
            match = request.resolver_match
            field.widget.attrs |= {
                "data-lookalikes": reverse(f"admin:knowledge_{self.opts.model_name}_lookalikes"),
                "data-lookalikes-as": watched[db_field.name],
                "data-lookalikes-but": (match.kwargs.get("object_id") or "") if match else "",
            }
        return field

    def _told(self, found: lookalikes.Lookalike) -> dict[str, str]:
        return {
            "code": found.record.code,
            "title": found.record.heading,
            "status": found.record.get_status_display(),
            "why": found.why,
            "url": reverse(f"admin:knowledge_{self.opts.model_name}_change", args=[found.record.pk]),
        }
