from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "groundswell.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import Export, register
        from groundswell.creators.network import on_forgotten, on_posts_labelled
        from groundswell.disclosure.queries import LEDGER_COLUMNS, ledger_rows
        from groundswell.disclosure.services import forget_texts, recheck_posts

        register(Export("findings", tuple(LEDGER_COLUMNS), ledger_rows))
        on_forgotten(forget_texts)
        on_posts_labelled(recheck_posts)
