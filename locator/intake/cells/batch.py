"""Some rows of a table laid out by column, with what there is to say of each.

Conversion column by column costs little a row.
"""

import re
from collections.abc import Sequence
from typing import Any

from locator.intake.cells import values
from locator.intake.cells.remarks import remark
from locator.intake.draft import Fault
from locator.intake.readers.table import Row

_UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ud800-\udfff]")
_BROKEN = re.compile("[\ufffd\ud800-\udfff]")


class Batch:
    """Rows as columns of cells and of texts, blanks added where a row is short; remarks gather by row.

    `columns[i]` are the cells as the file has them, `texts[i]` the same as a person sees them.
    """

    def __init__(self, rows: Sequence[Row], names: Sequence[str]) -> None:
        self.rows = rows
        self.names = names
        self.faults: dict[int, list[Fault]] = {
            at: list(row.faults) for at, row in enumerate(rows) if row.faults
        }
        self.warnings: dict[int, list[Fault]] = {}
        width = len(names)
        cells = [row.cells for row in rows]
        if set(map(len, cells)) != {width}:
            cells = [self._fitted(at, width) for at in range(len(rows))]
        self.columns: list[Sequence[Any]] = list(zip(*cells, strict=True))
        self.texts = [_texts(column) for column in self.columns]
        self._unclean = [_is_unclean(texts) for texts in self.texts]

    def fault(self, at: int, found: Fault) -> None:
        """Adds what makes a row a rejected one."""
        self.faults.setdefault(at, []).append(found)

    def warn(self, at: int, *found: Fault) -> None:
        """Adds what is to be reviewed in a row."""
        self.warnings.setdefault(at, []).extend(found)

    def clean(self, index: int, field: str) -> None:
        """Takes control characters out of a column that is used, and marks rows whose text is damaged."""
        if not self._unclean[index]:
            return
        cells = list(self.columns[index])
        for at, text in enumerate(self.texts[index]):
            if _UNCLEAN.search(text):
                cells[at] = self._cleaned(at, field, self.names[index], text)
        self.columns[index] = cells

    def _fitted(self, at: int, width: int) -> Sequence[Any]:
        cells = self.rows[at].cells
        if len(cells) == width:
            return cells
        if any(str(cell).strip() for cell in cells[width:] if cell is not None):
            self.fault(at, remark("too_many_cells"))
        return [*cells[:width], *([""] * (width - len(cells)))]

    def _cleaned(self, at: int, field: str, name: str, text: str) -> str:
        if _BROKEN.search(text):
            shown = _BROKEN.sub("\ufffd", text)
            self.fault(at, remark("damaged_text", field, column=name, cell=shown))
            return _UNCLEAN.sub("", text)
        self.warn(at, remark("control_characters", field, column=name))
        return _UNCLEAN.sub("", text)


def _texts(column: Sequence[Any]) -> Sequence[str]:
    return column if set(map(type, column)) == {str} else [values.text(cell) for cell in column]


def _is_unclean(texts: Sequence[str]) -> bool:
    """Whether any text has a character that no cell should have; most columns show by one quick look that none has."""
    joined = "".join(texts)
    return not joined.isprintable() and _UNCLEAN.search(joined) is not None
