"""The rows of Läget as files for a spreadsheet: CSV that Swedish Excel opens, and XLSX."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from socialgov.home.compliance.standing import Finding
from socialgov.organisation.models import Unit
from socialgov.policy.judging import About, Status

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (24, 40, 14, 34, 14, 30, 22, 60, 12)
ABOUT = {
    About.ACCOUNT: lambda: _("Account"),
    About.PLAN: lambda: _("Activity plan"),
    About.UNIT: lambda: _("Unit"),
    About.MUNICIPALITY: lambda: _("Municipality"),
}


def head() -> list[str]:
    """The first row."""
    return [
        _("How it stands"), _("Rule"), _("Lines"), _("Name"), _("Kind"), _("Municipal operation"), _("Social medium"),
        _("Reason"), _("Due"),
    ]  # fmt: skip


def rows(findings: Iterable[Finding]) -> Iterator[list[str]]:
    """A row for each finding, every cell as text."""
    units = dict(Unit.objects.values_list("pk", "name"))
    kinds = {about: word() for about, word in ABOUT.items()}
    labels = {status: str(status.label) for status in Status}
    said: dict[str, tuple[str, str]] = {}  # words are looked up once, not for each of thousands of rows
    for finding in findings:
        subject, verdict, check = finding.subject, finding.verdict, finding.check
        if check.key not in said:
            said[check.key] = str(check.title), str(finding.result.citation)
        yield [
            f"{labels[finding.status]} ({_('should')})" if verdict.aim else labels[finding.status],
            *said[check.key],
            subject.name,
            kinds[subject.about],
            units.get(subject.unit, "") if subject.unit else "",
            subject.platform_name,
            str(verdict.reason),
            verdict.by.isoformat() if verdict.by else "",
        ]


def as_csv(findings: Iterable[Finding]) -> Iterator[bytes]:
    """Semicolons and a byte-order mark, as Swedish Excel wants; no cell begins a formula."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    yield b"\xef\xbb\xbf"
    for row in (head(), *rows(findings)):
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def harmless(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell


def as_xlsx(findings: Iterable[Finding], *, title: str) -> bytes:
    """One sheet with a fixed first row. Text stays text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHI"[number]].width = width
    bold = Font(bold=True)
    first = [WriteOnlyCell(sheet, value=words) for words in head()]
    for cell in first:
        cell.font = bold
    sheet.append(first)
    for row in rows(findings):
        sheet.append([_text(sheet, words) for words in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _text(sheet, words: str) -> object:
    """As text, without the control characters that a workbook has no place for."""
    if not words.isprintable():
        words = ILLEGAL_CHARACTERS_RE.sub("", words)
    if not words.startswith("="):
        return words or None  # an empty cell is not written
    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    return cell
