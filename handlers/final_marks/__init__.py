"""«Итоги»: subjects and periods of a school year."""
