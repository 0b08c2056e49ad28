-- A period that was reopened and closed again has the steps of both locks.
alter table payable.step
    drop constraint step_pk,
    add constraint step_pk primary key (participant_id, run_id, ordinal);
