"""«Настройки»: language, form of tables."""
