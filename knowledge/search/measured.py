"""The measured quantities that a search can be narrowed by, with their bins."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bin:
    """From `least` to `most`, both included as in a filter; None is open."""

    least: float | None
    most: float | None

    @property
    def label(self) -> str:
        if self.least is None:
            return f"up to {self.most:g}"
        if self.most is None:
            return f"from {self.least:g}"
        return f"{self.least:g} to {self.most:g}"

    def holds(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True)
class MeasuredQuantity:
    """A numeric column of SearchIndex; `edges` part its bins."""

    name: str
    label: str
    unit: str
    edges: tuple[float, ...]

    @property
    def bins(self) -> list[Bin]:
        ends = [None, *self.edges, None]
        return [Bin(least, most) for least, most in zip(ends, ends[1:], strict=False)]

    def places_of(self, value: float) -> list[int]:
        """The places of the bins that hold a value: two where it lies on an edge."""
        return [place for place, each in enumerate(self.bins) if each.holds(value)]


# Decades for what spans decades; 25 °C has its own bin, since most values are measured at room temperature.
MEASURED = {
    quantity.name: quantity
    for quantity in (
        MeasuredQuantity("initial_ohm_cm2", "Initial resistance", "Ω cm²", (10, 100, 1000, 10_000)),
        MeasuredQuantity("final_ohm_cm2", "Final resistance", "Ω cm²", (1, 10, 100, 1000)),
        MeasuredQuantity("factor", "Reduction factor", "", (2, 10, 100)),
        MeasuredQuantity("ccd_ma_cm2", "Critical current density", "mA cm⁻²", (0.1, 0.5, 1, 2, 5)),
        MeasuredQuantity("temperature_c", "Temperature", "°C", (20, 31, 61, 100)),
        MeasuredQuantity("stack_pressure_mpa", "Stack pressure", "MPa", (0.1, 1, 10, 100)),
    )
}
