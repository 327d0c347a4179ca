"""What the Account page is made of. No number is made here; they all come from the queries named `account_…`.

`arrival` finds the account that is asked for, `opening` shows what stands above the tabs, `sections` each tab,
`paper` the same on two printed pages. `said` has the sentences, `shown` the columns of each table and which export
would bring what is missing.
"""
