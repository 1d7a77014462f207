from socialgov.policy.models import Adopted
from tests.urls import EVERYONE, Url

URLS = {
    "policy:guidelines": Url(get=EVERYONE),
    "policy:version": Url(get=EVERYONE, kwargs=lambda world: {"pk": Adopted.objects.latest("pk").pk}),
    "policy:calendar": Url(get=EVERYONE),
    "policy:calendar_year": Url(get=EVERYONE, kwargs=lambda world: {"number": 2026}),
}
