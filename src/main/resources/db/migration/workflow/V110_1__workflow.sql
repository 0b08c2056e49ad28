create schema workflow;

-- Which process instance is about what. The engine does not keep business keys unique; the index below does.
create table workflow.workflow_case (
  process_instance_id text        not null,
  subject_type        text        not null,
  subject_id          text        not null,
  process_key         text        not null,
  opened_at           timestamptz not null,
  opened_by           text,
  closed_at           timestamptz,
  constraint workflow_case_pk primary key (process_instance_id, subject_type, subject_id));

create unique index workflow_case_open on workflow.workflow_case (subject_type, subject_id, process_key)
  where closed_at is null;
create index workflow_case_subject on workflow.workflow_case (subject_type, subject_id);

-- What a user task asks of whom, fixed when the task appears; never read back from process variables.
create table workflow.human_task (
  task_id              text        not null,
  process_instance_id  text        not null,
  activity_instance_id text        not null,
  process_key          text        not null,
  task_key             text        not null,
  subject_type         text        not null,
  subject_id           text        not null,
  round                integer     not null,
  part                 text        not null,
  roles                text        not null,
  excludes             text        not null,
  created_at           timestamptz not null,
  seq                  bigint generated always as identity,
  constraint human_task_pk primary key (task_id));

create index human_task_instance on workflow.human_task (process_instance_id, task_key);
create index human_task_activity on workflow.human_task (activity_instance_id);

-- What a person decided on a task: what the gateways follow, and without which no task completes.
create table workflow.decision (
  task_id    text        not null,
  decided_by text        not null,
  outcome    text        not null,
  reason     text,
  form       jsonb       not null,
  decided_at timestamptz not null,
  constraint decision_pk primary key (task_id),
  constraint decision_task foreign key (task_id) references workflow.human_task (task_id));

-- The sequence flows a case took; the engine's history keeps elements only.
create table workflow.taken_flow (
  id                  bigint generated always as identity,
  process_instance_id text        not null,
  flow_id             text        not null,
  taken_at            timestamptz not null,
  constraint taken_flow_pk primary key (id));

create index taken_flow_instance on workflow.taken_flow (process_instance_id);

-- One freeze of a close and what became of it.
create table workflow.close_round (
  process_instance_id text        not null,
  period_id           text        not null,
  round               integer     not null,
  run_id              uuid        not null,
  chunks              integer     not null,
  frozen_at           timestamptz not null,
  constraint close_round_pk primary key (process_instance_id, round),
  constraint close_round_number unique (period_id, round),
  constraint close_round_run unique (run_id));

-- The managers whose approval a round needs.
create table workflow.close_team (
  process_instance_id text    not null,
  round               integer not null,
  manager             text    not null,
  constraint close_team_pk primary key (process_instance_id, round, manager));

grant usage on schema workflow to attain_app;
grant select, insert, update on workflow.workflow_case to attain_app;
grant select, insert on workflow.human_task, workflow.decision, workflow.taken_flow, workflow.close_round,
  workflow.close_team to attain_app;
