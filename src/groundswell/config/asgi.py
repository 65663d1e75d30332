"""The web server's entry: short links, the pixel and shops' events first, Django behind them and the limit of uploads, in one process."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")

# WhiteNoise hands over files as synchronous iterators; they are small, and Django reads them in a thread.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

django_application = get_asgi_application()

from django.conf import settings  # noqa: E402

from groundswell.config.upload_limit import UploadLimit  # noqa: E402
from groundswell.config.warm import warm_up  # noqa: E402
from groundswell.links.hooks import StoreHooks, hook_door  # noqa: E402
from groundswell.links.pixel import Pixels, pixel_door  # noqa: E402
from groundswell.links.redirect import ShortLinks, door  # noqa: E402  # models can be imported only now

behind = UploadLimit(django_application, settings.UPLOAD_LIMIT)
application = ShortLinks(Pixels(StoreHooks(behind, hook_door), pixel_door), door)

warm_up()
