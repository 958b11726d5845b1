"""«Доверенные лица»: naming one, what they see and until when, revoking it."""
