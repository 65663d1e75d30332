"""The web server's entry: short links first, Django behind them, in one process."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")

django_application = get_asgi_application()

from groundswell.links.redirect import ShortLinks, door  # noqa: E402  # models can be imported only now

application = ShortLinks(django_application, door)
