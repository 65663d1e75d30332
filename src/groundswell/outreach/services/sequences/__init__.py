"""Sequences: written, filled with people, moved on, stopped."""

from groundswell.outreach.services.sequences.advancing import advance_sequences
from groundswell.outreach.services.sequences.by_hand import leave_out_step, tick_step
from groundswell.outreach.services.sequences.editing import (
    create_sequence,
    delete_step,
    pause_sequence,
    save_step,
    start_sequence,
    update_sequence,
)
from groundswell.outreach.services.sequences.enrolling import Enrolled, enrol_creators
from groundswell.outreach.services.sequences.stopping import (
    postpone_enrolments,
    resume_enrolment,
    stop_enrolment,
    stop_enrolments,
)

__all__ = [
    "Enrolled",
    "advance_sequences",
    "create_sequence",
    "delete_step",
    "enrol_creators",
    "leave_out_step",
    "pause_sequence",
    "postpone_enrolments",
    "resume_enrolment",
    "save_step",
    "start_sequence",
    "stop_enrolment",
    "stop_enrolments",
    "tick_step",
    "update_sequence",
]
