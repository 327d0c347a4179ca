"""What the Forecast pages show: picks, sentences and sections. Numbers come from queries alone."""
