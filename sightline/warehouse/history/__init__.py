"""What every load knew on its day, kept beside the versions: the past of companies whose exports tell only today."""
