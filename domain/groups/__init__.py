"""Groups of a subject, and moving pupils from one to another (R049, R050)."""
