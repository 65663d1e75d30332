"""Who follows whom, of the whole lists that networks told, as arrays read through the page cache.

Derived from the database: the folder may be deleted and is built again. Nothing of a person is here but a network's name
for the account; forgotten accounts lose it at once.
"""

from groundswell.discovery.graph.opened import Graph, open_graph
from groundswell.discovery.graph.place import folder
from groundswell.discovery.graph.writing import Writer, writing

__all__ = ["Graph", "Writer", "folder", "open_graph", "writing"]
