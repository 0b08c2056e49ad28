-- Direct and split credits of an event add up to it, in its own currency; overlay and what is rolled up stand beside it.
alter table calculation.run_participant add column shared_minor bigint;
alter table calculation.run_participant disable trigger run_participant_update;
update calculation.run_participant set shared_minor = credited_minor;
alter table calculation.run_participant enable trigger run_participant_update;
alter table calculation.run_participant alter column shared_minor set not null;
