"""The invented company as a whole: every table of the contract, built room by room."""

import pandas as pd

from sightline.sample import (
    accounts,
    deals,
    forecast,
    history,
    maps,
    people,
    pipeline,
    plans,
    planwork,
    reference,
    reviews,
    stakeholders,
    teams,
    whitespace,
)
from sightline.sample.world import World


def frames(world: World) -> dict[str, pd.DataFrame]:
    """Every table but the manifest, by name; columns that the contract does not know are for the rooms' own use."""
    staff = people.build(world)
    customers = accounts.build(world, staff)
    team = teams.build(world, staff, customers)
    planned = plans.build(world, staff, customers)
    centres = whitespace.buying_centres(world, customers)
    outside = stakeholders.build(world, staff, customers, centres)
    outside = maps.drawn(world, outside, customers.frame, centres, team)
    work = planwork.build(world, staff, planned, team, outside.contacts)
    lived = deals.build(world, staff, customers)
    now = pipeline.opportunities(world, lived)
    weekly = pipeline.snapshots(world, lived)
    return {
        "users": staff.users,
        "accounts": customers.frame,
        "account_team": team,
        "account_plans": planned.frame,
        "plan_sections": pd.DataFrame(work.sections),
        "plan_reviews": reviews.build(world, staff, planned, team),
        "plan_objectives": pd.DataFrame(work.objectives),
        "plan_actions": pd.DataFrame(work.actions),
        "contacts": outside.contacts,
        "contact_influences": outside.influences,
        "contact_roles": stakeholders.contact_roles(world, outside.contacts, now),
        "buying_centres": centres,
        "products": reference.products(),
        "stages": reference.stages(),
        "whitespace_cells": whitespace.cells(world, staff, customers, centres, now),
        "product_revenue": whitespace.product_revenue(world, customers, now),
        "opportunities": now,
        "opportunity_snapshots": pipeline.as_exported(world, weekly),
        "quotas": forecast.quotas(world, staff),
        "forecast_submissions": forecast.submissions(world, staff, weekly),
        "nps": outside.nps,
        "fiscal_calendar": reference.fiscal_calendar(world),
        "fx_rates": reference.fx_rates(world),
        "account_events": history.account_events(world, customers),
        "account_owner_history": customers.owner_history,
        "interactions": outside.interactions,
        "plan_answers": pd.DataFrame(work.answers),
        "opportunity_plans": pipeline.opportunity_plans(world, now),
        "territory_plans": forecast.territory_plans(world, staff),
        "key_account_rules": reference.key_account_rules(world),
        "sales_stages": reference.sales_stages(),
        "plan_risks": pd.DataFrame(work.risks),
        "field_history": history.field_history(world, customers, planned, work, outside.contacts),
    }
