"""Tidy frames become Plotly figures here. No arithmetic: every number drawn stands in the frame."""
