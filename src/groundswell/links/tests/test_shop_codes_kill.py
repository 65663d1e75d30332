"""The process that makes codes, killed by the shop itself between making them and answering."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.kit.tests.migrated import copy_migrated
from groundswell.links.tests.fake_coupons import CouponShop
from groundswell.links.tests.fake_shops import SHOPIFY_KEY, STRIPE_KEY, WOO_KEY, serving

KEYS = {"woocommerce": WOO_KEY, "stripe": STRIPE_KEY, "shopify": SHOPIFY_KEY}
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from decimal import Decimal
from groundswell.accounts.services import create_workspace
from groundswell.creators.models import Creator
from groundswell.links import services
from groundswell.links.rules.discounts import Terms
acme = create_workspace(slug=KIND, name="Acme")
crowd = [Creator.objects.create(workspace=acme, name=name) for name in ("Ada", "Bo", "Maya")]
store = services.create_store(workspace=acme, name="Shop", kind=KIND, secret="whsec_made_up")
services.set_api_access(store=store, url=URL, key=KEY)
wanted = {"store": store, "creators": crowd, "campaign": None, "terms": Terms(percent=Decimal(10)), "pattern": ""}
print(services.start_discount(**wanted)[0].pk)
"""
MAKE = """
import sys
from groundswell.links.models import ShopCode, ShopDiscount
from groundswell.links.services import make_codes
sys.stdin.readline()
ShopDiscount.objects.update(rests_until=None)
done = make_codes(discount=ShopDiscount.objects.get(pk=DISCOUNT))
print(done.error, *sorted(f"{row.code}:{row.state}" for row in ShopCode.objects.filter(discount=done)))
"""


def python(code: str, home: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ, "GROUNDSWELL_HOME": str(home), "SECRET_KEY": "only-for-tests", "DATABASE_URL": "", "OFFLINE": "",
        "ALLOW_PRIVATE_ADDRESSES": "1", "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_killed_between_the_shops_doing_and_our_writing_nothing_is_lost_or_made_twice(tmp_path: Path) -> None:
    copy_migrated(tmp_path / "groundswell.sqlite3")
    for kind, key in KEYS.items():
        shop = CouponShop()
        with serving(shop):
            first = python(f"KIND, URL, KEY = {kind!r}, {shop.url!r}, {key!r}\n{PREPARE}", tmp_path)
            pk, _ = first.communicate()
            died = python(f"DISCOUNT = {pk}\n{MAKE}", tmp_path)
            shop.victim = died.pid
            died.communicate("go\n")
            assert (first.returncode, died.returncode, len(shop.writes)) == (0, -9, 1)
            shop.victim = 0
            out, _ = python(f"DISCOUNT = {pk}\n{MAKE}", tmp_path).communicate("go\n")
        assert out.split() == ["ADA10:made", "BO10:made", "MAYA10:made"]
        assert sorted(shop.made) == ["ADA10", "BO10", "MAYA10"]
