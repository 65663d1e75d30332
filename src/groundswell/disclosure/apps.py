from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "groundswell.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import Export, register
        from groundswell.creators.network import on_forgotten, on_posts_labelled, on_posts_saved
        from groundswell.creators.own_record import keep_row
        from groundswell.disclosure.models import Connection
        from groundswell.disclosure.queries import LEDGER_COLUMNS, connected_before, ledger_rows
        from groundswell.disclosure.services import forget_texts, receive_network_posts, recheck_posts
        from groundswell.disclosure.timeline import verdicts
        from groundswell.relationships.queries import add_timeline
        from groundswell.tracking.monitors import on_asking

        register(Export("findings", tuple(LEDGER_COLUMNS), ledger_rows))
        keep_row(Connection)
        on_forgotten(forget_texts)
        on_asking(connected_before)
        on_posts_saved(receive_network_posts)
        on_posts_labelled(recheck_posts)
        add_timeline("posts", verdicts)
