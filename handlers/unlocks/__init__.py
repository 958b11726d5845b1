"""«Исправления»: places of marks that teachers ask to open after the term."""
