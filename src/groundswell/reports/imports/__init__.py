"""Files of web analytics."""

from groundswell.creators.imports.kinds import Kind
from groundswell.reports.imports import web_traffic

KINDS: tuple[Kind, ...] = (web_traffic.KIND,)
