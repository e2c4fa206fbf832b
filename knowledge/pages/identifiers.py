"""Short addresses: any public identifier leads to its page, for notebooks and labels."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from knowledge.search.identifiers import locate


@require_safe
def identifier(request: HttpRequest, code: str) -> HttpResponse:
    address = locate(code)
    if address is None:
        raise Http404(f"Nothing public has the identifier {code}.")
    return redirect(address)
