"""A real OpenSearch behind the facade, for the conformance suite: wherever OPENSEARCH_URL names one."""

import json
import os

import httpx

from groundswell.creators.models import Account
from groundswell.discovery.index import Found, Question
from groundswell.discovery.index import opensearch as compiler
from groundswell.discovery.reading import read_facts

ADDRESS = os.environ.get("OPENSEARCH_URL", "")
NAME = "groundswell-conformance"


class OpenSearch:
    """An index of its own, made anew by every `rebuild`."""

    def __init__(self) -> None:
        self.client = httpx.Client(base_url=ADDRESS.rstrip("/"), timeout=30, verify=False)  # a test server signs itself

    def rebuild(self) -> None:
        self.client.delete(f"/{NAME}")
        self.client.put(f"/{NAME}", json=compiler.index_settings()).raise_for_status()
        facts = read_facts(list(Account.objects.values_list("pk", flat=True)))
        lines = [line for pk, known in facts.items() for line in ({"index": {"_id": str(pk)}}, compiler.source(known))]
        if lines:
            body = "".join(json.dumps(line) + "\n" for line in lines)
            answer = self.client.post(
                f"/{NAME}/_bulk?refresh=true", content=body, headers={"Content-Type": "application/x-ndjson"}
            )
            assert not answer.raise_for_status().json()["errors"], answer.text[:500]

    def search(self, question: Question) -> Found:
        answer = self.client.post(f"/{NAME}/_search", json=compiler.request(question))
        return compiler.found(question, answer.raise_for_status().json())
