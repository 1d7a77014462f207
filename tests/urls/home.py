from tests.urls import EVERYONE, Url

READS_ALL = {
    "communications", "communications_elsewhere", "system_administrator", "auditor", "registrar", "archivist",
}  # fmt: skip
OPENS = READS_ALL | {"manager", "manager_elsewhere", "administrator", "operator"}
OF_THE_UNIT = READS_ALL | {"manager"}
OF_THE_ACCOUNT = OF_THE_UNIT | {"administrator", "operator"}

URLS = {
    "home:todo": Url(get=EVERYONE),
    "home:journal": Url(get={"auditor", "system_administrator", "archivist", "registrar"}),
    "home:compliance": Url(get=OPENS),
    "home:compliance_rows": Url(get=OPENS),
    "home:compliance_csv": Url(get=OPENS),
    "home:compliance_xlsx": Url(get=OPENS),
    "home:compliance_report": Url(get=OPENS),
    "home:compliance_audit": Url(get=READS_ALL),
    "home:compliance_rules": Url(get=OPENS),
    "home:compliance_rule": Url(get=OPENS, kwargs=lambda world: {"path": "starting.administrators"}),
    "home:compliance_unit": Url(get=OF_THE_UNIT, kwargs=lambda world: {"pk": world.unit.pk}),
    "home:compliance_account": Url(get=OF_THE_ACCOUNT, kwargs=lambda world: {"pk": world.account.pk}),
}
