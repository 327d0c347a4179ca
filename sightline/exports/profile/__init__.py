"""The mapping profile: `sightline.toml` beside the exports, where a person says what no file can tell.

date_order = "day_first"            # or "month_first"; also per file
decimal_mark = ","                  # or "."
currency = "EUR"                    # of files without a currency column
probability_scale = 1               # where 1 means certain; 100 is the default
timezone = "Europe/Berlin"          # in which date-times are cut to days
join_by = "name"                    # or "id": how references are written; both are tried when absent

[fiscal]
first_month = 2
named_by = "end"                    # or "start"

[key_accounts]
rule = "rank"                       # rank, arr, top_n or none
value = 1

[outcomes]                          # of stages whose words do not tell
"Signed" = "won"                    # open, won or lost

[stages]                            # where open stages come that no export numbers
"Signed" = 4                        # 1 is discovery, 0 comes before it

[managers]                          # of people whose export names no manager, by name or id
"Ann Lee" = "Max Moore"

[files."opps_2026-08-03*.csv"]      # a pattern for file names
table = "opportunities"             # which table it is; "none" leaves it aside
snapshot_date = 2026-08-03
exported_at = 2026-08-03T06:00:00
day_in_name = true                  # the day in the name of each such file is the one it is of
columns = { "Deal value" = "amount" }
units = { amount = 1000000 }        # the file says millions

[values.opportunities.type]
"Existing Business" = "expansion"

`said.py` is what it says, `reading.py` reads the file, `writing.py` writes it and takes a person's answers in.
"""

from sightline.exports.profile.reading import read_profile
from sightline.exports.profile.said import PROFILE_NAME, DateOrder, DecimalMark, FileProfile, Profile

__all__ = ["PROFILE_NAME", "DateOrder", "DecimalMark", "FileProfile", "Profile", "read_profile"]
