"""«Посещаемость»: what was missed and why."""
