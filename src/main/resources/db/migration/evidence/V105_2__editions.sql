-- Files that go out later make another edition of the pack; the earlier ones stay.
alter table evidence.pack add column edition int not null default 1;
alter table evidence.pack alter column edition drop default;
alter table evidence.pack drop constraint pack_pk;
alter table evidence.pack add constraint pack_pk primary key (batch_id, edition);
alter table evidence.pack add constraint pack_edition check (edition >= 1);
