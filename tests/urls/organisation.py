from tests.urls import EVERYONE, MANAGER, OFFICE, Url

PRESENCE = OFFICE | {MANAGER}


def someone(world) -> dict:
    return {"pk": world.someone.pk}


def unit(world) -> dict:
    return {"pk": world.unit.pk}


def absence(world) -> dict:
    return {"pk": world.absence.pk}


EVERY_OFFICE = OFFICE | {"communications_elsewhere"}  # everyone who may add something, somewhere
PUBLIC = Url(public=True)
URLS = {
    "organisation:people": Url(get=EVERYONE),
    "organisation:those_who_left": Url(get=EVERYONE),
    "organisation:person_new": Url(get=EVERY_OFFICE, post=EVERY_OFFICE),
    "organisation:person": Url(get=EVERYONE, kwargs=someone),
    "organisation:person_change": Url(get=OFFICE, post=OFFICE, kwargs=someone),
    "organisation:person_hours": Url(get=PRESENCE, post=PRESENCE, kwargs=someone),
    "organisation:person_last_day": Url(get=OFFICE, post=OFFICE, kwargs=someone),
    "organisation:person_deactivate": Url(get=OFFICE, post=OFFICE, kwargs=someone),
    "organisation:person_reactivate": Url(post=OFFICE, kwargs=someone),
    "organisation:person_invite": Url(post=OFFICE, kwargs=someone),
    "organisation:person_roles": Url(get=OFFICE, post=OFFICE, kwargs=someone),
    "organisation:person_end_role": Url(post=OFFICE, kwargs=someone),
    "organisation:unit_new": Url(get=EVERY_OFFICE, post=EVERY_OFFICE),
    "organisation:unit_change": Url(get=OFFICE, post=OFFICE, kwargs=unit),
    "organisation:unit_close": Url(get=OFFICE, post=OFFICE, kwargs=unit),
    "organisation:absence": Url(get=EVERYONE),
    "organisation:absence_new": Url(get=EVERYONE, post=EVERYONE),
    "organisation:absence_change": Url(get=PRESENCE, post=PRESENCE, kwargs=absence),
    "organisation:absence_cancel": Url(get=PRESENCE, post=PRESENCE, kwargs=absence),
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": Url(public=True, kwargs=lambda world: {"uidb36": "1", "key": "set-password"}),
    "account_reset_password_from_key_done": PUBLIC,
    "account_reauthenticate": Url(get=EVERYONE, post=EVERYONE),
    "account_change_password": Url(get=EVERYONE, post=EVERYONE),
    "account_set_password": Url(get=EVERYONE, post=EVERYONE),
}
