"""«Кто смотрел и менял»: the audit trail on the screen."""
