"""The rows of tables: what parts their cells, which row is a head, and which cell is above or below which."""

from __future__ import annotations

import re

_PERIOD = re.compile(r"(?:FY ?)?(?:19|20)\d\d|[QH][1-4](?: (?:19|20)\d\d)?")  # columns headed by years and quarters
_LETTERS = re.compile(r"[^\W\d_]{2}")


def separator(row: str) -> str:
    """Tell what parts the cells of a row; empty where it is none."""
    for mark, least in (("|", 1), ("\t", 1)):
        if row.strip(mark + " ").count(mark) >= least:
            return mark
    if len(re.findall(r"\S {2,}\S", row)) >= 1:
        return "  "
    return "," if len(re.findall(r"\S,(?=\S)", row)) > 1 and row.count(", ") == 0 else ";" if row.count(";") > 1 else ""


def split(row: str, mark: str) -> list[tuple[int, str]]:
    """Give the cells of a row with where they begin."""
    pattern = r"(?:(?! {2}).)+" if mark == "  " else rf"[^{re.escape(mark)}]*"
    cells = [
        (match.start(), match.group()) for match in re.finditer(pattern, row) if match.group().strip() or mark != "  "
    ]
    return [cell for index, cell in enumerate(cells) if cell[1].strip() or index]


def column(row: str, mark: str, offset: int) -> int:
    """Tell in which column of a row an offset of it is."""
    return row.count(mark, 0, offset) if mark != "  " else sum(start <= offset for start, _ in split(row, mark)) - 1


def is_head(row: str, mark: str) -> bool:
    """Tell whether a row is the head of a table: words, and no values."""
    cells = [cell for _, cell in split(row, mark) if cell.strip()]
    worded = [
        cell
        for cell in cells
        if _PERIOD.fullmatch(cell.strip()) or (_LETTERS.search(cell) and not re.search(r"\d[.,]\d|\d{3}", cell))
    ]
    return len(cells) > 1 and len(worded) == len(cells)


def cell_above(head: str, row: str, mark: str, column: int, place: tuple[int, int]) -> str:
    """Give the cell of a head that is above a column of a row."""
    if mark != "  ":
        names = head.split(mark)
        return names[column].strip() if column < len(names) else ""
    cells = split(head, mark)
    if len(cells) == len(split(row, mark)) and 0 <= column < len(cells):
        return cells[column][1].strip()
    if len(cells) == len(split(row, mark)) - 1 and column:
        return cells[column - 1][1].strip()  # the corner of the table is empty
    over = [text for start, text in cells if start < place[1] and start + len(text.rstrip()) > place[0]]
    nearest = min(cells, key=lambda cell: abs(cell[0] - place[0]), default=(0, ""))
    return (over[0] if over else nearest[1]).strip()


def cell_at(head: str, place: int) -> str:
    """Give the cell of a head whose columns are parted by spaces: by two, or by one where each is one word."""
    cells = split(head, "  ")
    if len(cells) == 1:
        cells = [(match.start(), match.group()) for match in re.finditer(r"\S+", head)]
    return next((text.strip() for start, text in reversed(cells) if start <= place), "")


def span_below(head: str, row: str, mark: str, cell: str) -> tuple[int, int] | None:
    """Give where a row has the cell that is below one of the head; None where it has none."""
    if not mark:  # the columns after a name of several words are counted from the right
        names, words = head.split(), list(re.finditer(r"\S+", row))
        return words[names.index(cell) - len(names)].span() if cell in names else None
    for number, (start, text) in enumerate(split(row, mark)):
        place = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        which = number if mark == "  " else column(row, mark, start)
        if text.strip() and cell_above(head, row, mark, which, place) == cell:
            return place
    return None
