-- What a claimant says of a deal that no import knows. Such a dispute has a deal of the source '(claimed)', which no
-- import can use, until compensation links it to a deal or an event.
create table dispute.named_deal (
    dispute_id   bigint  primary key references dispute.dispute (id),
    reference    text    not null,
    customer     text    not null,
    amount_minor bigint  not null,
    currency     char(3) not null,
    sold_on      date    not null,
    percent      numeric not null,
    linked_by    text,
    linked_at    timestamptz,
    constraint named_deal_texts check (length(reference) between 1 and 80 and length(customer) between 1 and 120),
    constraint named_deal_amount check (amount_minor > 0),
    constraint named_deal_percent check (percent > 0 and percent <= 100),
    constraint named_deal_linked check ((linked_by is null) = (linked_at is null))
);

-- The deal of a dispute stays, but for the one link from what was claimed to what is known.
create function dispute.guard_deal() returns trigger language plpgsql as $$
begin
    if (new.deal_source, new.deal_external_id) is distinct from (old.deal_source, old.deal_external_id) then
        if old.deal_source <> '(claimed)' or old.state <> 'TRIAGE' or new.deal_source = '(claimed)' then
            raise exception 'dispute % is about another deal', old.id using errcode = '42501';
        end if;
    elsif (new.period_id, new.shares_before, new.shares_proposed, new.kind)
        is distinct from (old.period_id, old.shares_before, old.shares_proposed, old.kind) then
        raise exception 'the claim of dispute % stays as it was filed', old.id using errcode = '42501';
    end if;
    return new;
end $$;
create trigger dispute_deal before update on dispute.dispute for each row execute function dispute.guard_deal();

-- Bulk actions and the ageing report look at these.
create index dispute_state_change_of_dispute on dispute.state_change (dispute_id);

grant select, insert on dispute.named_deal to attain_app;
grant update (linked_by, linked_at) on dispute.named_deal to attain_app;
grant update (deal_source, deal_external_id, period_id, kind, shares_before, shares_proposed, expected_minor)
    on dispute.dispute to attain_app;
