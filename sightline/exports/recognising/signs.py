"""What tells one table from another: the columns without which a file is not that table.

A file fits a table when it has every column of one of the table's signs and none of its counter-signs. Among the
tables that fit, the one whose own words the header uses most is taken (`recognise.py`).
"""

Sign = frozenset[str]


def _signs(*alternatives: str) -> tuple[Sign, ...]:
    return tuple(frozenset(alternative.split()) for alternative in alternatives)


SIGNS: dict[str, tuple[Sign, ...]] = {
    "users": _signs(
        "full_name email", "full_name manager_id", "full_name role", "user_id email", "full_name region", "user_id role"
    ),
    "accounts": _signs(
        "account_name industry",
        "account_name annual_revenue",
        "account_name employees",
        "account_name parent_id",
        "account_name arr",
        "account_name segment",
        "account_name account_rank",
        "account_name is_key_account",
        "account_name country",
        "account_name region",
        "account_id account_name owner_id",
        "account_id account_name type",
    ),
    "opportunities": _signs(
        "stage close_date",
        "stage amount name",
        "opportunity_id stage",
        "opportunity_id close_date amount",
        "opportunity_id amount account_id",
    ),
    "account_team": _signs("account_id user_id team_role", "account_id partner_name team_role"),
    "account_plans": _signs(
        "plan_id account_id plan_type", "plan_id account_id status", "plan_id account_id last_updated"
    ),
    "plan_sections": _signs("plan_id section"),
    "plan_reviews": _signs("plan_id review_date reviewer_id", "review_id plan_id review_date"),
    "plan_objectives": _signs("objective_id plan_id title", "plan_id title horizon", "objective_id plan_id status"),
    "plan_actions": _signs("action_id plan_id", "plan_id title due_date"),
    "contacts": _signs("account_id full_name", "account_id email", "contact_id account_id title"),
    "contact_influences": _signs("to_contact_id from_contact_id", "to_contact_id external_party"),
    "contact_roles": _signs(
        "opportunity_id contact_id role", "opportunity_id contact_id is_primary", "opportunity_id contact_id roles"
    ),
    "buying_centres": _signs("buying_centre_id account_id", "account_id name addressable_users"),
    "products": _signs("name product_id", "name family", "name list_price"),
    "stages": _signs("stage_id label"),
    "whitespace_cells": _signs("account_id stage_id state", "account_id product_id state"),
    "product_revenue": _signs("account_id product_id revenue", "account_id period_start revenue"),
    "opportunity_snapshots": _signs("opportunity_id snapshot_date stage", "opportunity_id snapshot_date amount"),
    "quotas": _signs("user_id period_start amount", "user_id fiscal_label amount"),
    "forecast_submissions": _signs("user_id submitted_on category amount", "user_id submitted_on wide"),
    "nps": _signs("account_id score", "contact_id score"),
    "fiscal_calendar": _signs("period_start period_end fiscal_year", "period_start period_end period_type"),
    "fx_rates": _signs("currency rate_to_reporting"),
    "export_manifest": _signs("file exported_at"),
    "account_events": _signs("account_id event_date kind"),
    "account_owner_history": _signs("account_id owner_id from_date"),
    "interactions": _signs("contact_id user_id interaction_date"),
    "plan_answers": _signs("plan_id question"),
    "opportunity_plans": _signs(
        "opportunity_id overview_filled", "opportunity_id full_filled", "opportunity_id manager_review"
    ),
    "territory_plans": _signs("user_id presented_q1_on", "user_id presented_q3_on"),
    "key_account_rules": _signs("region valid_from"),
    "sales_stages": _signs("stage stage_order", "stage is_closed is_won", "stage is_won"),
    "plan_risks": _signs("risk_id plan_id", "plan_id title horizon status"),
    "field_history": _signs(
        "record_id field changed_at new_value",
        "record_id field changed_at old_value",
        "table_name record_id field changed_at",
    ),
}

