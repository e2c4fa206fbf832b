"""What the pages of every kind have in common."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from knowledge.admin.filters import FACET_FILTERS
from knowledge.admin.forms import FORM_FIELDS
from knowledge.admin.lookalikes import WarnsOfLookalikes
from knowledge.admin.lost_updates import WatchedForm
from knowledge.admin.publishing import PublishingAdmin
from knowledge.admin.suggestions import taken_up_in
from knowledge.admin.typed import ChangeList
from knowledge.models import Record
from knowledge.services import curation, new_identifiers, reading, versions


class RecordChangeList(ChangeList):
    """Reads what the columns show in a fixed number of queries."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        listed: Any = self.model_admin
        found: QuerySet[Any] = super().get_queryset(request, *args, **kwargs)
        return found.prefetch_related(*listed.shown_in_list)


class RecordAdmin(WarnsOfLookalikes, PublishingAdmin):
    """A kind of record. `prefix` and `digits` say how its identifiers are proposed (REF- and 2: REF-21)."""

    prefix: ClassVar[str] = ""
    digits: ClassVar[int] = 2
    shown_in_list: ClassVar[tuple[str, ...]] = ("terms", "citations")

    form = WatchedForm
    formfield_overrides = FORM_FIELDS
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("terms",)
    list_display: tuple[str, ...] = (
        "code",
        "short_heading",
        "badge",
        "term_names",
        "reference_count",
        "updated_at",
    )
    list_display_links = ("code", "short_heading")
    list_filter: ClassVar[tuple[Any, ...]] = ("status", *FACET_FILTERS)
    list_per_page = 50

    @admin.display(description="heading")
    def short_heading(self, record: Record) -> str:
        return Truncator(record.heading).chars(90)

    @admin.display(description="status", ordering="status")
    def badge(self, record: Record) -> SafeString:
        return format_html(
            '<span class="badge badge-{}">{}</span>',
            record.status,
            record.get_status_display(),
        )

    @admin.display(description="terms")
    def term_names(self, record: Record) -> str:
        return Truncator(", ".join(term.short_name for term in record.terms.all())).chars(60)

    @admin.display(description="references")
    def reference_count(self, record: Record) -> int:
        claims = reading.claims_of(record)
        return len({citation.reference_id for claim in claims for citation in claim.citations.all()})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordChangeList

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("status",) if obj is None else ("code", "status", "updated_at", "published_at")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        dates = [] if obj is None else ["updated_at", "published_at"]
        return [*(self.fields or ()), *dates]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = {**super().get_changeform_initial_data(request)}
        if self.prefix:
            initial.setdefault(
                "code", next(new_identifiers.free(self.model, self.prefix, digits=self.digits))
            )
        return initial

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and obj.is_public else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context["original"]
        context["taken_up"] = taken_up_in(record.code) if record else []
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.written(request, form.instance)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_delete: bool = super().has_delete_permission(request, obj)
        return may_delete and (obj is None or obj.published_at is None)

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        whole = versions.whole(obj)
        curation.delete(obj)
        if whole != obj:
            self.written(request, whole)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what to do instead where a record was public; Django would answer a bare 403."""
        record = self.get_object(request, unquote(object_id))
        if record is not None and record.published_at and self.has_view_permission(request, record):
            message = f"{record.code} was public and may be cited: retire it instead of deleting it."
            self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(
                reverse(f"admin:knowledge_{self.opts.model_name}_change", args=[record.pk])
            )
        return super().delete_view(request, object_id, extra_context)
