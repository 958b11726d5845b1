"""«Мои чаты»: where one is connected, when it was last used, and ending it."""
