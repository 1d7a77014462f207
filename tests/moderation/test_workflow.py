"""Every action in every state, from the two tables: what is allowed leads there, what is not is refused in words."""

import pytest

from moderation.models import Item
from moderation.services import answers, forwarding, removal, showing
from moderation.workflow import HANDLING, VISIBILITY, Handling, Visibility
from socialgov.transitions import IllegalTransition
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting

LEGAL_HANDLING = {
    ("new", "forward"): "waiting",
    ("waiting", "forward"): "waiting",
    ("waiting", "colleague_answered"): "new",
    ("new", "answer"): "answered",
    ("waiting", "answer"): "answered",
    ("no_answer", "answer"): "answered",
    ("answered", "answer"): "answered",
    ("new", "answered_elsewhere"): "answered",
    ("waiting", "answered_elsewhere"): "answered",
    ("new", "no_answer"): "no_answer",
    ("waiting", "no_answer"): "no_answer",
    ("answered", "reopen"): "new",
    ("no_answer", "reopen"): "new",
    ("answered", "undo"): "new",
    ("answered", "reply_failed"): "new",
}
LEGAL_VISIBILITY = {
    ("visible", "hide"): "hiding",
    ("showing", "hide"): "hiding",
    ("failed", "hide"): "hiding",
    ("hiding", "hidden"): "hidden",
    ("visible", "hidden"): "hidden",
    ("hidden", "show"): "showing",
    ("hiding", "show"): "showing",
    ("showing", "shown"): "visible",
    ("hidden", "shown"): "visible",
    ("hiding", "shown"): "visible",
    ("visible", "remove"): "removing",
    ("showing", "remove"): "removing",
    ("hiding", "remove"): "removing",
    ("hidden", "remove"): "removing",
    ("failed", "remove"): "removing",
    ("removing", "removed"): "removed",
    ("visible", "removed"): "removed",
    ("hidden", "removed"): "removed",
    ("removed", "restore"): "showing",
    ("hiding", "fail"): "failed",
    ("removing", "fail"): "failed",
    ("showing", "show_failed"): "hidden",
    ("visible", "gone"): "gone",
    ("hiding", "gone"): "gone",
    ("hidden", "gone"): "gone",
    ("showing", "gone"): "gone",
    ("failed", "gone"): "gone",
    ("gone", "back"): "visible",
}
CELLS = [(HANDLING, LEGAL_HANDLING, *cell) for cell in HANDLING.matrix()] + [
    (VISIBILITY, LEGAL_VISIBILITY, *cell) for cell in VISIBILITY.matrix()
]


@pytest.mark.parametrize(("workflow", "legal", "state", "action", "target"), CELLS)
def test_the_table_leads_where_it_should_and_nowhere_else(workflow, legal, state, action, target):
    assert target == legal.get((state, action))
    if target is None:
        with pytest.raises(IllegalTransition):
            workflow.after(state, action)


STATE = {
    Handling.NEW: {},
    Handling.WAITING: {"waiting": True},
    Handling.ANSWERED: {"answered": True},
    Handling.NO_ANSWER: {"no_answer": True},
}
DO = {
    "forward": lambda item, actor: forwarding.forward(
        item=item, route="fault", question="Hur?", address="va@ljungsele.example", actor=actor, now=NOW
    ),
    "answer": lambda item, actor: answers.reply(item=item, text="Hej", seen_version=item.version, actor=actor, now=NOW),
    "answered_elsewhere": lambda item, actor: answers.answered_elsewhere(item=item, actor=actor, now=NOW),
    "no_answer": lambda item, actor: answers.no_answer(item=item, why="thanks", actor=actor, now=NOW),
    "reopen": lambda item, actor: answers.reopen(item=item, actor=actor, now=NOW),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(Handling))
@pytest.mark.parametrize("action", DO)
def test_each_service_does_what_the_table_says(state, action):
    item = ItemFactory(**STATE[state])
    actor = acting(PersonFactory(communications=True))
    target = LEGAL_HANDLING.get((state, action))
    if target is None:
        with pytest.raises(IllegalTransition):
            DO[action](item, actor)
    else:
        DO[action](item, actor)
    assert Item.objects.get(pk=item.pk).handling == (target or state)


TAKE = {
    "hide": lambda item, actor: removal.hide(item=item, category="insult", actor=actor, now=NOW),
    "remove": lambda item, actor: removal.remove(item=item, category="insult", actor=actor, now=NOW),
    "show": lambda item, actor: showing.unhide(item=item, actor=actor, now=NOW),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(Visibility))
@pytest.mark.parametrize("action", TAKE)
def test_each_measure_does_what_the_table_says(state, action):
    times = {"hidden": {"hidden_at": NOW}, "removed": {"removed_at": NOW}}.get(state, {})
    item = ItemFactory(visibility=state, **times)
    actor = acting(PersonFactory(communications=True))
    target = LEGAL_VISIBILITY.get((state, action))
    try:
        TAKE[action](item, actor)
    except IllegalTransition:
        assert target is None
    except removal.HandledMeanwhile:
        assert state in removal.UNDER_WAY[action]
    assert Item.objects.get(pk=item.pk).visibility == (target or state)


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("handling", list(Handling))
def test_what_is_open_is_what_someone_has_to_act_on(visibility, handling):
    item = ItemFactory(visibility=visibility, handling=handling, answered_at=NOW, removed_at=NOW)
    waits = handling in ("new", "waiting") and visibility in ("visible", "showing")
    assert item.is_open == (waits or visibility == "failed")
    assert (item in Item.objects.open()) == item.is_open
