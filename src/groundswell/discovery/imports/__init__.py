"""Files about a brand's customers: who they are, and whom they follow."""

from groundswell.discovery.imports import customers, follows

KINDS = (customers.KIND, follows.KIND)
