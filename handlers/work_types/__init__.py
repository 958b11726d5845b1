"""«Виды работ»: the list, one of them, its fields."""
