"""«Мои данные», and what the school does about personal data."""
