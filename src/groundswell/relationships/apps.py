from django.apps import AppConfig


class RelationshipsConfig(AppConfig):
    name = "groundswell.relationships"
    label = "relationships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import Export, register
        from groundswell.creators.own_record import add_section, keep_row
        from groundswell.relationships.exports import COLUMNS, relationship_rows
        from groundswell.relationships.models import ContactBasis
        from groundswell.relationships.own_record import end_bases, own_bases, own_history

        register(Export("relationships", COLUMNS, relationship_rows))
        keep_row(ContactBasis, end_bases)
        add_section("contact", own_bases)
        add_section("history", own_history)
