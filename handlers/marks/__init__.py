"""«Оценки»: a grading period as a table, and one subject in full."""
