"""The smaller parts: line breaks, menu, colour, charts, forms, submissions, the choice of language and theme."""

import re
import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.db import connection, transaction
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from socialgov.look import charts, colour, menu, once, public_css, sprite, times
from socialgov.look.breaks import breaks
from socialgov.look.forms import HouseForm, Once, StaleVersion, Versioned
from socialgov.look.views import csrf_failure
from tests.factories.organisation import PersonFactory

NB = "\u00a0"
ROOT = Path(settings.BASE_DIR)


# Line breaks -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Svara senast i dag kl. 14.00", f"Svara senast i{NB}dag kl.{NB}14.00"),
        ("rad 245", f"rad{NB}245"),
        ("BBS-lagen 5 §", f"BBS-lagen 5{NB}§"),
        ("§ 41", f"§{NB}41"),
        ("1 240 följare", f"1{NB}240 följare"),
        ("mån 11 maj 2027", f"mån{NB}11{NB}maj{NB}2027"),
        ("KS 2026-00231", f"KS{NB}2026-00231"),
        ("facebook.com/ljungsele", "facebook.com/<wbr>ljungsele"),
        ("<b>12 %</b>", f"&lt;b&gt;12{NB}%&lt;/b&gt;"),
        ("vi hade 3 barn", "vi hade 3 barn"),
    ],
)
def test_lines_are_broken_on_purpose(text, broken):
    assert breaks(text) == broken


# Menu ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def own_menu(monkeypatch):
    monkeypatch.setattr(menu, "_entries", {})


def test_the_menu_has_the_vocabularys_order_and_gaps(own_menu):
    for name in ("guidelines", "queue", "plans", "todo"):
        menu.register(menu.MenuEntry(name, name, "look:style"))
    lines = menu.lines(None, "/elsewhere/")
    assert [line.name for line in lines] == ["todo", "queue", "plans", "guidelines"]
    assert [line.starts_group for line in lines] == [False, False, True, True]


def test_an_entry_is_shown_to_those_who_may_see_it(own_menu):
    menu.register(menu.MenuEntry("people", "Personer", "look:style", visible=lambda actor: actor == "admin"))
    assert menu.lines("other", "/") == []
    assert [line.name for line in menu.lines("admin", "/")] == ["people"]


def test_the_page_one_is_on_is_marked_and_the_count_has_an_end(own_menu):
    menu.register(menu.MenuEntry("todo", "Att göra", "look:style", badge=lambda actor: 120))
    menu.register(menu.MenuEntry("queue", lambda actor: f"{actor}s konton", "account_login", badge=lambda actor: 0))
    todo, queue = menu.lines("Karin", "/style/part/")
    assert (todo.current, todo.count) == (True, "99+")
    assert (queue.current, queue.count, queue.label) == (False, "", "Karins konton")


