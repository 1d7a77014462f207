from socialgov.policy.models import Adopted
from tests.urls import EVERYONE, OFFICE, Url

ADOPTS = OFFICE | {"communications_elsewhere"}

URLS = {
    "policy:guidelines": Url(get=EVERYONE),
    "policy:adopt": Url(get=ADOPTS, post=ADOPTS),
    "policy:version": Url(get=EVERYONE, kwargs=lambda world: {"pk": Adopted.objects.latest("pk").pk}),
    "policy:calendar": Url(get=EVERYONE),
    "policy:calendar_year": Url(get=EVERYONE, kwargs=lambda world: {"number": 2026}),
    "policy:guidance": Url(get=EVERYONE),
    "policy:confirm_guidance": Url(post=EVERYONE),
}
