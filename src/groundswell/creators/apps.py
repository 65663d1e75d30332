from django.apps import AppConfig


class CreatorsConfig(AppConfig):
    name = "groundswell.creators"
    label = "creators"
    default_auto_field = "django.db.models.BigAutoField"
