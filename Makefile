PYTHON = .venv/bin/python

.PHONY: words
words: ## Brings the catalogues up to date with the sources
	$(PYTHON) -m locales.update
