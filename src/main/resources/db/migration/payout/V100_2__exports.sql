-- Files of a batch: of each kind and variant one, kept for good.
alter table payout.export_file
    drop constraint export_file_pkey,
    add column kind       text not null default 'PAYROLL',
    add column variant    text not null default 'standard',
    add column media_type text not null default 'text/csv;charset=UTF-8',
    add column made_with  text not null default 'mapping 1',
    add column written_by text not null default 'system',
    add constraint export_file_kind_known check
        (kind in ('PAYROLL', 'WORKBOOK', 'JOURNAL', 'CREDIT_TRANSFER', 'STATEMENTS')),
    add primary key (batch_id, kind, variant);
alter table payout.export_file
    alter column kind drop default,
    alter column variant drop default,
    alter column media_type drop default,
    alter column made_with drop default,
    alter column written_by drop default;

-- How a payroll provider wants its file. A mapping is never changed: a change is the next version.
create table payout.payroll_provider (
    id   text primary key,
    name text not null,
    constraint payroll_provider_id_shape check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    constraint payroll_provider_named check (length(name) between 1 and 80)
);

create table payout.payroll_mapping (
    provider_id  text        not null references payout.payroll_provider (id),
    version      int         not null,
    separator    text        not null,
    decimal_mark text        not null,
    date_style   text        not null,
    header       boolean     not null,
    saved_by     text        not null,
    saved_at     timestamptz not null,
    primary key (provider_id, version),
    constraint payroll_mapping_separator check (separator in (',', ';', E'\t')),
    constraint payroll_mapping_decimal check (decimal_mark in ('.', ',') and decimal_mark <> separator),
    constraint payroll_mapping_dates check (date_style in ('ISO', 'COMPACT', 'GERMAN', 'AMERICAN'))
);

create table payout.payroll_column (
    provider_id text not null,
    version     int  not null,
    ordinal     int  not null,
    heading     text not null,
    field       text not null,
    fixed       text not null,
    primary key (provider_id, version, ordinal),
    foreign key (provider_id, version) references payout.payroll_mapping (provider_id, version),
    constraint payroll_column_heading check (length(heading) between 1 and 60),
    constraint payroll_column_field check (field in
        ('EMPLOYEE_NUMBER', 'NAME', 'LEGAL_ENTITY', 'COST_CENTRE', 'PAY_DATE', 'AMOUNT', 'CURRENCY', 'BATCH', 'PERIOD',
         'PARTICIPANT', 'FIXED')),
    constraint payroll_column_fixed check (length(fixed) <= 60 and (field = 'FIXED' or fixed = ''))
);

create trigger payroll_mapping_append_only before update or delete on payout.payroll_mapping
    for each row execute function payout.refuse_change();
create trigger payroll_column_append_only before update or delete on payout.payroll_column
    for each row execute function payout.refuse_change();

insert into payout.payroll_provider (id, name) values ('standard', 'Standard payroll file');
insert into payout.payroll_mapping values ('standard', 1, ',', '.', 'ISO', true, 'system', '2000-01-01 00:00:00+00');
insert into payout.payroll_column (provider_id, version, ordinal, heading, field, fixed) values
    ('standard', 1, 1, 'employee number', 'EMPLOYEE_NUMBER', ''),
    ('standard', 1, 2, 'name', 'NAME', ''),
    ('standard', 1, 3, 'legal entity', 'LEGAL_ENTITY', ''),
    ('standard', 1, 4, 'cost centre', 'COST_CENTRE', ''),
    ('standard', 1, 5, 'pay date', 'PAY_DATE', ''),
    ('standard', 1, 6, 'amount', 'AMOUNT', ''),
    ('standard', 1, 7, 'currency', 'CURRENCY', ''),
    ('standard', 1, 8, 'batch', 'BATCH', '');

-- Who pays for a legal entity, and how. An entity without a row pays through the standard payroll file and takes the
-- release for the payment.
create table payout.paying_entity (
    legal_entity text primary key,
    route        text    not null,
    provider_id  text    not null references payout.payroll_provider (id),
    awaits_bank  boolean not null,
    debtor_name  text    not null default '',
    debtor_iban  text    not null default '',
    debtor_bic   text    not null default '',
    constraint paying_entity_route check (route in ('PAYROLL', 'DIRECT')),
    constraint paying_entity_debtor check (route = 'PAYROLL' or (debtor_name <> '' and debtor_iban <> ''))
);

-- What was told to be paid, and by which way. The last line against paying somebody twice for a period.
create table payout.payment (
    batch_id       bigint  not null,
    participant_id text    not null,
    period_id      text    not null,
    route          text    not null,
    provider_id    text    not null,
    awaits_bank    boolean not null,
    primary key (batch_id, participant_id),
    foreign key (batch_id, participant_id) references payout.line (batch_id, participant_id),
    constraint payment_once unique (period_id, participant_id),
    constraint payment_route check (route in ('PAYROLL', 'DIRECT'))
);
insert into payout.payment (batch_id, participant_id, period_id, route, provider_id, awaits_bank)
select l.batch_id, l.participant_id, b.period_id, 'PAYROLL', 'standard', false
from payout.line l join payout.batch b on b.id = l.batch_id where b.state in ('RELEASED', 'PAID');
create trigger payment_append_only before update or delete on payout.payment
    for each row execute function payout.refuse_change();
create trigger payment_no_truncate before truncate on payout.payment
    for each statement execute function payout.refuse_change();

-- The general ledger's accounts, by account of our ledger.
create table payout.gl_account (
    account_type text primary key,
    code         text not null,
    name         text not null,
    constraint gl_account_code check (code ~ '^[A-Za-z0-9.-]{1,20}$'),
    constraint gl_account_named check (length(name) between 1 and 60)
);
insert into payout.gl_account (account_type, code, name) values
    ('EXPENSE', '6200', 'Commission expense'),
    ('EARNED', '2310', 'Accrued commissions'),
    ('UNCOLLECTED', '2310', 'Accrued commissions'),
    ('HOLDBACK', '2310', 'Accrued commissions'),
    ('HELD', '2310', 'Accrued commissions'),
    ('PAYABLE', '2310', 'Accrued commissions'),
    ('IN_PAYMENT', '2320', 'Commission payments under way'),
    ('PAID', '2330', 'Payroll clearing'),
    ('DRAW_RECEIVABLE', '1350', 'Draws receivable'),
    ('CLAWBACK_RECEIVABLE', '1360', 'Clawbacks receivable');

-- Each transfer of the ledger is in the journal of one batch.
create table payout.journal_transfer (
    transfer_id uuid primary key,
    batch_id    bigint not null references payout.batch (id)
);
create index journal_transfer_of_batch on payout.journal_transfer (batch_id);
create trigger journal_transfer_append_only before update or delete on payout.journal_transfer
    for each row execute function payout.refuse_change();

grant select, insert on payout.payroll_provider, payout.payroll_mapping, payout.payroll_column, payout.payment,
    payout.journal_transfer to attain_app;
grant update (name) on payout.payroll_provider to attain_app;
grant select, insert, update on payout.paying_entity, payout.gl_account to attain_app;
