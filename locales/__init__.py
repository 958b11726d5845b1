"""gettext catalogues: msgids are English; Russian and English are both complete."""
