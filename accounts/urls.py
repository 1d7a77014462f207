"""Addresses of the registry (staff) and of the public channel list."""

from django.urls import path

from accounts.views import channel_list, custody, house_rules, public, registry

app_name = "accounts"
urlpatterns = [
    path("konton/", registry.accounts, name="accounts"),
    path("konton/nytt/", registry.add, name="add"),
    path("konton/<int:pk>/", registry.account, name="account"),
    path("konton/<int:pk>/andra/", registry.change, name="change"),
    path("konton/<int:pk>/personer/", registry.people, name="people"),
    path("konton/<int:pk>/personer/<int:assignment>/avsluta/", registry.unassign, name="unassign"),
    path("konton/<int:pk>/starta/", registry.start, name="start"),
    path("konton/<int:pk>/avsluta/", registry.close, name="close"),
    path("konton/<int:pk>/inloggning/", custody.keep, name="custody"),
    path("konton/<int:pk>/inloggning/visa/", custody.open_login, name="open_login"),
    path("konton/<int:pk>/inloggning/provad/", custody.tried, name="tried"),
    path("konton/<int:pk>/regler/inklistrade/", house_rules.pasted, name="rules_pasted"),
    path("kanallistan/", channel_list.draft, name="channel_list"),
    path("kanallistan/publicera/", channel_list.publish, name="publish"),
    path("kanallistan/parti/", channel_list.party, name="add_party"),
    path("kanallistan/parti/<int:pk>/", channel_list.party, name="party"),
    path("socialamedier/", public.channels, name="public_list"),
    path("socialamedier/versioner/", public.versions, name="public_versions"),
    path("socialamedier/version/<int:number>/", public.channels, name="public_version"),
    path("socialamedier/kanaler.json", public.open_data, name="open_data"),
    path("socialamedier/version/<int:number>/kanaler.json", public.open_data, name="open_data_version"),
    path("socialamedier/regler/", house_rules.house_rules, name="house_rules"),
    path("socialamedier/regler/version/<int:number>/", house_rules.house_rules, name="house_rules_version"),
]
