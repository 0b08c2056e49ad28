alter table sales.import_batch drop constraint import_batch_kind;
alter table sales.import_batch add constraint import_batch_kind check (kind in ('DEALS', 'ACCOUNTS', 'PRODUCTS', 'TEAMS',
    'PEOPLE', 'QUOTAS', 'RATES', 'ASSIGNMENTS', 'SPLITS', 'OVERLAYS', 'EVENTS', 'FX_RATES', 'RESPONSIBILITIES',
    'TERRITORIES'));
