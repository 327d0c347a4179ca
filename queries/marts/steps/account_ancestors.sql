-- Every account above an account in the customer's own hierarchy.
-- grain: one row per account and ancestor
-- key: account_id, ancestor_id
-- account_id: the account below
-- ancestor_id: an account above it; never itself
-- levels: steps between them

with recursive

parents as (

    select accounts.account_id, accounts.parent_id
    from stg_accounts as accounts
    inner join stg_accounts as above on above.account_id = accounts.parent_id
    where accounts.parent_id <> accounts.account_id and not above.is_deleted

),

walk as (

    select account_id, parent_id as ancestor_id, 1 as levels from parents
    union
    select walk.account_id, parents.parent_id, walk.levels + 1
    from walk
    inner join parents on parents.account_id = walk.ancestor_id
    where walk.levels < 20

)

select account_id, ancestor_id, cast(min(levels) as integer) as levels
from walk
where ancestor_id <> account_id
group by account_id, ancestor_id
