"""The rules for comments (kommentarsregler) as the public reads them, from one version of the guidelines. Pure.

They hold for every channel from the day the version came into force (OSB-08, ATV-29, ATV-46, LJU-12), so that a removal
can be held against what stood there that day. What a profile leaves out though law or fairness asks for it, we say.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from socialgov.policy.categories import Kind
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.removal import PublishedText, RemovalCategory

in_swedish = override("sv")  # whoever reads: the rules are the municipality's text (språklagen 10 §)
IN_CRISIS = "off_topic_crisis"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its sentences, and what is listed under them."""

    key: str
    heading: str
    sentences: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()


def title(document: Guidelines) -> str:
    """The municipality's own word, as a heading: *Kommentarsregler*, *Uppföranderegler*."""
    word = document.words.house_rules
    return word[:1].upper() + word[1:]


@in_swedish
def parts(document: Guidelines, *, municipality: str, purpose: str = "") -> list[Part]:
    """Everything the public reads, in the order it is read. `purpose` is one channel's own, beside everyone's."""
    rules = document.house_rules
    consequences = [_said(rules.consequences, _("What breaks the rules we hide or remove. We keep a copy."))]
    if document.police.report == "required":
        consequences.append(_("What is a crime we report to the police."))
    found = [
        Part("purpose", _("Why we are here"), ((purpose,) if purpose else ()) + _given(rules.purpose)),
        Part("use", _("What comments are for"), _given(rules.use_of_comments)),
        Part("criticism", _("Praise and criticism are equally welcome"), (_criticism(document),)),
        Part("forbidden", _("What comments may not hold"), (), _forbidden(document)),
        Part("consequences", _("What then happens"), tuple(consequences)),
        Part("crisis", _("During a crisis"), _crisis(document)),
        Part("report", _("How to report a comment"), (_report(document),)),
        Part("public", _("What you write becomes public"), (_becomes_public(document),)),
        Part("secrecy", _("Secrecy"), (_secrecy(document),)),
        Part("holder", _("Who answers for the channels"), _holder(document, municipality)),
    ]
    return [part for part in found if part.sentences or part.groups]


def not_allowed(document: Guidelines, *kinds: Kind) -> tuple[str, ...]:
    """What may not stand in a comment, in the guidelines' order; all kinds unless some are named."""
    return tuple(
        _public_words(category)
        for category in document.removing.categories
        if category.code != IN_CRISIS and (not kinds or category.effective_kind in kinds)
    )


def _public_words(category: RemovalCategory) -> str:
    words = category.text or str(category.known.published or category.known.label)
    return words[:1].lower() + words[1:]


def _forbidden(document: Guidelines) -> tuple[tuple[str, tuple[str, ...]], ...]:
    groups = (
        (_("By law:"), not_allowed(document, Kind.CRIMINAL_OBVIOUS, Kind.UNLAWFUL_OTHER)),
        (_("By the municipality's rules:"), not_allowed(document, Kind.HOUSE_RULE)),
    )
    return tuple(group for group in groups if group[1])


def _said(text: PublishedText | None, otherwise: str) -> str:
    return text.text if text else otherwise


def _given(text: PublishedText | None) -> tuple[str, ...]:
    return (text.text,) if text else ()


def _criticism(document: Guidelines) -> str:
    own = _("Criticism may stay. Everyone may express both positive and negative views of the municipality.")
    return _said(document.house_rules.criticism, own)


def _report(document: Guidelines) -> str:
    own = _("Do you see something that does not belong here? Report the comment to us.")
    return _said(document.house_rules.how_to_report, own)


def _becomes_public(document: Guidelines) -> str:
    own = _("What you write can be read by others and becomes a public record.")
    return _said(document.house_rules.becomes_public, own)


def _secrecy(document: Guidelines) -> str:
    own = _("Write nothing that is under secrecy. Contact us directly instead.")
    return _said(document.house_rules.secrecy, own)


def _crisis(document: Guidelines) -> tuple[str, ...]:
    return (document.crisis.rule_text,) if document.crisis.hide_off_topic else ()


def _holder(document: Guidelines, municipality: str) -> tuple[str, ...]:
    name = _("%(name)s answers for every channel on the list.") % {"name": municipality}
    run = _said(document.house_rules.holder, "")
    found = [f"{run} {name}".strip()]
    if document.controller.who:
        found.append(_("Controller of personal data: %(who)s") % {"who": document.controller.who})
    return tuple(found)


# --- As plain text ----------------------------------------------------------------------------------------------------
@in_swedish
def in_full(document: Guidelines, *, municipality: str, url: str, purpose: str = "") -> str:
    """All of it as plain text, to paste where there is room."""
    lines = [title(document).upper()]
    for part in parts(document, municipality=municipality, purpose=purpose):
        lines += ["", part.heading, *part.sentences]
        for lead, items in part.groups:
            lines += [lead, *(f"– {item}" for item in items)]
    return "\n".join([*lines, "", url])


@in_swedish
def in_short(document: Guidelines, *, municipality: str, url: str, most: int, purpose: str = "") -> str:
    """What matters most in at most `most` characters: the address first of all, then as many sentences as fit.

    Who runs it and that it becomes public come before the rest: BBS-lagen 3 § asks for them.
    """
    rules = document.house_rules
    address = f"{title(document)}: {url}"
    if len(address) > most:
        return url
    wanted = (
        _("Run by %(name)s.") % {"name": municipality},
        _becomes_public(document),
        _("What you write becomes public."),
        _secrecy(document),
        _("Not allowed: %(what)s.") % {"what": ", ".join(not_allowed(document))},
        _said(rules.consequences, ""),
        _criticism(document),
        _report(document),
        purpose,
        _said(rules.purpose, ""),
    )
    chosen: list[str] = []
    for n, sentence in enumerate(wanted):
        if not sentence or (n == 2 and wanted[1] in chosen):  # the third is the second in few words
            continue
        if len(" ".join([*chosen, sentence, address])) <= most:
            chosen.append(sentence)
    return " ".join([*chosen, address])
