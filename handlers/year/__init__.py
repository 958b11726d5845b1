"""«Учебный год»: what is missing, holidays, days that differ."""
