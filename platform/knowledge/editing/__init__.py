"""Editing in the site: versions from draft to published, who changed what and why, and back again.

For other apps: `knowledge.editing.actions` (start_draft, publish, undo, keep_present) and
`Version.objects.visible_to(user)`.
"""
