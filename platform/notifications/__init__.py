"""Who hears what, by which road; other apps import `notify` and `withdraw` from `notifications.actions`."""
