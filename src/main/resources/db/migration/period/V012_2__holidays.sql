-- Days off besides weekends: deadlines count business days.
create table period.holiday (
    day  date primary key,
    name text not null,
    constraint holiday_named check (name !~ '^\s*$')
);
grant select, insert on period.holiday to attain_app;
