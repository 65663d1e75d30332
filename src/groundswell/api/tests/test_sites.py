from collections.abc import Callable

from django.test import Client

from groundswell.links.models import Site

Api = Callable[..., Client]


def test_a_site_is_made_listed_and_its_secret_told_once(api: Api) -> None:
    client = api()
    made = client.post("/api/v1/sites", {"name": "shop.example"}, content_type="application/json")
    assert made.status_code == 201
    site = Site.objects.get()
    assert made.json()["script"] == f"http://127.0.0.1:8000/px/{site.key}/p.js"
    first = made.json()["secret"]
    [listed] = client.get("/api/v1/sites").json()["sites"]
    assert "secret" not in listed
    assert (listed["name"], listed["orders_told"], listed["kept_aside"]) == ("shop.example", 0, 0)
    assert client.post(f"/api/v1/sites/{site.pk}/secret").json()["secret"] not in ("", first)
    assert client.get(f"/api/v1/sites/{site.pk}/conversions").json() == {"total": 0, "conversions": []}
    path, json = f"/api/v1/sites/{site.pk}", "application/json"
    assert client.patch(path, {"views_kept_months": 6}, content_type=json).json()["views_kept_months"] == 6
    assert client.patch(path, {"views_kept_months": 61}, content_type=json).status_code == 422
    refused = client.post("/api/v1/sites", {"name": " "}, content_type="application/json")
    assert (refused.status_code, refused.json()["where"]) == (422, "name")
