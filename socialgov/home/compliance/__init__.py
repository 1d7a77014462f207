"""Läget: how every account, plan and unit stands with the guidelines. Composes; each rule is its own room's."""
