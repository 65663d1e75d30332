from django.urls import path

from groundswell.web.outreach import compose, mailboxes, messages, templates

urlpatterns = [
    path("outreach/", messages.outreach, name="outreach"),
    path("outreach/compose/", compose.compose, name="outreach_compose"),
    path("outreach/preview/", compose.preview, name="outreach_preview"),
    path("messages/<int:pk>/", messages.message, name="message"),
    path("messages/<int:pk>/settle/", messages.settle, name="message_settle"),
    path("messages/<int:pk>/retry/", messages.retry, name="message_retry"),
    path("messages/<int:pk>/withdraw/", messages.withdraw, name="message_withdraw"),
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