COUNTER_SIGNS: dict[str, tuple[Sign, ...]] = {
    "users": _signs(
        "opportunityid", "companyname jobtitle", "buyingrole", "contactid", "leadsource", "leadstatus", "mailingcity"
    ),
    "accounts": _signs(
        "lastname",
        "opportunityid",
        "contactid",
        "dealid",
        "productid",
        "score",
        "stagename",
        "campaignid",
        "budgetedcost",
        "actualcost",
        "numbersent",
        "leadstatus",
    ),
    "opportunities": _signs("id opportunityid", "snapshotdate", "oldvalue newvalue"),
    "opportunity_snapshots": _signs("opportunityname", "dealname", "accountname", "contactid"),
    "products": _signs("opportunityid", "accountid", "quantity", "dealid", "parentroleid"),
    "sales_stages": _signs("opportunityid", "amount", "dealid", "closedate"),
    "quotas": _signs("submittedon", "submissionweek", "weekof", "category"),
    "nps": _signs("interactiontype", "resolutionstatus"),
    "account_owner_history": _signs("field newvalue"),
    "contacts": _signs("opportunityid", "dealid", "contractid"),
    "plan_actions": _signs("whoid whatid"),
    "plan_reviews": _signs("whoid whatid"),
    "account_events": _signs("contactid", "whoid"),
}
"""Headers (without case and punctuation) that show a file to be something else than it seems."""

FOREIGN: tuple[tuple[Sign, str], ...] = (
    (frozenset({"isconverted"}), "it lists leads, which no page uses"),
    (frozenset({"leadstatus"}), "it lists leads, which no page uses"),
    (frozenset({"leadid"}), "it lists leads, which no page uses"),
    (frozenset({"status", "leadsource", "company"}), "it lists leads, which no page uses"),
    (frozenset({"budgetedcost"}), "it lists campaigns, which no page uses"),
    (
        frozenset({"fivetranstart", "fivetranend"}),
        "it keeps old versions of rows too; export the present rows only",
    ),
    (frozenset({"field", "description"}), "it is a data dictionary"),
    (frozenset({"column", "description"}), "it is a data dictionary"),
    (frozenset({"fieldname", "description"}), "it is a data dictionary"),
    (frozenset({"columnname", "description"}), "it is a data dictionary"),
    (frozenset({"hubspotobject", "fieldtype"}), "it describes the source's own fields"),
)
"""Headers that show a file to be no table of ours, with the reason that the report gives."""

SUMMARY = ("rowlabels", "columnlabels", "grandtotal", "values")
"""Headers that only a pivot table has; `Sum of …` and `Count of …` count too."""


NEVER_BLANK: dict[str, tuple[str, ...]] = {
    "account_team": ("account_id",),
    "contact_influences": ("to_contact_id",),
    "contact_roles": ("opportunity_id", "contact_id"),
    "whitespace_cells": ("account_id",),
    "product_revenue": ("account_id", "product_id", "period_start"),
    "quotas": ("user_id", "period_start"),
    "forecast_submissions": ("user_id", "submitted_on"),
    "fx_rates": ("currency",),
    "sales_stages": ("stage",),
    "account_events": ("account_id", "event_date"),
    "fiscal_calendar": ("period_start",),
}
"""Key columns that every row must fill, for the tables where the rest of the key may stay empty."""

ONE_OF: dict[str, tuple[str, str]] = {
    "account_team": ("user_id", "partner_name"),
    "contact_influences": ("from_contact_id", "external_party"),
    "whitespace_cells": ("stage_id", "product_id"),
}
"""Pairs of which a row must fill at least one."""

ID_FROM: dict[str, tuple[str, ...]] = {
    "users": ("full_name",),
    "accounts": ("account_name",),
    "opportunities": ("name", "account_id", "created_date"),
    "products": ("name",),
    "contacts": ("email", "full_name", "account_id"),
    "buying_centres": ("account_id", "name"),
    "nps": ("account_id", "contact_id", "response_date"),
    "plan_reviews": ("plan_id", "review_date", "reviewer_id"),
    "plan_objectives": ("plan_id", "title"),
    "plan_actions": ("plan_id", "title", "due_date"),
    "plan_risks": ("plan_id", "title"),
    "interactions": ("contact_id", "user_id", "interaction_date", "kind"),
}
"""What an absent id is made from, where the rest of the row tells one thing from another."""

TOLD_APART_BY: dict[str, tuple[str, ...]] = {
    "opportunities": ("close_date", "owner_id", "amount", "product_ids", "stage"),
}
"""What tells rows apart whose made ids are equal: two deals of one name and day are two deals."""

RECORDS_OF = {
    "accountid": "accounts",
    "companyid": "accounts",
    "contactid": "contacts",
    "opportunityid": "opportunities",
    "dealid": "opportunities",
}
"""Whose history a file keeps, by the header of its record ids."""

NAME_PAIRS = (
    ("firstname", "lastname"),
    ("propertyfirstname", "propertylastname"),
    ("vorname", "nachname"),
    ("prénom", "nom"),
    ("nombre", "apellidos"),
    ("voornaam", "achternaam"),
    ("nome", "cognome"),
)
"""Headers that give the name of a person in two parts; after the first two where a person `said` what the table is."""
