"""Documents for the record: valid, readable, complete, and made without the network."""

import io
import os
import re
import shutil
import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as django_settings

from socialgov import pdf
from socialgov.pdf import drawing

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
RED_DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJ"
    "RU5ErkJggg=="
)
EMOJI = "🎉 ❤️ 👩‍👩‍👧 🇸🇪 👍🏽 1️⃣"
PLACES = [django_settings.BASE_DIR.parent / "shared", django_settings.BASE_DIR.parent.parent / "shared"]
VALIDATOR = next((place / "bin/pdfa-validate" for place in PLACES if (place / "bin/pdfa-validate").exists()), None)
HAS_JAVA = shutil.which("javac") and Path("/usr/share/java/jaxb-runtime.jar").exists()


@pytest.fixture(autouse=True)
def _templates(settings):
    own = settings.BASE_DIR / "tests" / "templates"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], own]}]


def make(template="pdf_tests/everything.html", language="sv", **context):
    given = {"municipality": "Tallbacka kommun", "number": "KS 2026/123", "rows": range(40), "digest": "a0" * 32}
    return pdf.render(
        template,
        given | {"text": "Hej på er, åäö ÅÄÖ!"} | context,
        title="Aktivitetsplan för Tallbackaskolan",
        language=language,
        author="Tallbacka kommun",
        subject="Aktivitetsplan",
        now=NOW,
    )


def words(document: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=document, capture_output=True, check=True)
    return done.stdout.decode()


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(document))


def fonts_of(document: bytes) -> set[str]:
    """Names of the fonts in the file."""
    with opened(document) as file:
        return {str(item.FontName) for item in file.objects if dictionary(item) and "/FontName" in item}


def images_of(document: bytes) -> list[dict]:
    """What the file says of each image in it."""
    with opened(document) as file:
        streams = [item for item in file.objects if isinstance(item, pikepdf.Stream)]
        images = [stream for stream in streams if stream.get("/Subtype") == pikepdf.Name.Image]
        return [{"width": int(image.Width), "smoothed": bool(image.get("/Interpolate"))} for image in images]


def dictionary(item) -> bool:
    return isinstance(item, pikepdf.Dictionary)


def test_a_document_is_valid_pdf_a_2u():
    assert pdf.problems(make()) == []


@pytest.mark.parametrize(
    "text",
    [
        EMOJI,
        "0123456789 #*",
        "漢字 кириллица ελληνικά العربية עברית हिन्दी",
        "𝔸 ﬁ € → ✓ ☎ ½ … \u00ad \u200b \u202e baklänges",
        "\x00\x07\x1b\x7f\x9f\ufeff\uffff\U0001fffe\ufdd0",
        "\ue000\U000f0000\U000e0041\u0378",
        "Å" + "\u0301" * 40,
        "x" * 5000,
        "<script>alert(1)</script> &amp; <b>",
        "",
    ],
    ids=["emoji", "digits", "scripts", "signs", "controls", "private", "stacked", "long", "markup", "empty"],
)
def test_whatever_someone_writes_the_document_stays_valid(text):
    assert pdf.problems(make(text=text)) == []


def test_swedish_letters_and_emoji_can_be_read_and_searched():
    text = words(make(text=f"Hej på er! {EMOJI}"))
    for part in ("Hej på er!", "🎉", "👩‍👩‍👧", "🇸🇪", "Åsa Ödmark", "Syfte och mål"):
        assert part in text


def test_digits_are_digits_and_no_emoji():
    assert not any("Emoji" in font for font in fonts_of(make(text="0123456789")))
    assert any("Emoji" in font for font in fonts_of(make(text=EMOJI)))


def test_every_font_is_in_the_file_and_ours_is_the_first():
    document = opened(make(text=EMOJI))
    fonts = [item for item in document.objects if dictionary(item) and "/FontDescriptor" in item]
    assert fonts
    for font in fonts:
        assert any(key in font.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    assert sum("Source-Sans" in name for name in fonts_of(make())) >= 2


def test_a_letter_that_no_font_has_is_written_as_its_number(monkeypatch):
    monkeypatch.setattr(pdf, "_drawable_ranges", lambda: ((0x20, 0x17F),))
    assert "[U+6F22][U+5B57] åäö" in words(make(text="漢字 åäö"))


def test_what_has_no_place_in_a_document_is_left_out():
    assert "Hej på er" in words(make(text="Hej\x00 på\ufeff er\x1b"))


def test_the_file_says_what_it_is_who_made_it_when_and_in_which_language():
    document = opened(make())
    with document.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "U")
        assert xmp["dc:title"] == "Aktivitetsplan för Tallbackaskolan"
    assert str(document.Root.Lang) == "sv"
    info = document.docinfo
    assert (info["/Author"], info["/Subject"]) == ("Tallbacka kommun", "Aktivitetsplan")
    assert str(info["/CreationDate"]).startswith("D:20261120140000+01")
    assert bool(document.Root.MarkInfo.Marked), "tagged, so that it can be read aloud"
    assert "/StructTreeRoot" in document.Root


