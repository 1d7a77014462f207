from tests.urls import EVERYONE, Url

URLS = {
    "home:todo": Url(get=EVERYONE),
    "home:journal": Url(get={"auditor", "system_administrator", "archivist", "registrar"}),
}
