"""Läget as CSV, as XLSX and on paper."""

import csv
import io
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from socialgov import pdf
from socialgov.home.compliance import files, paper
from socialgov.home.compliance.standing import standing
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.organisation import NOW, PersonFactory, UnitFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://x.example")', "a;b\nc")


@pytest.fixture
def karin():
    adopted()
    return PersonFactory(communications=True)


def findings(karin):
    return standing(actor=acting(karin), now=NOW).findings()


def test_excel_in_swedish_opens_the_csv(client, karin):
    AssignmentFactory(account__name="Björkdungens äldreboende")
    client.force_login(karin)
    answer = client.get(reverse("home:compliance_csv"), {"status": "alla"})
    content = b"".join(answer)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Läge", "Regel", "Rad", "Namn"]
    assert any(row[3] == "Björkdungens äldreboende" and row[0] == "Behöver åtgärdas" for row in rows)
    assert {len(row) for row in rows} == {9}


def test_the_files_hold_what_the_filters_choose(client, karin):
    AssignmentFactory()
    client.force_login(karin)
    content = b"".join(client.get(reverse("home:compliance_csv"), {"status": "not_met"})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))[1:]
    assert {row[0] for row in rows} == {"Behöver åtgärdas"}


@pytest.mark.parametrize("name", EVIL)
def test_no_cell_begins_a_formula(karin, name):
    AccountFactory(name=name, watched=name)
    content = b"".join(files.as_csv(findings(karin))).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content), delimiter=";"):
        assert not any(cell.startswith(files.BEGINS_A_FORMULA) for cell in row)
    sheet = load_workbook(io.BytesIO(files.as_xlsx(findings(karin), title="Läget"))).active
    assert not any(cell.data_type == "f" for row in sheet for cell in row)
    assert any(cell.value == name for row in sheet for cell in row)


def test_characters_that_a_workbook_has_no_place_for_are_left_out(karin):
    AccountFactory(name="Kanal\x07 ett")
    sheet = load_workbook(io.BytesIO(files.as_xlsx(findings(karin), title="Läget"))).active
    assert any(cell.value == "Kanal ett" for row in sheet for cell in row)


def test_the_workbook_has_a_fixed_first_row(client, karin):
    AssignmentFactory()
    client.force_login(karin)
    answer = client.get(reverse("home:compliance_xlsx"), {"status": "alla"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.title == "Läget"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.max_row > 10


def text_of(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


# --- The report -------------------------------------------------------------------------------------------------------
def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def test_the_report_is_two_pages_of_pdf_a(client, karin):
    AssignmentFactory()
    client.force_login(karin)
    answer = client.get(reverse("home:compliance_report"))
    assert answer["Content-Type"] == "application/pdf"
    assert pdf.problems(answer.content) == []
    assert pages(answer.content) == 2


def test_a_large_municipality_has_two_pages_too(karin):
    for number in range(14):
        board = UnitFactory(board=True, name=f"Nämnden för långa namn och många frågor nummer {number}")
        for _ in range(3):
            AssignmentFactory(
                account__unit=UnitFactory(parent=board),
                account__name=f"Ett konto med ett mycket långt namn som knappt får plats på en rad {number}",
                person=PersonFactory(leaves_on=(NOW + timedelta(days=9)).date()),
            )
    content = paper.as_pdf(standing(actor=acting(karin), now=NOW), now=NOW)
    assert pages(content) == 2
    assert pdf.problems(content) == []


def test_an_empty_municipality_has_a_report(karin):
    content = paper.as_pdf(standing(actor=acting(karin), now=NOW), now=NOW)
    assert pdf.problems(content) == []


def test_the_audit_gets_one_document_with_purposes_people_routines_and_archive(client, karin):
    part = AssignmentFactory(account__purpose="Nyheter för föräldrar", person__name="Lina Pennfors")
    capture = CaptureFactory(account=part.account)
    client.force_login(PersonFactory(auditor=True))
    answer = client.get(reverse("home:compliance_audit"))
    assert answer.status_code == 200
    assert pdf.problems(answer.content) == []
    text = " ".join(text_of(answer.content).split())
    for words in ("Nyheter för föräldrar", "Lina Pennfors", "Varje konto ses över", part.account.name):
        assert words in text
    assert str(capture.kept_at.year) in text


def test_a_manager_does_not_get_what_is_for_the_audit(client, karin):
    client.force_login(AssignmentFactory().person)
    assert client.get(reverse("home:compliance_audit")).status_code == 403


def test_what_is_for_the_audit_asks_as_much_for_many_accounts(client, karin):
    client.force_login(karin)
    asked = []
    for more in (5, 25):
        for _ in range(more):
            AssignmentFactory()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("home:compliance_audit")).status_code == 200
        asked.append(len(captured))
    assert asked[1] <= asked[0]
