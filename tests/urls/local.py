from tests.urls import Url

MAY = frozenset({"system_administrator"})
URLS = {"local:remove_sample": Url(get=MAY, post=MAY)}
