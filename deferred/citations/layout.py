"""How a text is laid out: rows and columns of tables, and what a text calls somebody after the name."""

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


_WORDS = r"[^\W\d_][^\W\d]+(?: [^\W\d]+){0,2}"
_QUOTED = re.compile(r"[(,][^()]{0,60}?[\"“”„«']\s?([^\W\d_][\w ]{2,25})\s?[\"“”»']")
_PLAIN = re.compile(rf"\s?\((?:(?:the|as|our) )?({_WORDS})\)|, the ({_WORDS})(?=[,.])", re.IGNORECASE)
_DEFINED = re.compile(
    r"""^[\s,]*(?:\(|,\s)\s*(?:hereinafter|hereafter|referred to as|called|collectively|together|the|as|and"""
    r"""|in its capacity|["“'„«\s])*([^\W\d_][\w -]{2,30})""",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"^\s*(?:\(|,\s*(?:the|as|our|their)\s|\s+as\s)", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    rf"^.*[^\W\d_]\.?(?:\s?\([^()\d]{{2,40}}\)|,\s(?:the|as|our|their)\s{_WORDS},)(?=[\s,;]+(?:[^\W\d_]+\s+)?$)",
    re.IGNORECASE | re.DOTALL,
)
_REACH = 110  # characters after a name that may define it


def role_of(text: str, end: int) -> tuple[str, bool]:
    """Give what a name that ends here is called, and whether it is called just that; empty where it is not."""
    close = re.split(r"(?<=\))|;|\.\s", text[end : end + _REACH], maxsplit=1)[0]
    if quoted := _QUOTED.search(close):
        return quoted[1], True
    if text[end - 1 : end].isalpha() and (plain := _PLAIN.match(text, end, end + _REACH)):
        return plain[1] or plain[2], True
    if _APPOSITION.match(close) and (match := _DEFINED.match(close)):
        return " ".join(match[1].split()[:3]), False
    return "", False


def without_roles(left: str) -> str:
    """Leave out what is said of the names before: "(chair)" in "Ann Lee (chair), " says nothing of who follows."""
    match = _OF_ANOTHER.match(left)
    return left[match.end() :] if match else left
