"""Customers that creators brought, by the month of their first order: who came back, and what each was worth so far."""
