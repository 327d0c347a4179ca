-- Which tables of the contract an export brings: what tells "none" from "unknown".
-- grain: one row
-- key: has_opportunities
-- has_account_plans: an export has account plans
-- has_account_team: an export has account team
-- has_contact_influences: an export has contact influences
-- has_contact_roles: an export has contact roles
-- has_contacts: an export has contacts
-- has_forecast_submissions: an export has forecast submissions
-- has_interactions: an export has interactions
-- has_nps: an export has nps
-- has_opportunities: an export has opportunities
-- has_opportunity_plans: an export has opportunity plans
-- has_plan_actions: an export has plan actions
-- has_plan_answers: an export has plan answers
-- has_plan_objectives: an export has plan objectives
-- has_plan_reviews: an export has plan reviews
-- has_plan_risks: an export has plan risks
-- has_plan_sections: an export has plan sections
-- has_stages: an export has stages
-- has_users: users come from a file of their own, not from ids in others
-- has_whitespace_cells: an export has whitespace cells

select
    count(*) filter (where table_name = 'account_plans') > 0 as has_account_plans,
    count(*) filter (where table_name = 'account_team') > 0 as has_account_team,
    count(*) filter (where table_name = 'contact_influences') > 0 as has_contact_influences,
    count(*) filter (where table_name = 'contact_roles') > 0 as has_contact_roles,
    count(*) filter (where table_name = 'contacts') > 0 as has_contacts,
    count(*) filter (where table_name = 'forecast_submissions') > 0 as has_forecast_submissions,
    count(*) filter (where table_name = 'interactions') > 0 as has_interactions,
    count(*) filter (where table_name = 'nps') > 0 as has_nps,
    count(*) filter (where table_name = 'opportunities') > 0 as has_opportunities,
    count(*) filter (where table_name = 'opportunity_plans') > 0 as has_opportunity_plans,
    count(*) filter (where table_name = 'plan_actions') > 0 as has_plan_actions,
    count(*) filter (where table_name = 'plan_answers') > 0 as has_plan_answers,
    count(*) filter (where table_name = 'plan_objectives') > 0 as has_plan_objectives,
    count(*) filter (where table_name = 'plan_reviews') > 0 as has_plan_reviews,
    count(*) filter (where table_name = 'plan_risks') > 0 as has_plan_risks,
    count(*) filter (where table_name = 'plan_sections') > 0 as has_plan_sections,
    count(*) filter (where table_name = 'stages') > 0 as has_stages,
    count(*) filter (where table_name = 'users' and not is_derived) > 0 as has_users,
    count(*) filter (where table_name = 'whitespace_cells') > 0 as has_whitespace_cells
from export_tables
