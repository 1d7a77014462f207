"""Addresses of comments. The public's are in public_urls.py."""

from django.urls import path

from moderation.public_urls import urlpatterns as public
from moderation.views import blocks, measures, passing_on, police, queue, routes, taking_away, together

app_name = "moderation"
urlpatterns = [
    path("kommentarer/", queue.queue, name="queue"),
    path("kommentarer/nu/", queue.current, name="current"),
    path("kommentarer/rader/", queue.rows, name="rows"),
    path("kommentarer/vagar/", routes.routes, name="routes"),
    path("kommentarer/vagar/ny/", routes.new_route, name="new_route"),
    path("kommentarer/vagar/<slug:code>/", routes.route, name="route"),
    path("kommentarer/avstangda/", blocks.blocked, name="blocked"),
    path("kommentarer/avstangda.csv", blocks.blocked_csv, name="blocked_csv"),
    path("kommentarer/flera/", together.together, name="together"),
    path("kommentarer/koll/<int:pk>/", queue.check, name="check"),
    path("kommentarer/svar/<int:pk>/angra/", measures.undo, name="undo"),
    path("kommentarer/<int:pk>/", queue.item, name="item"),
    path("kommentarer/<int:pk>/bild/<int:number>/", queue.picture, name="picture"),
    path("kommentarer/<int:pk>/skriver/", queue.write, name="write"),
    path("kommentarer/<int:pk>/svara/", measures.reply, name="reply"),
    path("kommentarer/<int:pk>/redan-besvarad/", measures.answered_elsewhere, name="answered_elsewhere"),
    path("kommentarer/<int:pk>/inget-svar/", measures.no_answer, name="no_answer"),
    path("kommentarer/<int:pk>/oppna-igen/", measures.reopen, name="reopen"),
    path("kommentarer/<int:pk>/lat-sta/", measures.stay, name="stay"),
    path("kommentarer/<int:pk>/vidare/", passing_on.forward, name="forward"),
    path("kommentarer/<int:pk>/registrator/", passing_on.registrar, name="registrar"),
    path("kommentarer/<int:pk>/ringa/", measures.minor, name="minor"),
    path("kommentarer/<int:pk>/polisanmald/", measures.police, name="police"),
    path("kommentarer/<int:pk>/arende/", measures.case, name="case"),
    path("kommentarer/<int:pk>/sekretess/", measures.secrecy, name="secrecy"),
    path("kommentarer/<int:pk>/dolj/", taking_away.hide, name="hide"),
    path("kommentarer/<int:pk>/ta-bort/", taking_away.remove, name="remove"),
    path("kommentarer/<int:pk>/anmal/", taking_away.report, name="report_to_platform"),
    path("kommentarer/<int:pk>/visa-igen/", measures.show, name="show"),
    path("kommentarer/<int:pk>/klart/", measures.done, name="done"),
    path("kommentarer/<int:pk>/eftergranska/", taking_away.look, name="look"),
    path("kommentarer/<int:pk>/larma/", passing_on.alarm, name="alarm"),
    path("kommentarer/<int:pk>/larm/<int:alarm>/over/", measures.end_alarm, name="end_alarm"),
    path("kommentarer/<int:pk>/stang-av/", blocks.block, name="block"),
    path("kommentarer/<int:pk>/stang-av/<int:block_pk>/klart/", blocks.done, name="block_done"),
    path("kommentarer/<int:pk>/stang-av/<int:block_pk>/hav/", blocks.lift, name="block_lift"),
    path("kommentarer/<int:pk>/stang-av/<int:block_pk>/eftergranska/", blocks.look, name="block_look"),
    path("kommentarer/<int:pk>/polis/", police.basis, name="police_basis"),
    path("kommentarer/<int:pk>/polis/<int:basis_pk>/anmald/", police.reported, name="police_reported"),
    path("kommentarer/<int:pk>/polis/<int:basis_pk>/underlag.pdf", police.document, name="police_document"),
    path("kommentarer/<int:pk>/galler/", measures.tie, name="tie"),
    *public,
]
