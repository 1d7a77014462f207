@shared_task(name="archiving.draw_cards")
def draw_cards() -> int:
    return cards.draw(now=timezone.now())


beat_also("archiving.draw_cards", every=timedelta(minutes=1))


