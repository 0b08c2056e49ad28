create schema demo;

-- Which steps of the seeding are through; each step looks at the domain itself, this only saves the looking.
create table demo.step (
    key text primary key,
    done_at timestamptz not null default now()
);

grant usage on schema demo to attain_app;
grant select, insert on demo.step to attain_app;
