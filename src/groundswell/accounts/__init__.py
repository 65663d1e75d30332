"""Users, workspaces (one per brand), roles, tokens and the audit trail."""
