"""A connected shop that makes codes, for the tests of every face."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from groundswell.accounts.models import Workspace
from groundswell.links.models import Store
from groundswell.links.services import create_store, set_api_access
from groundswell.links.tests.fake_coupons import CouponShop
from groundswell.links.tests.fake_shops import SHOPIFY_KEY, STRIPE_KEY, WOO_KEY, serving

KEYS = {"woocommerce": WOO_KEY, "stripe": STRIPE_KEY, "shopify": SHOPIFY_KEY}


@pytest.fixture
def shop(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CouponShop]:
    settings.OFFLINE, settings.ALLOW_PRIVATE_ADDRESSES = False, True
    monkeypatch.setattr("groundswell.links.asking.wire.time.sleep", lambda _: None)
    made = CouponShop()
    with serving(made):
        yield made


def connected(workspace: Workspace, shop: CouponShop, kind: str = "woocommerce") -> Store:
    store = create_store(workspace=workspace, name=f"Shop {kind}", kind=kind, secret="whsec_made_up")
    return set_api_access(store=store, url=shop.url, key=KEYS[kind])
