import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from socialgov.sorting import sort_key


def ordered(*texts):
    return sorted(texts, key=lambda text: sort_key(text).encode())


@pytest.mark.parametrize(
    "alphabetical",
    [
        ["Adam", "Bertil", "Zäta", "Åsa", "Ärla", "Örjan"],
        ["a", "z", "å", "ä", "ö"],
        ["Osby", "Ovanåker", "Åmål", "Åtvidaberg", "Älmhult", "Örebro"],
        ["Grupp 2", "Grupp 10", "Grupp 100"],
        ["anna", "Annan", "Annie"],
        ["Ek", "Ek Anna", "Eken"],
        ["idé", "ideal"],
        ["Müller", "Mynta"],
        ["Låån", "Läder", "Lök"],
    ],
)
def test_texts_come_in_the_order_of_a_swedish_dictionary(alphabetical):
    assert ordered(*reversed(alphabetical)) == alphabetical


@pytest.mark.parametrize(
    "one, other",
    [
        ("ÅSA", "åsa"),
        ("A\u030asa", "Åsa"),  # a with a ring of its own
        ("Ærlig", "Ärlig"),
        ("Søren", "Sören"),
        ("Café", "Cafe"),
        ("Bibliotek & kultur", "Bibliotek kultur"),
        ("  Vård-   och omsorg ", "Vård och omsorg"),
        ("Grupp 02", "Grupp 2"),
        ("{a", "a"),
    ],
)
def test_what_a_dictionary_does_not_tell_apart_has_one_key(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize("text", ["", " ", "🎉", "…"])
def test_a_text_without_letters_has_an_empty_key(text):
    assert sort_key(text) == ""


@given(st.text(max_size=60))
def test_a_key_never_has_what_the_database_refuses_and_is_stable(text):
    key = sort_key(text)
    assert "\0" not in key
    assert key == key.strip() and "  " not in key
    key.encode()


@pytest.mark.django_db
def test_the_database_orders_the_keys_as_python_does():
    names = [
        "Ödeshög",
        "Åmål",
        "Zinkgruvan",
        "Älmhult",
        "Grupp 10",
        "Grupp 2",
        "ökna",
        "Abborre",
        "Éva",
        "Eva Ö",
        "Eva",
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT n FROM unnest(%s, %s) AS t(n, k) ORDER BY k COLLATE "C", n COLLATE "C"',
            [names, [sort_key(name) for name in names]],
        )
        assert [name for (name,) in cursor.fetchall()] == sorted(names, key=lambda n: (sort_key(n), n))
