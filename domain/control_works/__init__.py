"""Control works: a schedule of the school, its four limits, published before they are written."""
