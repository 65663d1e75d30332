"""How far each creator has come with us: stages, notes, lists, decisions, timeline."""
