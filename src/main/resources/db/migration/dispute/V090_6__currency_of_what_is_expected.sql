-- The stake is in the currency of whoever's pay would move most, what is expected in that of the claimant. Null: that of
-- the stake, as it was before.
alter table dispute.dispute
    add column expected_currency char(3),
    add constraint dispute_expected_currency check (expected_currency is null or expected_minor is not null);
grant update (expected_currency) on dispute.dispute to attain_app;
