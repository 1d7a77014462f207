"""Codes of the guidelines that are chosen from what the software knows, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgov.policy.categories import KNOWN
from socialgov.policy.guidance import TITLES

Text = str | Promise

PLATFORMS: dict[str, Text] = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "blog": _("Blogs"),
}
QUESTIONS: dict[str, Text] = {
    "medium": _("Social medium"),
    "address": _("Web address"),
    "account_name": _("Name of the account"),
    "unit": _("Municipal operation"),
    "description": _("Description of the activity"),
    "purpose": _("The purpose of being in the social medium"),
    "audience": _("Who is the target group?"),
    "goals": _("What are the goals of the effort?"),
    "administrators": _("Who will administer the account?"),
    "operators": _("Who will do the daily work?"),
    "substitutes": _("Who stands in when they are away?"),
    "monitoring": _("How often and at what times will the account be watched and updated?"),
    "weekly_hours": _("Estimated working time"),
    "duties": _("Who writes, registers, archives and disposes?"),
    "secrecy_measures": _("How do you protect information under secrecy?"),
    "other": _("Anything else"),
    "consulted": _("Consultation"),
    "guidelines_followed": _("The guidelines for social media have been followed"),
    "drafted_by": _("The activity plan was drawn up by"),
    "message": _("What is our message?"),
    "channel_choice": _("Have we chosen the right channel, or are there better ways?"),
    "how_channel_works": _("How does the channel work, and what do people there expect?"),
    "evaluation": _("How will we evaluate?"),
    "website_enough": _("Is it enough to use the website?"),
    "website_link": _("Which page on the website do we link to?"),
    "strengthens": _("How can this strengthen our operation?"),
    "if_not": _("What happens if we do not do it?"),
    "readiness": _("Who is ready to answer when people write?"),
    "opportunities_and_risks": _("What are the opportunities and the risks?"),
}
CONDITIONS: dict[str, Text] = {
    "minor_importance": _("It is of minor importance"),
    "not_current": _("It is not current any more"),
    "insight_kept": _("The public can still see what we do"),
    "no_value_for_research": _("It has no value for research"),
}
PRIORITIES: dict[str, Text] = {
    "answer_fast": _("Answer fast"),
    "monitor_environment": _("Watch what is said elsewhere"),
    "complement_other_sources": _("Complement other sources"),
}
KINDS: dict[str, Text] = {"complex": _("Harder questions")}
CLOSED_LISTS: dict[str, dict[str, Text]] = {
    "Accounts.platforms": PLATFORMS,
    "Liability.platforms": PLATFORMS,
    "Answering.platforms": PLATFORMS,
    "Answering.kinds": KINDS,
    "Question.key": QUESTIONS,
    "RemovalCategory.code": {code: category.label for code, category in KNOWN.items()},
    "Guide.topic": TITLES,
    "Pruning.conditions": CONDITIONS,
    "Crisis.priorities": PRIORITIES,
}
"""Codes that are chosen from what the software knows. One that a version has besides these stays among its choices."""
