"""What arrives unasked: notices as they read, and «Уведомления», where each kind is chosen."""
