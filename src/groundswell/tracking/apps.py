from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "groundswell.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.network import on_account_forgotten, on_forgotten, on_posts_saved
        from groundswell.tracking.monitors import note_mentions
        from groundswell.tracking.monitors.forgetting import forget_found, forget_mentions

        on_posts_saved(note_mentions)
        on_forgotten(forget_mentions)
        on_account_forgotten(forget_found)
