from django.apps import AppConfig


class CreatorsConfig(AppConfig):
    name = "groundswell.creators"
    label = "creators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators import exports
        from groundswell.creators.imports import kinds
        from groundswell.creators.imports.declared import audience, creators, posts, readings, refused
        from groundswell.creators.queries import tables

        for kind in (creators.kind(), posts.kind(), readings.kind(), audience.kind(), *refused.ALL):
            kinds.register(kind)
        for name, columns, rows in (
            ("creators", tables.CREATOR_COLUMNS, tables.creator_rows),
            ("posts", tables.POST_COLUMNS, tables.post_rows),
            ("readings", tables.READING_COLUMNS, tables.reading_rows),
            ("audience", tables.AUDIENCE_COLUMNS, tables.audience_rows),
        ):
            exports.register(exports.Export(name, columns, rows, in_archive=True))
