from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "groundswell.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.network import on_account_forgotten, on_forgotten, on_posts_saved
        from groundswell.creators.own_record import add_section, before_erasure
        from groundswell.tracking.monitors import note_mentions
        from groundswell.tracking.monitors.forgetting import forget_found, forget_mentions
        from groundswell.tracking.own_record import drop_drafts, own_posts

        on_posts_saved(note_mentions)
        on_forgotten(forget_mentions)
        on_account_forgotten(forget_found)
        before_erasure(drop_drafts)
        add_section("posts", own_posts)
