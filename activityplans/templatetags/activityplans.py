"""Words of a plan's state and history."""

from django import template

from activityplans.plan_words import state_of, step_of

register = template.Library()


@register.filter
def step_words(step) -> str:
    """What happened in the step."""
    return step_of(step)


@register.filter
def state_words(plan) -> str:
    """Where the plan stands."""
    return state_of(plan)