# Colour ----------------------------------------------------------------------------------------------------------
def test_contrast_is_that_of_wcag():
    assert round(colour.contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(colour.contrast("#777777", "#FFFFFF"), 2) == 4.48


@pytest.mark.parametrize("fine", ["#1F5D4C", "#24557F", "#9C2B1B", "#000000"])
def test_a_colour_that_can_be_read_replaces_spruce(fine):
    assert colour.trouble(fine) == ""
    for theme, tokens in colour.tokens(fine).items():
        assert colour.contrast(tokens.on_spruce, tokens.spruce) >= 4.5
        assert colour.contrast(tokens.spruce, colour.SURFACE[theme]) >= 3
        assert colour.contrast(tokens.on_spruce, tokens.spruce_strong) >= 4.5
    assert "--spruce:" in colour.style_sheet(fine)


def test_a_colour_that_cannot_be_read_is_told_in_a_sentence_with_one_that_can():
    with translation.override("sv"):
        sentence = colour.trouble("#FFCC00")
    assert "4,5:1 behövs" in sentence
    suggested = re.search(r"går bra: (#\w{6})", sentence)
    assert colour.trouble(suggested[1]) == ""
    assert colour.style_sheet("#FFCC00") == ""


@pytest.mark.django_db
def test_what_is_not_a_colour_harms_nothing(client, settings):
    settings.MUNICIPALITY_COLOUR = "grön"
    assert client.get("/style/colour.css").content == b""
    assert colour.trouble("grön")


@pytest.mark.django_db
def test_a_municipalitys_own_colour_reaches_the_pages(client, settings):
    settings.MUNICIPALITY_COLOUR = "#24557F"
    assert "--spruce: #24557F" in client.get("/style/colour.css").text
    assert "/style/colour.css" in client.get("/konto/login/").text


def tokens_of(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def test_the_two_dark_blocks_of_the_tokens_are_equal():
    css = (ROOT / "static/css/tokens.css").read_text()
    device = css.split("@media (prefers-color-scheme: dark) {", 1)[1].split("\n}\n", 1)[0]
    chosen = css.split(':root[data-bs-theme="dark"] {', 1)[1].split("\n}\n", 1)[0]
    assert tokens_of(device) == tokens_of(chosen) != {}


@pytest.mark.parametrize("dark", [False, True])
def test_every_token_pair_can_be_read(dark):
    css = (ROOT / "static/css/tokens.css").read_text()
    chosen = tokens_of(css.split(":root {", 1)[1].split("\n}\n", 1)[0])
    if dark:
        chosen |= tokens_of(css.split(':root[data-bs-theme="dark"] {', 1)[1].split("\n}\n", 1)[0])
    for text, ground in [
        *(
            (word, ground)
            for word in ("ink", "muted", "fjord", "amber", "brick", "moss")
            for ground in ("paper", "surface")
        ),
        *((word, f"{word}-tint") for word in ("amber", "brick", "moss")),
        ("on-spruce", "spruce"),
        ("on-spruce", "spruce-strong"),
        ("on-alarm", "alarm"),
        ("muted", "sunk"),
    ]:
        assert colour.contrast(chosen[f"--{text}"], chosen[f"--{ground}"]) >= 4.5, (text, ground)
    for control in ("control", "spruce", "focus"):
        assert colour.contrast(chosen[f"--{control}"], chosen["--paper"]) >= 3, control


# Public style sheet ----------------------------------------------------------------------------------------------
def test_the_public_style_sheet_is_the_built_one_and_small():
    committed = public_css.path().read_text(encoding="utf-8")
    assert committed == public_css.build(), "run manage.py build_public_css"
    assert len(committed.encode()) <= public_css.LIMIT


def test_every_class_of_a_public_template_has_its_rule():
    """A class that has a rule in our style sheets must have it in the public one too."""
    css = public_css.path().read_text(encoding="utf-8")
    ours = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static/css").rglob("*.css"))
    missing = {}
    for path in (ROOT / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        if '{% extends "public_base.html" %}' not in source and path.name != "public_base.html":
            continue
        plain = re.sub(r"{[%#].*?[%#]}|{{.*?}}", " ", source, flags=re.DOTALL)
        names = {name for value in re.findall(r'class="([^"]*)"', plain) for name in value.split()}
        gone = {name for name in names if re.search(rf"\.{name}(?![\w-])", ours) and f".{name}" not in css}
        if gone:
            missing[str(path.relative_to(ROOT))] = sorted(gone)
    assert missing == {}, "let them in (public_css.CLASSES) and run manage.py build_public_css"


# Templates -------------------------------------------------------------------------------------------------------
def own_templates():
    return [
        path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts and "pdf" not in path.parts
    ]


@pytest.mark.parametrize("path", own_templates(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_no_inline_script_style_or_handler(path):
    source = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    if path.name != "static_base.html":  # a file that stands by itself, with its style inside, under no policy of ours
        assert not re.search(r"<style\b", source, re.IGNORECASE)
    assert not re.search(r"<[^>]*\sstyle\s*=", source, re.IGNORECASE)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", source, re.IGNORECASE)
    assert not re.search(r"\bhx-on\b|hx-vals=['\"]?js:|javascript:", source, re.IGNORECASE)
    for tag in re.findall(r"<script\b[^>]*>", source, re.IGNORECASE):
        assert "src=" in tag or 'type="application/json"' in tag, tag


@pytest.mark.django_db
def test_the_policy_forbids_inline_script_and_style(client):
    policy = client.get("/konto/login/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert part in policy


def test_every_icon_a_template_names_is_in_the_sprite():
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'{%\s*icon "([\w-]+)"', path.read_text(encoding="utf-8")))
    assert named <= set(sprite.symbols())
    with pytest.raises(sprite.UnknownIcon):
        sprite.icon("unicorn")


def test_a_public_page_draws_its_icons_itself():
    source = '{% load look %}{% icon "clock" %}'
    inline = Template(source).render(Context({"icons_inline": True}))
    assert "<path" in inline and "<use" not in inline
    assert "<use" in Template(source).render(Context({}))


# Charts ----------------------------------------------------------------------------------------------------------
def test_bars_are_as_long_as_their_share():
    assert [bar.width for bar in charts.Bars([("a", 10), ("b", 5), ("c", 0)]).bars] == ["100.0%", "50.0%", "0.0%"]
    assert charts.Bars([]).bars == [] and charts.Bars([("a", 0)]).bars[0].width == "0.0%"


def test_columns_stand_on_the_line_and_never_leave_the_picture():
    chart = charts.Columns([("1", 9, 8), ("2", 0, 0), ("3", 3, 3)])
    for column in chart.columns:
        assert column.y + column.height == chart.base
        assert column.number_y > 0
    assert chart.columns[0].rest_height > 0


# Forms -----------------------------------------------------------------------------------------------------------
class NoteForm(Once, Versioned, HouseForm):
    text = forms.CharField(label="Text", max_length=5, widget=forms.Textarea)
    when = forms.DateField(label="Dag", required=False)


def filled(**data):
    return NoteForm({"version": "1", "text": "Hej", **data})


def test_what_cannot_be_stored_is_taken_out_and_not_refused():
    form = filled(text="H\0e\ud800j")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == "Hej"


def test_refusals_say_what_to_do():
    with translation.override("sv"):
        form = filled(text="Hej hopp", when="i morgon")
        assert form.errors["text"] == ["Texten är 3 tecken för lång. Korta den."]
        assert form.errors["when"] == ["Skriv datumet så här: 2026-11-20."]
        assert filled(text="").errors["text"] == ["Här behövs ett svar."]


def test_a_long_text_is_not_cut_off_by_the_browser():
    assert "maxlength" not in str(filled()["text"])


def test_a_faster_colleague_is_named_and_what_was_typed_stays():
    form = filled()
    assert form.is_valid()
    now = datetime(2026, 11, 20, 14, 10, tzinfo=times.STOCKHOLM)
    with translation.override("sv"):
        form.add_stale(StaleVersion(changed_by="Karin", changed_at=now - timedelta(minutes=7)), now)
        form.renew(4)
        told = form.non_field_errors()[0].replace(NB, " ")
    assert told == "Karin ändrade det här i dag kl. 14.03, medan du skrev. Det du skrev finns kvar."
    assert 'value="4"' in str(form["version"])
    assert "Hej" in str(form["text"])


def test_the_order_is_label_hint_field_fault_and_the_fault_is_tied_to_the_field():
    class Hinted(HouseForm):
        name = forms.CharField(label="Namn", help_text="Till exempel Kojan")

    with translation.override("sv"):
        html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": Hinted({"name": ""})}))
    places = [html.index(part) for part in ('<label for="id_name"', "Till exempel Kojan", "<input", "invalid-feedback")]
    assert places == sorted(places)
    described = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'href="#id_name"' in html
    assert "*" not in html


def test_a_group_of_choices_is_a_fieldset_that_the_summary_can_reach():
    class Choice(HouseForm):
        why = forms.ChoiceField(label="Varför?", choices=[("a", "Hot")], widget=forms.RadioSelect)

    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": Choice({})}))
    target = re.search(r'<a href="#([^"]+)"', html)[1]
    assert f'id="{target}"' in html
    assert "<legend" in html


# A form does its work once ---------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_second_sending_is_led_where_the_first_went():
    token, now = uuid.uuid4(), timezone.now()
    once.claim(token=token, person_id=1, now=now)
    once.led_to(token=token, url="/plan/7/")
    with pytest.raises(once.AlreadySent) as sent:
        once.claim(token=token, person_id=1, now=now)
    assert sent.value.url == "/plan/7/"
    with pytest.raises(once.AlreadySent) as other:
        once.claim(token=token, person_id=2, now=now)
    assert other.value.url == ""


@pytest.mark.django_db(transaction=True)
def test_a_form_whose_work_failed_may_be_sent_again():
    token, now = uuid.uuid4(), timezone.now()
    with pytest.raises(RuntimeError), transaction.atomic():
        once.claim(token=token, person_id=1, now=now)
        raise RuntimeError
    once.claim(token=token, person_id=1, now=now)


@pytest.mark.django_db
def test_tokens_are_forgotten_after_a_day():
    token, now = uuid.uuid4(), timezone.now()
    once.claim(token=token, person_id=1, now=now)
    once.claim(token=uuid.uuid4(), person_id=1, now=now + timedelta(days=1, seconds=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM look_submission")
        assert cursor.fetchone() == (1,)


# Language and theme ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_swedish_whatever_the_browser_asks_for(client):
    page = client.get("/konto/login/", headers={"Accept-Language": "en"})
    assert "<h1>Logga in</h1>" in page.text
    assert page["Content-Language"] == "sv"


@pytest.mark.django_db
def test_english_by_choice_in_this_browser_and_for_the_person(client):
    chosen = client.post("/choices/language/", {"language": "en", "next": "/konto/login/"})
    assert chosen["Location"] == "/konto/login/"
    assert "<h1>Sign in</h1>" in client.get("/konto/login/").text
    person = PersonFactory()
    client.force_login(person)
    assert 'lang="sv"' in client.get("/style/").text  # the person's own choice goes before the browser's
    client.post("/choices/language/", {"language": "en"})
    person.refresh_from_db()
    assert person.language == "en"
    assert '<html lang="en"' in client.get("/style/").text


@pytest.mark.django_db
def test_the_theme_is_the_browsers_own_choice(client):
    assert "data-bs-theme" not in client.get("/konto/login/").text.split(">", 3)[1]
    client.post("/choices/theme/", {"theme": "dark", "next": "/konto/login/"})
    assert '<html lang="sv" data-bs-theme="dark">' in client.get("/konto/login/").text
    client.post("/choices/theme/", {"theme": "system"})
    assert "data-bs-theme" not in client.get("/konto/login/").text


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_a_choice_never_leads_out_of_the_house(client, elsewhere):
    assert client.post("/choices/theme/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


@pytest.mark.django_db
def test_choices_are_made_by_post_only(client):
    assert client.get("/choices/theme/").status_code == 405
    assert client.get("/choices/language/").status_code == 405


def test_mails_begin_with_a_name_and_end_with_whose_they_are():
    with translation.override("sv"):
        text = Template('{% extends "mail/base.txt" %}{% block content %}Svara & le.{% endblock %}').render(
            Context({"name": "Lina", "municipality": "Ljungsele kommun", "url": "https://x.example/"})
        )
    assert text.startswith("Hej Lina!")
    assert "Svara & le." in text and "https://x.example/" in text and "Ljungsele kommun" in text


def test_a_forgery_failure_tells_what_to_do(db):
    request = RequestFactory().post("/prov/")
    request.user = type("Nobody", (), {"is_authenticated": False})()
    with translation.override("sv"):
        response = csrf_failure(request)
    assert response.status_code == 403
    assert "Det du skrev är sparat i webbläsaren" in response.content.decode()
