-- Every revision that was counted, also by a later correction of a locked period.
alter table sales.settled_deal drop constraint settled_deal_pk;
alter table sales.settled_deal add constraint settled_deal_pk primary key (source, external_id, revision, period);
create index settled_deal_of_period on sales.settled_deal (period);
