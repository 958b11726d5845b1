"""Consents to the processing of personal data (152-ФЗ art. 9), and what staff must have signed."""
