"""«Сотрудники»: staff, their roles, cards, duties, and who sees which summary."""
