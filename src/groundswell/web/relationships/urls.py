from django.urls import path

from groundswell.web.relationships import board, bulk, grid, knowing, notes, panel, tasks, today, warmup

urlpatterns = [
    path("", today.today, name="today"),
    path("board/", board.board, name="board"),
    path("board/move/", board.move, name="board_move"),
    path("board/<slug:stage>/more/", board.more, name="board_more"),
    path("warm-up/", warmup.tasks, name="warm_up"),
    path("warm-up/make/", warmup.make, name="warm_up_make"),
    path("warm-up/<int:pk>/", warmup.end, name="warm_up_end"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/add/", tasks.add, name="task_add"),
    path("tasks/<int:pk>/", tasks.end, name="task_end"),
    path("creators/<int:pk>/knowing/", knowing.knowing, name="knowing"),
    path("creators/<int:pk>/quality/", knowing.assess, name="assess"),
    path("rubric/", knowing.rubric, name="rubric"),
    path("grid/", grid.grid, name="grid"),
    path("grid/cell/", grid.cell, name="grid_cell"),
    path("grid/bulk/", bulk.bulk, name="grid_bulk"),
    path("grid/export.<slug:format>", grid.export, name="grid_export"),
    path("relationships/<int:pk>/", panel.relationship, name="relationship"),
    path("relationships/<int:pk>/stage/", panel.stage, name="relationship_stage"),
    path("relationships/<int:pk>/details/", panel.details, name="relationship_details"),
    path("relationships/<int:pk>/timeline/", panel.timeline, name="relationship_timeline"),
    path("relationships/<int:pk>/notes/", notes.add, name="note_add"),
    path("notes/<int:pk>/edit/", notes.edit, name="note_edit"),
    path("notes/<int:pk>/delete/", notes.delete, name="note_delete"),
]
