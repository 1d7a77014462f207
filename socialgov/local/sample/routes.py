"""Ljungsele's ready-made routes: the same texts as a first start has, each with the municipality's own mailbox."""

from datetime import datetime

from moderation.models import ReadyRoute
from moderation.selectors.routes import ways
from moderation.services.routes import set_route
from socialgov.local.sample.people import MAIL
from socialgov.organisation.actor import SYSTEM

ADDRESSES = {
    "fault": f"felanmalan@{MAIL}",
    "building": f"bygglov@{MAIL}",
    "registrar": f"registrator@{MAIL}",
    "records": f"registrator@{MAIL}",
    "damage": f"kommun@{MAIL}",
    "child": f"socialtjanst@{MAIL}",
    "journalist": f"kommunikation@{MAIL}",
}
CITIZEN = {
    "building": "Hej! Vi kan inte svara om enskilda ärenden här. Jag har bett Bygglov höra av sig till dig. "
    f"Du når också Bygglov på bygglov@{MAIL}.",
    "fault": "Hej! Tack för att du säger till. Jag har skickat felanmälan vidare. "
    f"Du når oss också på felanmalan@{MAIL}.",
}


def load(now: datetime) -> None:
    """Write down the routes that have a mailbox, unless that is done."""
    known = set(ReadyRoute.objects.values_list("code", flat=True))
    for code, address in ADDRESSES.items():
        if code in known:
            continue
        way = ways()[code]
        set_route(
            code=code,
            name=way.label,
            unit=None,
            address=address,
            question=way.question,
            citizen=CITIZEN.get(code, way.citizen),
            hours=way.hours,
            in_use=True,
            version=0,
            actor=SYSTEM,
            now=now,
        )
    ReadyRoute.objects.filter(code__in=ADDRESSES).update(is_sample=True)
