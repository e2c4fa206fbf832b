"""Short addresses: any public identifier leads to its page, for notebooks and labels."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from knowledge.search.identifiers import canonical, locate
from knowledge.services.identifiers_near import is_retired


@require_safe
def identifier(request: HttpRequest, code: str) -> HttpResponse:
    """302 to its page; 410 for a withdrawn record, 404 for what never was public."""
    address = locate(code)
    if address is not None:
        return redirect(address)
    if is_retired(code):
        return render(request, "410.html", {"code": canonical(code)}, status=410)
    raise Http404(f"Nothing public has the identifier {code}.")
