from django.apps import AppConfig


class CreatorsConfig(AppConfig):
    name = "groundswell.creators"
    label = "creators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.imports import kinds
        from groundswell.creators.imports.declared import creators, posts, readings, refused

        for kind in (creators.kind(), posts.kind(), readings.kind(), *refused.ALL):
            kinds.register(kind)
