"""«Контрольные»: planning, publishing and reading their schedule."""
