from django.urls import path

from groundswell.web.outreach import by_hand, compose, enrolling, mailboxes, messages, sequences, templates

urlpatterns = [
    path("outreach/", messages.outreach, name="outreach"),
    path("outreach/compose/", compose.compose, name="outreach_compose"),
    path("outreach/preview/", compose.preview, name="outreach_preview"),
    path("messages/<int:pk>/", messages.message, name="message"),
    path("messages/<int:pk>/settle/", messages.settle, name="message_settle"),
    path("messages/<int:pk>/retry/", messages.retry, name="message_retry"),
    path("messages/<int:pk>/withdraw/", messages.withdraw, name="message_withdraw"),
    path("sequences/", sequences.sequences, name="sequences"),
    path("sequences/new/", sequences.new, name="sequence_new"),
    path("sequences/<int:pk>/", sequences.sequence, name="sequence"),
    path("sequences/<int:pk>/run/", sequences.run, name="sequence_run"),
    path("sequences/<int:pk>/enrol/", enrolling.enrol, name="enrol"),
    path("steps/<int:pk>/delete/", sequences.delete_step, name="step_delete"),
    path("enrolments/<int:pk>/stop/", enrolling.stop, name="enrolment_stop"),
    path("enrolments/<int:pk>/resume/", enrolling.resume, name="enrolment_resume"),
    path("by-hand/", by_hand.by_hand, name="by_hand"),
    path("by-hand/<int:pk>/", by_hand.tick, name="by_hand_tick"),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.new, name="template_new"),
    path("templates/<int:pk>/", templates.edit, name="template_edit"),
    path("templates/<int:pk>/delete/", templates.delete, name="template_delete"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/new/", mailboxes.new, name="mailbox_new"),
    path("mailboxes/<int:pk>/", mailboxes.edit, name="mailbox_edit"),
    path("mailboxes/<int:pk>/test/", mailboxes.test, name="mailbox_test"),
    path("mailboxes/<int:pk>/check/", mailboxes.check, name="mailbox_check"),
    path("mailboxes/<int:pk>/delete/", mailboxes.delete, name="mailbox_delete"),
]
