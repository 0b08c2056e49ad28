-- Whom the person who decided stood in for.
alter table workflow.decision
    add column acted_for text,
    add constraint decision_acted_for_another check (acted_for is null or acted_for <> decided_by);
