from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "groundswell.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import Export, register
        from groundswell.creators.network import on_forgotten
        from groundswell.disclosure.queries import LEDGER_COLUMNS, ledger_rows
        from groundswell.disclosure.services import forget_texts

        register(Export("findings", tuple(LEDGER_COLUMNS), ledger_rows))
        on_forgotten(forget_texts)
