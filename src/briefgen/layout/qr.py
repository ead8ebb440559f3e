"""QR codes as outlines."""

from __future__ import annotations

from briefgen.charts.picture import Step


def code_steps(address: str, size: float) -> tuple[Step, ...]:
    """Return the dark modules of the code for `address` (ISO/IEC 18004, level M) in a square of `size` points.

    Neighbouring modules of a row are one rectangle, so that viewers show no seams between them.
    """
    import segno

    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    module = size / len(matrix)
    steps: list[Step] = []
    for row, cells in enumerate(matrix):
        column = 0
        while column < len(cells):
            run = 0
            while column + run < len(cells) and cells[column + run]:
                run += 1
            if run:
                x, y = column * module, row * module
                steps += [
                    ("M", (x, y)),
                    ("L", (x + run * module, y)),
                    ("L", (x + run * module, y + module)),
                    ("L", (x, y + module)),
                    ("Z", ()),
                ]
            column += run or 1
    return tuple(steps)
