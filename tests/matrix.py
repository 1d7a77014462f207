"""Every state × action of a workflow, tried for real.

    @pytest.mark.parametrize("state, action, target", every_cell(WORKFLOW))
    def test_plan(state, action, target):
        check_cell(WORKFLOW, state, action, target, make=lambda state: PlanFactory(state=state), act=perform)

`perform(obj, action)` calls the service for the action as someone who may; `check_cell` sees that a legal one leads to
the table's target, and that an illegal one is refused with IllegalTransition and leaves the row as it was.
"""

from collections.abc import Callable
from typing import Any

import pytest

from socialgov.transitions import IllegalTransition, Workflow


def every_cell(workflow: Workflow) -> list:
    """Parameters for pytest: one test for each cell of the table."""
    return [
        pytest.param(state, action, target, id=f"{state}-{action}→{target or 'refused'}")
        for state, action, target in workflow.matrix()
    ]


def check_cell(
    workflow: Workflow,
    state: str,
    action: str,
    target: str | None,
    *,
    make: Callable[[str], Any],
    act: Callable[[Any, str], Any],
    state_of: Callable[[Any], str] = lambda obj: obj.state,
) -> None:
    """One cell. `make(state)` gives a saved row in that state; it is read from the database again afterwards."""
    row = make(state)
    assert state_of(row) == state, f"make({state!r}) gave a row in {state_of(row)!r}"
    if target is None:
        with pytest.raises(IllegalTransition) as refused:
            act(row, action)
        assert str(refused.value)
        target = state
    else:
        act(row, action)
    row.refresh_from_db()
    assert state_of(row) == target
