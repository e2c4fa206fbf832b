"""Whether two measured records may be compared."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.api.parameters import check_format, reject_repeated
from knowledge.api.schema import code_parameter
from knowledge.api.serializers.resistance import ComparisonSerializer
from knowledge.api.views.public import PublicView
from knowledge.models import ResistanceRecord
from knowledge.search.parameters import ParameterReader
from knowledge.services.comparability import compare

ENDS = ("a", "b")


class ComparisonView(PublicView):
    """Whether the numbers of two measured records may be set side by side, and every reason why not."""

    operation_id = "resistance_compare"
    answer = ComparisonSerializer

    def documented_parameters(self) -> list[OpenApiParameter]:
        return [code_parameter("a", "RES-03"), code_parameter("b", "RES-04")]

    def get(self, request: Request) -> Response:
        reader = ParameterReader(request.query_params, self.directory)
        reader.reject_unknown([*ENDS, "format"])
        reject_repeated(reader, [*ENDS, "format"])
        check_format(reader, self.formats())
        found = [_record(reader, name) for name in ENDS]
        reader.check()
        first, second = [record for record in found if record is not None]
        return Response(ComparisonSerializer(compare(first, second)).data)


def _record(reader: ParameterReader, name: str) -> ResistanceRecord | None:
    """The public record that a parameter names, in any letter case."""
    code = reader.text(name)
    if not code:
        reader.fault(name, "", f"{name} is missing; it is an identifier like RES-03.")
        return None
    record: ResistanceRecord | None = ResistanceRecord.objects.published().filter(code=code.upper()).first()
    if record is None:
        reader.fault(name, code, f"There is no public resistance record {code!r}.")
    return record
