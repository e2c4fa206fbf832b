"""Fields for measured numbers: a plain number in the unit of the field, or one with any unit of its kind."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import DecimalField, TextInput

from knowledge.services.units import NotAQuantity, read_quantity


class QuantityField(DecimalField):
    """Understands `2.7 kΩ cm²`; keeps the number in `unit`, the one in the model field's name."""

    widget = TextInput

    def __init__(self, *, unit: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            try:
                value = read_quantity(value, self.unit)
            except NotAQuantity as refusal:
                raise ValidationError(f"{refusal}.") from refusal
        return super().to_python(value)
