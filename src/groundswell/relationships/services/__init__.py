"""Everything that changes what a workspace knows of its creators."""

from groundswell.relationships.services.bases import record_basis, record_consent, withdraw_basis, withdraw_consent
from groundswell.relationships.services.bulk import Changed, change_many, chosen_creators
from groundswell.relationships.services.decisions import record_decision
from groundswell.relationships.services.details import note_reasons, set_tags, update_relationship
from groundswell.relationships.services.events import record_event
from groundswell.relationships.services.lists import add_to_list, create_list, delete_list, remove_from_list
from groundswell.relationships.services.mentions import see_mentions
from groundswell.relationships.services.notes import add_note, delete_note, edit_note
from groundswell.relationships.services.quality import assess, set_criteria
from groundswell.relationships.services.stages import move_stage, place_card
from groundswell.relationships.services.tasks import add_tasks, change_task, end_task
from groundswell.relationships.services.tracking import relationship_of, track_creators

__all__ = [
    "Changed",
    "add_note",
    "add_tasks",
    "add_to_list",
    "assess",
    "change_many",
    "change_task",
    "chosen_creators",
    "create_list",
    "delete_list",
    "delete_note",
    "edit_note",
    "end_task",
    "move_stage",
    "note_reasons",
    "place_card",
    "record_basis",
    "record_consent",
    "record_decision",
    "record_event",
    "relationship_of",
    "remove_from_list",
    "see_mentions",
    "set_criteria",
    "set_tags",
    "track_creators",
    "update_relationship",
    "withdraw_basis",
    "withdraw_consent",
]
