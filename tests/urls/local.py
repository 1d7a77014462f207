from tests.urls import EVERYONE, Url

MAY = frozenset({"system_administrator"})
URLS = {"local:remove_sample": Url(get=EVERYONE, post=MAY)}
