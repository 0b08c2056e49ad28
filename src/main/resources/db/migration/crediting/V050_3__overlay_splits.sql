-- A split set shares the event, and totals 100 percent; or it is overlay, beside the event, and each share stands alone.
alter table crediting.split_set add column overlay boolean not null default false;

create or replace function crediting.refuse_partial_split() returns trigger language plpgsql as $$
declare
    broken record;
begin
    select s.source, s.external_id, s.version, sum(s.percent) as total into broken
      from crediting.split_share s
      join crediting.split_set t on t.source = s.source and t.external_id = s.external_id and t.version = s.version
     where (s.source, s.external_id, s.version) in (select n.source, n.external_id, n.version from written n)
       and not t.overlay
     group by s.source, s.external_id, s.version
    having sum(s.percent) <> 100
     limit 1;
    if found then
        raise exception 'the split of %/% totals % percent', broken.source, broken.external_id, broken.total
            using errcode = '23514', constraint = 'split_share_total';
    end if;
    return null;
end $$;

create or replace view crediting.split_in_force as
select distinct on (source, external_id) source, external_id, version
  from crediting.split_set where not overlay order by source, external_id, version desc;

create view crediting.overlay_in_force as
select distinct on (source, external_id) source, external_id, version
  from crediting.split_set where overlay order by source, external_id, version desc;

grant select on crediting.overlay_in_force to attain_app;

alter table crediting.credited add column overlay_version int not null default 0;
