import pytest
from django.db import models
from django.utils import translation

from socialgov.transitions import BadTable, IllegalTransition, Transition, Workflow
from tests.matrix import check_cell, every_cell


class State(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SENT = "sent", "Skickad"
    CLOSED = "closed", "Avslutad"


WORKFLOW = Workflow(
    "letter",
    Transition("send", State.DRAFT, State.SENT, who="author", label="Skicka"),
    Transition("close", {State.DRAFT, State.SENT}, State.CLOSED, who="manager", label="Avsluta"),
    states=State,
)


class Letter:
    def __init__(self, state):
        self.state = self.saved = state

    def refresh_from_db(self):
        self.state = self.saved


def perform(letter, action):
    letter.state = letter.saved = WORKFLOW.after(letter.state, action)


@pytest.mark.parametrize("state, action, target", every_cell(WORKFLOW))
def test_every_cell_of_the_table_does_what_it_says(state, action, target):
    check_cell(WORKFLOW, state, action, target, make=Letter, act=perform)


def test_the_matrix_has_every_state_with_every_action():
    assert len(every_cell(WORKFLOW)) == 3 * 2
    assert [cell[2] for cell in WORKFLOW.matrix()] == ["sent", "closed", None, "closed", None, None]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda letter, action: setattr(letter, "saved", "closed"),  # allows what it should refuse
        lambda letter, action: (_ for _ in ()).throw(ValueError("no")),  # refuses for another reason
    ],
)
def test_the_matrix_helper_fails_a_service_that_does_not_keep_to_the_table(wrong):
    with pytest.raises((pytest.fail.Exception, ValueError)):
        check_cell(WORKFLOW, "sent", "send", None, make=Letter, act=wrong)


def test_the_matrix_helper_fails_a_refusal_that_has_already_changed_the_row():
    def half_done(letter, action):
        letter.saved = "closed"
        raise IllegalTransition(WORKFLOW, "sent", action)

    with pytest.raises(AssertionError):
        check_cell(WORKFLOW, "sent", "send", None, make=Letter, act=half_done)


def test_an_illegal_transition_says_in_a_sentence_what_to_do():
    with pytest.raises(IllegalTransition) as refused:
        WORKFLOW.after("closed", "send")
    with translation.override("en"):
        assert str(refused.value) == (
            "“Skicka” can't be done while the state is “Avslutad”. Reload the page to see what has happened."
        )
    with translation.override("sv"):
        assert (
            str(refused.value) == "”Skicka” går inte i läget ”Avslutad”. Läs in sidan på nytt och se vad som har hänt."
        )


def test_a_state_offers_its_actions_in_the_order_of_the_table():
    assert [(t.action, t.who) for t in WORKFLOW.actions("draft")] == [("send", "author"), ("close", "manager")]
    assert WORKFLOW.final_states() == {"closed"}


def test_an_unknown_action_is_illegal_everywhere():
    with pytest.raises(IllegalTransition):
        WORKFLOW.after("draft", "burn")


def test_a_table_with_two_rows_for_one_cell_is_refused_when_it_is_read():
    with pytest.raises(BadTable, match="more than one row"):
        Workflow("w", Transition("a", "x", "y"), Transition("a", {"x", "z"}, "z"))


def test_a_table_with_a_state_that_does_not_exist_is_refused_when_it_is_read():
    with pytest.raises(BadTable, match="no such state: burnt"):
        Workflow("w", Transition("burn", State.DRAFT, "burnt"), states=State)
