-- Whom the decider stood in for. Four eyes hold for both of them.
alter table audit.approval
    add column acted_for text,
    add constraint approval_acted_for_another check (acted_for is null or acted_for <> decided_by),
    add constraint approval_four_eyes_of_the_absent check (acted_for is null or acted_for <> submitted_by);
