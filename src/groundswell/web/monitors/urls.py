from django.urls import path

from groundswell.web.monitors import advocates, views

urlpatterns = [
    path("monitors/", views.monitors, name="monitors"),
    path("monitors/<int:pk>/", views.change, name="monitor"),
    path("monitors/<int:pk>/delete/", views.delete, name="monitor_delete"),
    path("mentions/", advocates.mentions, name="mentions"),
    path("advocates/", advocates.advocates, name="advocates"),
    path("advocates/<int:account>/take/", advocates.take, name="advocate_take"),
    path("advocates/<int:account>/mute/", advocates.mute, name="advocate_mute"),
]
