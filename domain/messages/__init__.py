"""Letters between the homeroom teacher and the families, relayed (R121)."""
