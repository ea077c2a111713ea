"""The signature: a measuring scale whose every fifth and tenth tick is longer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ticks:
    """Lines of a scale from 0 to `total`, drawn as two SVG paths: gone and still to come.

    `step` is the distance of two ticks and `heights` the length of an ordinary, a fifth and
    a tenth tick, all in the units of the drawing.
    """

    total: int
    gone: int
    step: int
    heights: tuple[int, int, int]

    @property
    def width(self) -> int:
        return self.total * self.step

    @property
    def box(self) -> str:
        return f"-1 0 {self.width + 2} {max(self.heights)}"

    @property
    def path_gone(self) -> str:
        return self._lines(0, self.gone)

    @property
    def path_ahead(self) -> str:
        return self._lines(self.gone + 1, self.total)

    @property
    def here(self) -> int:
        """Where the needle stands."""
        return self.gone * self.step

    @property
    def foot(self) -> int:
        return max(self.heights)

    def _lines(self, first: int, last: int) -> str:
        return "".join(
            f"M{place * self.step} {self.foot}v-{self._height(place)}"
            for place in range(first, last + 1)
        )

    def _height(self, place: int) -> int:
        ordinary, fifth, tenth = self.heights
        if place % 10 == 0:
            return tenth
        return fifth if place % 5 == 0 else ordinary
