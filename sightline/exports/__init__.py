"""Exports: somebody's files in, typed tables and a full account of every row out. Knows no business meaning."""

from sightline.exports.audit.report import Report
from sightline.exports.converted import forget
from sightline.exports.drafting.draft import Draft, Question
from sightline.exports.drafting.rounds import draft
from sightline.exports.load import load, report_of
from sightline.exports.opening.sources import files_read
from sightline.exports.problems import NO_ROOM, ExportError, ProfileError, is_out_of_room
from sightline.exports.profile import Profile, read_profile

__all__ = [
    "NO_ROOM",
    "Draft",
    "ExportError",
    "Profile",
    "ProfileError",
    "Question",
    "Report",
    "draft",
    "files_read",
    "forget",
    "is_out_of_room",
    "load",
    "read_profile",
    "report_of",
]