def test_the_metadata_stands_in_plain_text():
    document = make()
    start, end = document.index(b"<rdf:RDF"), document.index(b"</rdf:RDF>")
    assert b"conformance" in document[start:end]
    assert "Aktivitetsplan för Tallbackaskolan".encode() in document[start:end]


def test_each_page_has_its_owner_number_and_place_and_the_first_the_date():
    pages = words(make()).split("\f")[:-1]
    assert len(pages) == 3
    for number, text in enumerate(pages, start=1):
        assert "Tallbacka kommun" in text
        assert f"Sida {number} av 3" in text
        assert "KS 2026/123" in text
        assert text.count("Aktivitetsplan för Tallbackaskolan") == 1
    assert "20 november 2026 kl. 14.00 · KS 2026/123" in pages[0]
    assert "Vad" in pages[1] and "Antal" in pages[1], "a table repeats its head"


def test_a_document_in_english_is_in_english():
    document = make(language="en")
    assert "Page 1 of 3" in words(document)
    assert str(opened(document).Root.Lang) == "en"


def test_what_someone_wrote_is_no_markup():
    text = words(make(text='<h1 class="x">Hej</h1> &amp; "citat"'))
    assert '<h1 class="x">Hej</h1> &amp; "citat"' in text


def test_an_image_given_as_data_is_in_the_file_and_the_file_stays_valid():
    document = make(image=f"data:image/png;base64,{RED_DOT}")
    assert {"width": 5, "smoothed": False} in images_of(document)
    assert pdf.problems(document) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "http://127.0.0.1:1/a.png",
        "//example.org/a.png",
        "ftp://example.org/a.png",
        "file:///etc/hostname",
        "https://static.invalid:81/a.png",
        "https://user@static.invalid/img/icon.svg",
    ],
)
def test_nothing_is_fetched_from_elsewhere(address, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    document = make(image=address)
    assert "which is not ours" in caplog.text
    assert images_of(document) == []


def test_our_own_files_are_found_by_their_path_below_static():
    assert pdf.problems(make(image="img/icon.svg")) == []


@pytest.mark.parametrize(
    "address", ["css/missing.css", "../socialgov/settings.py", "%2e%2e/socialgov/settings.py", "/"]
)
def test_a_file_of_ours_that_does_not_exist_stops_the_document(address):
    with pytest.raises(pdf.PdfProblem, match="does not exist"):
        make(image=address)


def test_what_is_no_pdf_a_is_told_with_the_rule_that_it_breaks():
    import weasyprint

    plain = weasyprint.HTML(string="<p>Hej").write_pdf()
    assert any("PDFA2U" in line.replace("/", "").replace("-", "").upper() for line in pdf.problems(plain))
    assert pdf.problems(b"no pdf at all")


def test_a_valid_document_that_was_changed_is_no_longer_valid():
    document = opened(make())
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    out = io.BytesIO()
    document.save(out)
    assert pdf.problems(out.getvalue())


def test_the_pages_can_be_drawn_and_are_not_empty(tmp_path):
    done = subprocess.run(["pdftoppm", "-r", "40", "-gray", "-", str(tmp_path / "page")], input=make(text=EMOJI))
    assert done.returncode == 0
    drawn = sorted(tmp_path.glob("page*.pgm"))
    assert len(drawn) == 3
    for path in drawn:
        assert sum(value < 128 for value in path.read_bytes()[20:]) > 100


def test_a_stream_that_happens_to_end_in_a_carriage_return_is_no_fault():
    html = '<html lang="sv"><head><title>Nummer</title></head><body><p>{}</p></body></html>'
    documents = (drawing.draw(html.format(number), variant=pdf.VARIANT) for number in range(2000))
    document = next(made for made in documents if b"\r\nendstream" in made)
    assert pdf.problems(document) == []
    wrong = re.sub(rb"/Length (\d+)", lambda found: b"/Length %d" % (int(found[1]) + 1), document, count=1)
    assert "LENGTH" in pdf.problems(wrong)[0]


@pytest.mark.skipif(not (VALIDATOR and HAS_JAVA), reason="the validator veraPDF (../shared) or its Java is not here")
def test_the_reference_validator_agrees(tmp_path):
    """The real veraPDF, once, over everything at a time: starting it takes longer than checking."""
    documents = {
        "plain": make(),
        "emoji": make(text=EMOJI),
        "scripts": make(text="漢字 кириллица ελληνικά العربية \x00\ufeff\ue000"),
        "image": make(image=f"data:image/png;base64,{RED_DOT}"),
        "drawing": make(image="img/icon.svg"),
        "english": make(language="en"),
    }
    for name, document in documents.items():
        (tmp_path / f"{name}.pdf").write_bytes(document)
    paths = [str(tmp_path / f"{name}.pdf") for name in documents]
    done = subprocess.run([str(VALIDATOR), "2u", *paths], capture_output=True, text=True, env=os.environ, timeout=300)
    assert done.stdout.count("compliant=true") == len(documents), done.stdout + done.stderr
    assert done.returncode == 0
