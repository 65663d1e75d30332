from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "groundswell.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import Export, register
        from groundswell.outreach.exports import COLUMNS, message_rows

        register(Export("messages", COLUMNS, message_rows))
