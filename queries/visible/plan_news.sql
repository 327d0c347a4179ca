-- News of plans on accounts that the viewer may see.
-- grain: as plan_news
-- key: as plan_news

select plan_news.*
from marts.plan_news as plan_news
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plan_news.account_id
    )
