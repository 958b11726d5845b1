"""«Замечания»: words about one pupil that are no mark."""
