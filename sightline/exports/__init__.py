"""Exports: somebody's files in, typed tables and a full account of every row out. Knows no business meaning."""

from sightline.exports.audit.report import Report
from sightline.exports.load import load
from sightline.exports.problems import ExportError, ProfileError
from sightline.exports.profile import Profile, read_profile

__all__ = ["ExportError", "Profile", "ProfileError", "Report", "load", "read_profile"]
